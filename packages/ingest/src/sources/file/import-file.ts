import { basename } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Clock, CsvFormat, Profile } from "@toancanh/contracts";
import { isPoint } from "@toancanh/geo";
import { parseDateTime } from "../../decode/date-time.ts";
import { decodeEvent } from "../../decode/decode.ts";
import type { Decoded } from "../../decode/rejection.ts";
import { BackPressureError } from "../../ingest-error.ts";
import type { RawItem } from "../../ingest-options.ts";
import type { Ingester } from "../../ingester.ts";
import { type Origin, renderOrigin } from "../../origin.ts";
import { isDefaultPoint } from "../../project/locate-report.ts";
import { countStored } from "./count-stored.ts";
import { type CsvReport, type CsvRowReader, createCsvRowReader } from "./csv-report.ts";
import { type CsvRow, readCsvRows } from "./csv-rows.ts";
import { ImportError } from "./import-error.ts";
import { countRejected, countUnknownStatus, emptySummary, type ImportSummary } from "./import-summary.ts";
import { readLines } from "./ndjson-lines.ts";
import { openFile } from "./open-file.ts";

export interface ImportProgress {
  /** Of the file as it lies there (packed when it is packed). */
  bytesRead: number;
  totalBytes: number;
  rows: number;
}

export interface ImportOptions {
  path: string;
  /** "cloudevents": one CloudEvents JSON a line. */
  format: CsvFormat | "cloudevents";
  profile: Pick<Profile, "time_zone" | "default_points" | "unknown_service_code" | "categories" | "agencies">;
  ingester: Ingester;
  clock: Clock;
  onProgress?: (progress: ImportProgress) => void;
}

/** Events of one accept. */
const CHUNK_EVENTS = 5000;

/** Items of one row or line, and where it lies. */
interface Piece {
  items: RawItem[];
  origin: Origin & { kind: "file_line" };
  /** Counts what was stored as a report; called when every item was. */
  stored?: () => void;
  /** When its events were recorded first, epoch ms; null: now. */
  recordedAt?: number | null;
}

/**
 * Imports a file, plain or gzip: streamed, in order, each row durable or in the dead letters when this
 * resolves. A row is taken as a whole or not at all. Doing it again changes nothing.
 *
 * @throws ImportError when the file cannot be read as what it should be
 * @throws IngestStoppedError when the ingester is stopped meanwhile; doing it again is safe
 */
export async function importFile(options: ImportOptions): Promise<ImportSummary> {
  const { path, format, ingester, onProgress } = options;
  const summary = emptySummary();
  const { content, totalBytes, bytesRead } = await openFile(path);
  const name = basename(path);
  const pieces =
    format === "cloudevents"
      ? ndjsonPieces(readLines(content), name, summary, options.clock.now)
      : csvPieces(readCsvRows(content, format), name, format, options, summary);

  const addStored = countStored(ingester, format === "cloudevents");
  let chunk = new Chunk();
  // One chunk is being stored while the next one is read and decoded.
  let storing: Promise<void> = Promise.resolve();
  const flush = async (): Promise<void> => {
    await storing;
    storing = store(chunk, ingester, summary);
    // An error is thrown where `storing` is awaited next; until then it must not count as unhandled.
    storing.catch(() => undefined);
    chunk = new Chunk();
    onProgress?.({ bytesRead: bytesRead(), totalBytes, rows: summary.rows });
  };
  try {
    for await (const piece of pieces) {
      chunk.add(piece);
      if (chunk.items.length >= CHUNK_EVENTS) await flush();
    }
    await flush();
    await storing;
  } catch (error) {
    if (!isUnpackError(error)) throw error;
    throw new ImportError("file_not_readable", `${path} is a gzip file that is broken or cut off`, {
      cause: error,
    });
  } finally {
    content.destroy();
    addStored(summary);
  }
  return summary;
}

/** What zlib throws for a packed file. */
function isUnpackError(error: unknown): boolean {
  return error instanceof Error && "code" in error && String(error.code).startsWith("Z_");
}

class Chunk {
  readonly items: RawItem[] = [];
  readonly #origins: Origin[] = [];
  readonly #reports: { from: number; stored: () => void }[] = [];
  readonly #recordedAt: (number | null)[] = [];

  add({ items, origin, stored, recordedAt = null }: Piece): void {
    if (stored !== undefined) this.#reports.push({ from: this.items.length, stored });
    for (const item of items) {
      this.items.push(item);
      this.#origins.push(origin);
      this.#recordedAt.push(recordedAt);
    }
  }

  /** Counts the reports none of whose events was refused. */
  countStored(refused: readonly { index: number }[]): void {
    const refusedOrigins = new Set(refused.map(({ index }) => this.#origins[index]));
    for (const { from, stored } of this.#reports) if (!refusedOrigins.has(this.#origins[from])) stored();
  }

  recordedAt(index: number): number | null {
    return this.#recordedAt[index] ?? null;
  }

  originOf(index: number): Origin {
    const origin = this.#origins[index];
    if (origin === undefined) throw new RangeError(`a chunk has no item ${index}`);
    return origin;
  }
}

async function store(chunk: Chunk, ingester: Ingester, summary: ImportSummary): Promise<void> {
  const originOf = (index: number): Origin => chunk.originOf(index);
  for (;;) {
    try {
      const result = await ingester.accept(chunk.items, {
        originOf,
        recordedAt: (index) => chunk.recordedAt(index),
      });
      summary.events += result.accepted;
      summary.duplicates += result.duplicates;
      summary.conflicts += result.conflicts;
      for (const { index, code, pointer, message } of result.errors) {
        const { position } = renderOrigin(originOf(index));
        countRejected(summary, { code, position, pointer, message });
      }
      chunk.countStored(result.errors);
      return;
    } catch (error) {
      if (!(error instanceof BackPressureError)) throw error;
      await sleep(error.retryAfterSeconds * 1000);
    }
  }
}

async function* ndjsonPieces(
  lines: ReturnType<typeof readLines>,
  name: string,
  summary: ImportSummary,
  now: () => number,
): AsyncGenerator<Piece> {
  for await (const { line, raw } of lines) {
    summary.rows++;
    yield {
      items: [{ raw }],
      origin: { kind: "file_line", name, line },
      recordedAt: readRecordedTime(raw, now()),
    };
  }
}

const RECORDED_TIME = /"recordedtime":"([^"]{1,40})"/;

/** The attribute that `toancanh export events` writes: when the event was recorded where it comes from. */
function readRecordedTime(raw: Buffer, now: number): number | null {
  if (!raw.includes('"recordedtime"')) return null;
  const text = RECORDED_TIME.exec(raw.toString("utf8"))?.[1];
  const at = text === undefined ? null : parseDateTime(text);
  return at === null ? null : Math.min(at, now);
}

async function* csvPieces(
  rows: AsyncGenerator<CsvRow>,
  name: string,
  format: CsvFormat,
  options: ImportOptions,
  summary: ImportSummary,
): AsyncGenerator<Piece> {
  const { profile, clock } = options;
  const count = createReportCounter(profile, summary);
  let readRow: CsvRowReader | null = null;
  for await (const row of rows) {
    if (readRow === null) {
      readRow = createCsvRowReader(row.values, {
        format,
        timeZone: profile.time_zone,
        unknownServiceCode: profile.unknown_service_code,
      });
      continue;
    }
    summary.rows++;
    const origin = { kind: "file_line", name, line: row.line } as const;
    const read = readReport(row, readRow, clock.now());
    if (read.ok) {
      const { value } = read;
      yield { items: value.events.map((event) => ({ event })), origin, stored: () => count(value) };
    } else {
      yield { items: [{ raw: Buffer.from(row.raw), rejection: read.rejection }], origin };
    }
  }
  if (readRow === null) throw new ImportError("not_csv", `${name} is empty: it has not even a header`);
}

/** The row as a report all of whose events can be taken, or why not: no report is imported by half. */
function readReport(row: CsvRow, readRow: CsvRowReader, now: number): Decoded<CsvReport> {
  const read = readRow(row.values);
  if (!read.ok) return read;
  for (const event of read.value.events) {
    const decoded = decodeEvent(event, now);
    if (!decoded.ok) return decoded;
  }
  return read;
}

function createReportCounter(
  profile: ImportOptions["profile"],
  summary: ImportSummary,
): (report: CsvReport) => void {
  const serviceCodes = new Set(profile.categories.map((category) => category.service_code));
  const agencies = new Set(profile.agencies.map((agency) => agency.id));
  return ({ point, serviceCode, agency, closedBeforeOpened, unreadable, unknownStatus }) => {
    summary.imported_reports++;
    const isPlace = point !== null && isPoint(point.lat, point.long);
    if (!isPlace) summary.unlocated.no_coordinates++;
    else if (isDefaultPoint(profile.default_points, point.lat, point.long)) summary.unlocated.default_point++;
    if (unreadable.length > 0 || (point !== null && !isPlace)) summary.flagged.unreadable_field++;
    if (unknownStatus !== null) countUnknownStatus(summary, unknownStatus);
    if (closedBeforeOpened) summary.flagged.finished_before_start++;
    if (!serviceCodes.has(serviceCode)) summary.flagged.unknown_service_code++;
    if (agency !== "" && !agencies.has(agency)) summary.flagged.unknown_agency++;
  };
}
