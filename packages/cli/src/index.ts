export { type City, loadCity } from "./city/open-city.ts";
export { runCli } from "./run-cli.ts";
export { limitStop, STOP_LIMIT_MS } from "./start/limit-stop.ts";
export {
  type IngestHooks,
  type IngestOptions,
  type RunningIngest,
  startIngest,
} from "./start/start-ingest.ts";
export { parseStartOptions, type StartOptions } from "./start/start-options.ts";
export { type RunningProduct, type StartHooks, startProduct } from "./start/start-product.ts";
