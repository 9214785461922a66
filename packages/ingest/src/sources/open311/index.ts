export type { RequestsSummary } from "./accept-requests.ts";
export { importOpen311File } from "./import-open311.ts";
export type { Open311Mapping } from "./open311.ts";
export {
  PULL_ORDERS,
  PullError,
  type PullOptions,
  type PullOrder,
  type PullSummary,
  pullOpen311,
} from "./pull-open311.ts";
