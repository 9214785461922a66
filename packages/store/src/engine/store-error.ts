/** What the store itself refuses; each message says how to mend it. */
type StoreErrorCode =
  | "data_dir_in_use"
  | "data_dir_unwritable"
  | "migration_changed"
  | "migration_unknown"
  | "sql_not_found"
  | "bad_query_parameter"
  | "unexpected_row"
  | "bad_backup_name"
  | "damaged_backup"
  | "data_dir_not_empty"
  | "closed";

/** Error of the store itself; errors of the engine pass through as they are (`cause` where wrapped). */
export class StoreError extends Error {
  readonly code: StoreErrorCode;
  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "StoreError";
    this.code = code;
  }
}
