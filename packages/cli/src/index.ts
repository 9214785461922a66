export { runCli } from "./run-cli.ts";
export { parseStartOptions, type StartOptions } from "./start-options.ts";
export { type RunningProduct, type StartHooks, startProduct } from "./start-product.ts";
