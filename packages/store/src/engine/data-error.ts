/**
 * ClickHouse's codes for "these rows cannot be stored": parsing, types, ranges, nulls. Everything else (memory,
 * disk, network, read-only, too many parts) may pass when tried again.
 */
const DATA_ERROR_CODES = new Set([6, 25, 26, 27, 38, 41, 53, 69, 72, 117, 131, 321, 349, 691]);

/** True for an error of the engine that lies in the rows themselves, so that repeating cannot mend it. */
export function isDataError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  // The HTTP client has the code as a property, the embedded engine only in its text.
  const code =
    "code" in error && typeof error.code === "string" ? error.code : /^Code: (\d+)/.exec(error.message)?.[1];
  return DATA_ERROR_CODES.has(Number(code));
}
