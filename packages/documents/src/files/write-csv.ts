import type { PrintedDocument } from "../layout/printed.ts";
import { tablesOf, textsOf } from "./parts-of.ts";

const HEAD = ["table", "row", "column", "value", "printed"];

/**
 * One line for every figure (RFC 4180, UTF-8 with its mark so that spreadsheets read it): table, row, column, the
 * value with a decimal point, and how it is printed. Texts have the table "document".
 */
export function writeCsvFile(document: PrintedDocument): Buffer {
  const lines: (string | number | null)[][] = [HEAD];
  for (const [head, text] of textsOf(document)) lines.push(["document", head, "", text, text]);
  for (const { id, columns, rows } of tablesOf(document)) {
    for (const { cells } of rows) {
      for (const [index, { value, text }] of cells.entries()) {
        const column = columns[index];
        if (index === 0 || column === undefined || text === "") continue;
        const head = column.over === undefined ? column.head : `${column.over}: ${column.head}`;
        lines.push([id, cells[0]?.text ?? "", head, value, text]);
      }
    }
  }
  const text = lines.map((fields) => `${fields.map(writeField).join(",")}\r\n`).join("");
  return Buffer.from(`\ufeff${text.normalize("NFC")}`, "utf8");
}

/** A spreadsheet would take a text that begins like this for a formula: an apostrophe keeps it a text. */
const LOOKS_LIKE_FORMULA = /^[=+\-@\t\r]/;

function writeField(field: string | number | null): string {
  if (field === null) return "";
  if (typeof field === "number") return String(field);
  const safe = LOOKS_LIKE_FORMULA.test(field) ? `'${field}` : field;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
