/**
 * What an error of the database or the operating system is called, for a text that every reader of /health sees: a name
 * or a code, never a path, a statement or a row. The whole error belongs to the log.
 */
export function nameFailure(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  // ClickHouse ends its first line with the name: "Code: 243. DB::Exception: …. (NOT_ENOUGH_SPACE)".
  const name = /\(([A-Z][A-Z0-9_]{3,})\)/.exec(message)?.[1];
  if (name !== undefined) return name;
  const code = /^Code: (\d+)/.exec(message)?.[1];
  if (code !== undefined) return `ClickHouse ${code}`;
  if (error instanceof Error && "code" in error && typeof error.code === "string") return error.code;
  return "?";
}
