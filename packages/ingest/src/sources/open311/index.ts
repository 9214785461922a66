export { PullError } from "./ask-endpoint.ts";
export { importOpen311File } from "./import-open311.ts";
export type { Open311Mapping } from "./open311.ts";
export { PULL_ORDERS } from "./page-address.ts";
export { pullOpen311 } from "./pull-open311.ts";
