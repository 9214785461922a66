import type { Readable } from "node:stream";
import { type CsvError, parse } from "csv-parse";
import { ImportError } from "./import-error.ts";

/** A quote that is never closed would take the rest of the file for one row. */
const MAX_ROW_BYTES = 1024 * 1024;

export type CsvRow =
  | { ok: true; line: number; raw: string; values: readonly string[] }
  | { ok: false; line: number; raw: string; message: string };

/**
 * Rows of a CSV with a header, in order, with the line each begins on. The first one yielded is the header.
 * A row that breaks CSV's own rules is yielded as such, and the next ones are read.
 */
export async function* readCsvRows(content: Readable): AsyncGenerator<CsvRow> {
  const broken: CsvRow[] = [];
  const parser = parse({
    bom: true,
    info: true,
    raw: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: MAX_ROW_BYTES,
    on_skip: (error: CsvError | undefined, raw: string | undefined) => {
      const line = typeof error?.lines === "number" ? error.lines : 0;
      broken.push({ ok: false, line, raw: raw ?? "", message: `The row is not valid CSV (${error?.code}).` });
      return undefined;
    },
  });
  content.on("error", (error) => parser.destroy(error));
  content.pipe(parser);
  try {
    for await (const entry of parser) {
      yield* broken.splice(0);
      yield toRow(entry);
    }
  } catch (error) {
    throw new ImportError("not_csv", "the file cannot be read as CSV to its end", { cause: error });
  }
  yield* broken.splice(0);
}

function toRow(entry: unknown): CsvRow {
  if (!isEntry(entry)) throw new TypeError("csv-parse gave a row of another shape");
  const { info, raw, record } = entry;
  // A quoted field may hold line breaks; `lines` is where the row ends.
  let breaks = 0;
  for (let at = raw.indexOf("\n"); at >= 0 && at < raw.length - 1; at = raw.indexOf("\n", at + 1)) breaks++;
  return { ok: true, line: info.lines - breaks, raw, values: record };
}

interface Entry {
  info: { lines: number };
  raw: string;
  record: string[];
}

function isEntry(value: unknown): value is Entry {
  if (typeof value !== "object" || value === null) return false;
  return "info" in value && "raw" in value && typeof value.raw === "string" && "record" in value;
}
