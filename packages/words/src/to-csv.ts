/** One field by RFC 4180. A text that a spreadsheet would take for a formula is kept a text. */
function field(value: string | number): string {
  if (typeof value === "number") return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A table as CSV. It begins with a byte order mark: without it Excel reads "Địa bàn" as another language. */
export function toCsv(table: readonly (readonly (string | number)[])[]): string {
  return `\uFEFF${table.map((row) => `${row.map(field).join(",")}\r\n`).join("")}`;
}
