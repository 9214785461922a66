/** Boundaries as official files have them, for tests of this package and of those that build on it. */
export { box, collection, feature } from "./boxes.ts";
