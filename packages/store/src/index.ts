export { isDataError } from "./engine/data-error.ts";
export { ENGINE_SETTINGS } from "./engine/engine.ts";
export { STORE_ERROR_CODES, StoreError, type StoreErrorCode } from "./engine/store-error.ts";
export { QUERIES, type QueryName, type QueryParams, type QueryRow } from "./queries/queries.ts";
export { bindQuery, loadQueries, type QueryRunner, type QueryText } from "./queries/run-query.ts";
export type { ReportKey } from "./records/read-events.ts";
export { openStore, type Store, type StoreOptions } from "./store.ts";
