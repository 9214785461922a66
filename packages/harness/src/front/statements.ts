/** What a statement does, as far as faults and routing need to know. */
export type StatementKind = "insert" | "select" | "session" | "command";

/** The head of `INSERT INTO table (columns) FORMAT name` when it is as plain as the client writes it. */
export interface InsertHead {
  table: string;
  columns: string[] | null;
  format: string;
}

const READING = new Set(["SELECT", "WITH", "SHOW", "DESCRIBE", "DESC", "EXISTS", "EXPLAIN"]);
const BLANK_OR_COMMENT = /^(?:\s+|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)+/;

/** The statement without leading blanks and comments. */
function strip(sql: string): string {
  return sql.replace(BLANK_OR_COMMENT, "");
}

/** Sorts a statement by its first word; a bracket opens a SELECT. */
export function classifyStatement(sql: string): StatementKind {
  const text = strip(sql);
  const word = /^[A-Za-z]+/.exec(text)?.[0].toUpperCase() ?? "";
  if (word === "INSERT") return "insert";
  if (word === "SET" || word === "USE") return "session";
  return READING.has(word) || text.startsWith("(") ? "select" : "command";
}

/**
 * Whether something follows the first semicolon. The embedded engine would run it, a server refuses it
 * ("Multi-statements are not allowed"), so the front must see it. Rows inlined in an INSERT are not looked at.
 */
export function hasSecondStatement(sql: string): boolean {
  if (classifyStatement(sql) === "insert") return false;
  const tokens =
    /'(?:[^'\\]|\\[\s\S]|'')*'|"(?:[^"\\]|\\[\s\S])*"|`(?:[^`\\]|\\[\s\S])*`|--[^\n]*|\/\*[\s\S]*?\*\/|;/g;
  for (const token of sql.matchAll(tokens)) {
    if (token[0] === ";")
      return (
        strip(sql.slice(token.index + 1))
          .replaceAll(";", "")
          .trim() !== ""
      );
  }
  return false;
}

/** Reads a plain INSERT head; null when it is anything else (SETTINGS, EXCEPT, quoted names, SELECT). */
export function parseInsertHead(sql: string): InsertHead | null {
  const match =
    /^INSERT\s+INTO\s+(?:TABLE\s+)?([\w.]+)\s*(?:\(([\w\s,]*)\))?\s*FORMAT\s+(\w+)\s*;?\s*$/i.exec(
      strip(sql),
    );
  const table = match?.[1];
  const format = match?.[3];
  if (table === undefined || format === undefined) return null;
  const columns = match?.[2]?.split(",").map((column) => column.trim()) ?? null;
  return { table, columns, format };
}

/** The format named at the end of a reading statement, null when it names none. */
export function readOutputFormat(sql: string): string | null {
  return /\bFORMAT\s+(\w+)\s*(?:SETTINGS\s[\s\S]*)?;?\s*$/i.exec(sql)?.[1] ?? null;
}

/** A string as ClickHouse's quoted literal. */
export function quoteLiteral(value: string): string {
  return `'${value.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}

/** A name as ClickHouse's quoted identifier. */
export function quoteName(name: string): string {
  return `\`${name.replaceAll("\\", "\\\\").replaceAll("`", "\\`")}\``;
}
