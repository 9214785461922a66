import type { Readable } from "node:stream";
import { parse } from "csv-parse";
import { ImportError } from "./import-error.ts";

/** A quote that is never closed would take the rest of the file for one row. */
const MAX_ROW_BYTES = 1024 * 1024;

export interface CsvRow {
  /** Line on which the row begins, from 1. */
  line: number;
  raw: string;
  values: readonly string[];
}

/**
 * Rows of a CSV with a header, in order; the first one yielded is the header. Quotes inside a field are
 * taken as they stand: the parser's own way to skip a row with a stray quote loses good rows behind it.
 *
 * @throws ImportError `not_csv` for a quote that is never closed, saying after which line, or a broken gzip file
 */
export async function* readCsvRows(content: Readable): AsyncGenerator<CsvRow> {
  const parser = parse({
    bom: true,
    info: true,
    raw: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: MAX_ROW_BYTES,
  });
  content.on("error", (error) => parser.destroy(error));
  content.pipe(parser);
  try {
    for await (const entry of parser) yield toRow(entry);
  } catch (error) {
    const line = parser.info.lines;
    throw new ImportError("not_csv", `the file cannot be read as CSV beyond about line ${line}`, {
      cause: error,
    });
  }
}

function toRow(entry: unknown): CsvRow {
  if (!isEntry(entry)) throw new TypeError("csv-parse gave a row of another shape");
  const { info, raw, record } = entry;
  // A quoted field may hold line breaks; `lines` is where the row ends.
  let breaks = 0;
  for (let at = raw.indexOf("\n"); at >= 0 && at < raw.length - 1; at = raw.indexOf("\n", at + 1)) breaks++;
  return { line: info.lines - breaks, raw, values: record };
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
