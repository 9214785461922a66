export { isDataError } from "./data-error.ts";
export { ENGINE_SETTINGS } from "./engine.ts";
export { QUERIES, type QueryName, type QueryParams, type QueryRow } from "./queries.ts";
export { EXCLUDABLE_ENDINGS, TIME_BUCKETS } from "./query-params.ts";
export type { ReportKey } from "./read-events.ts";
export { bindQuery, loadQueries, type QueryRunner, type QueryText } from "./run-query.ts";
export { openStore, type Store, type StoreOptions } from "./store.ts";
export { STORE_ERROR_CODES, StoreError, type StoreErrorCode } from "./store-error.ts";
