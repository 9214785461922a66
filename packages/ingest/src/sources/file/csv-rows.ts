import type { Readable } from "node:stream";
import type { CsvFormat } from "@toancanh/contracts";
import { parse } from "csv-parse";
import { decodeStream } from "./decode-stream.ts";
import { ImportError } from "./import-error.ts";

/** A quote that is never closed would take the rest of the file for one row. */
const MAX_ROW_BYTES = 1024 * 1024;

export interface CsvRow {
  /** Line on which the row begins, from 1. */
  line: number;
  raw: string;
  values: readonly string[];
}

/** How a CSV file is written; what is left out is the usual. */
export type CsvDialect = Pick<CsvFormat, "delimiter" | "encoding">;

/**
 * Rows of a CSV with a header, in order; the first one yielded is the header. A line `sep=;` before it names the
 * delimiter, as spreadsheets write it. Quotes inside a field are taken as they stand: the parser's own way to skip a row
 * with a stray quote loses good rows behind it.
 *
 * @throws ImportError `not_csv` for a quote that is never closed, saying after which line, a broken gzip file, or bytes
 * that are not of the encoding
 */
export async function* readCsvRows(content: Readable, dialect: CsvDialect = {}): AsyncGenerator<CsvRow> {
  const { text, separator } = await decodeStream(content, dialect.encoding ?? "utf-8").catch(
    (error: unknown) => {
      throw notCsv(error, 1);
    },
  );
  const parser = parse({
    delimiter: separator ?? dialect.delimiter ?? ",",
    bom: true,
    raw: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: MAX_ROW_BYTES,
  });
  text.on("error", (error) => parser.destroy(error));
  text.pipe(parser);
  let line = separator === null ? 1 : 2;
  try {
    for await (const entry of parser) {
      if (!isEntry(entry)) throw new TypeError("csv-parse gave a row of another shape");
      const { raw, record } = entry;
      // What is skipped before a row comes with it; the parser's own count takes CRLF in quotes for two lines.
      const skipped = /^[\r\n]*/.exec(raw)?.[0] ?? "";
      const begins = line + countBreaks(skipped);
      line += countBreaks(raw);
      yield { line: begins, raw: raw.slice(skipped.length), values: record };
    }
  } catch (error) {
    throw notCsv(error, line);
  } finally {
    content.destroy();
  }
}

function notCsv(cause: unknown, line: number): ImportError {
  if (cause instanceof ImportError) return cause;
  return new ImportError("not_csv", `the file cannot be read as CSV beyond about line ${line}`, { cause });
}

function countBreaks(text: string): number {
  return text.match(/\r\n|\n|\r/g)?.length ?? 0;
}

interface Entry {
  raw: string;
  record: string[];
}

function isEntry(value: unknown): value is Entry {
  if (typeof value !== "object" || value === null) return false;
  return "raw" in value && typeof value.raw === "string" && "record" in value;
}
