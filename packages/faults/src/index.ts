/** @public Taken by scripts/, which import the build by its path. */
export { runFaultsMain } from "./main.ts";
