export type { ReportKey } from "./read-events.ts";
export { openStore, type Store, type StoreOptions } from "./store.ts";
export { STORE_ERROR_CODES, StoreError, type StoreErrorCode } from "./store-error.ts";
