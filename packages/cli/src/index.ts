export { limitStop, STOP_LIMIT_MS } from "./limit-stop.ts";
export { type City, loadCity } from "./open-city.ts";
export { runCli } from "./run-cli.ts";
export { type IngestHooks, type IngestOptions, type RunningIngest, startIngest } from "./start-ingest.ts";
export { parseStartOptions, type StartOptions } from "./start-options.ts";
export { type RunningProduct, type StartHooks, startProduct } from "./start-product.ts";
