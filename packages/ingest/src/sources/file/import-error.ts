/** A file that cannot be imported at all; `message` says what to do. */
export class ImportError extends Error {
  readonly code:
    | "file_not_readable"
    | "missing_column"
    | "doubled_column"
    | "not_csv"
    | "not_requests"
    | "not_events"
    | "line_too_long";
  constructor(code: ImportError["code"], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "ImportError";
    this.code = code;
  }
}
