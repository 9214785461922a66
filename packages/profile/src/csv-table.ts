import { CsvError, parse } from "csv-parse/sync";

/** Rows of a CSV by column name, each with its line in the file (the header is 1). */
export type CsvTable = { row: number; cells: Record<string, string> }[];

/**
 * Parses a CSV that must have exactly these columns, in any order.
 * Wrong headers and rows of another width go to `report` and are left out.
 */
export function parseCsv(
  text: string,
  columns: readonly string[],
  report: (row: number, field: string, message: string) => void,
): CsvTable {
  const records = readRecords(text, report);
  const header = records[0];
  if (header === undefined) {
    report(1, "", `empty; its first line must be ${columns.join(",")}`);
    return [];
  }
  for (const name of columns) {
    if (!header.values.includes(name)) report(1, name, "column missing; add it");
  }
  for (const name of header.values) {
    if (!columns.includes(name)) report(1, name, "unknown column; remove it or correct its name");
  }
  const table: CsvTable = [];
  for (const { row, values } of records.slice(1)) {
    if (values.length !== header.values.length) {
      const cure = "quote cells that contain commas";
      report(row, "", `${values.length} cells where the header has ${header.values.length}; ${cure}`);
      continue;
    }
    table.push({ row, cells: Object.fromEntries(header.values.map((name, i) => [name, values[i] ?? ""])) });
  }
  return table;
}

/** Cell as number; left as text when it is none, so that the schema names it. */
export function toNumber(cell: string | undefined): number | string {
  return cell !== undefined && /^-?\d+(\.\d+)?$/.test(cell) ? Number(cell) : (cell ?? "");
}

/** Cell as list, its parts separated by semicolons. */
export function toList(cell: string | undefined): string[] {
  return (cell ?? "")
    .split(";")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

function readRecords(
  text: string,
  report: (row: number, field: string, message: string) => void,
): { row: number; values: string[] }[] {
  const records: { row: number; values: string[] }[] = [];
  const options = { bom: true, relax_column_count: true, skip_empty_lines: true };
  try {
    // The parser says in which line a record ends at twice the time: it is asked only where a record is not one line.
    const plain: string[][] = parse(text, options);
    if (plain.length === countLines(text)) return plain.map((values, index) => ({ row: index + 1, values }));
    parse(text, {
      ...options,
      on_record: (values: string[], { lines }: { lines: number }) => {
        records.push({ row: lines, values });
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = Number(error.lines ?? 0);
    report(line, "", `no CSV (${error.message})`);
  }
  return records;
}

function countLines(text: string): number {
  let lines = text === "" || text.endsWith("\n") ? 0 : 1;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines += 1;
  return lines;
}
