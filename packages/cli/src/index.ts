export { type City, loadCity } from "./city/open-city.ts";
/** @public Taken by scripts/, which import the build by its path. */
export { runCli } from "./run-cli.ts";
export { limitStop, STOP_LIMIT_MS } from "./start/limit-stop.ts";
export { startIngest } from "./start/start-ingest.ts";

export { startProduct } from "./start/start-product.ts";
