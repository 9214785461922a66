import { basename } from "node:path";
import type { Clock, CsvFormat, Profile } from "@toancanh/contracts";
import { isPoint } from "@toancanh/geo";
import type { Ingester } from "../../ingester.ts";
import { renderOrigin } from "../../origin.ts";
import { isDefaultPoint } from "../../project/locate-report.ts";
import { readSnapshot } from "../snapshots/snapshot.ts";
import { createSnapshotTaker, type SnapshotTaker, type SourcePiece } from "../snapshots/snapshot-taker.ts";
import { countStored } from "./count-stored.ts";
import { type CsvReport, type CsvRowReader, createCsvRowReader } from "./csv-report.ts";
import { type CsvRow, readCsvRows } from "./csv-rows.ts";
import { eventPieces } from "./event-pieces.ts";
import { ImportError } from "./import-error.ts";
import { countRejected, countUnknownStatus, emptySummary, type ImportSummary } from "./import-summary.ts";
import { readLines } from "./ndjson-lines.ts";
import { openFile, writtenAt } from "./open-file.ts";

export interface ImportProgress {
  /** Of the file as it lies there (packed when it is packed). */
  bytesRead: number;
  totalBytes: number;
  rows: number;
}

export interface ImportOptions {
  path: string;
  /** "cloudevents": one CloudEvents JSON a line, or an array of them. */
  format: CsvFormat | "cloudevents";
  profile: Pick<Profile, "time_zone" | "default_points" | "unknown_service_code" | "categories" | "agencies">;
  ingester: Ingester;
  clock: Clock;
  /** When the reports were as the file has them, epoch ms; left out: when it was written. Rows may say it better. */
  snapshotAt?: number;
  onProgress?: (progress: ImportProgress) => void;
}

/** Events of one accept: one insert, which waits for the disk. */
const CHUNK_EVENTS = 10_000;

/** One row or line. */
type Piece = SourcePiece & {
  /** Counts what was stored as a report; called when nothing of it was refused. */
  stored?: () => void;
};

/**
 * Imports a file, plain or gzip: streamed, in order, each row durable or in the dead letters when this
 * resolves. A row is taken as a whole or not at all. Doing it again changes nothing; what a later file says of a
 * report counts from then on.
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
      ? eventPieces(readLines(content), name, options.clock.now, () => {
          summary.rows++;
        })
      : csvPieces(readCsvRows(content, format), name, format, options, summary);
  const taker = createSnapshotTaker(ingester, () => options.clock.now());

  const addStored = countStored(ingester, format === "cloudevents");
  let chunk: Piece[] = [];
  let events = 0;
  // One chunk is being stored while the next one is read and decoded.
  let storing: Promise<void> = Promise.resolve();
  const flush = async (): Promise<void> => {
    await storing;
    storing = takeChunk(chunk, taker, summary);
    // An error is thrown where `storing` is awaited next; until then it must not count as unhandled.
    storing.catch(() => undefined);
    chunk = [];
    events = 0;
    onProgress?.({ bytesRead: bytesRead(), totalBytes, rows: summary.rows });
  };
  try {
    for await (const piece of pieces) {
      chunk.push(piece);
      events += "snapshot" in piece ? piece.snapshot.events.length : 1;
      if (events >= CHUNK_EVENTS) await flush();
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

async function takeChunk(
  chunk: readonly Piece[],
  taker: SnapshotTaker,
  summary: ImportSummary,
): Promise<void> {
  const result = await taker.take(chunk);
  summary.events += result.accepted;
  summary.duplicates += result.duplicates;
  summary.conflicts += result.conflicts;
  if (result.changed > 0) summary.changed = (summary.changed ?? 0) + result.changed;
  if (result.older > 0) summary.older = (summary.older ?? 0) + result.older;
  for (const { origin, code, pointer, message } of result.errors) {
    const { position } = renderOrigin(origin);
    countRejected(summary, { code, position, pointer, message });
  }
  const refused = new Set(result.errors.map(({ origin }) => origin));
  for (const { origin, stored } of chunk) {
    if (!refused.has(origin)) stored?.();
  }
}

async function* csvPieces(
  rows: AsyncGenerator<CsvRow>,
  name: string,
  format: CsvFormat,
  options: ImportOptions,
  summary: ImportSummary,
): AsyncGenerator<Piece> {
  const { profile, clock, path } = options;
  const takenAt = options.snapshotAt ?? (await writtenAt(path));
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
    const read = readRow(row.values);
    const snapshot = read.ok ? readSnapshot(read.value, { takenAt, now: clock.now() }) : read;
    if (snapshot.ok && read.ok) {
      const { value } = read;
      yield { snapshot: snapshot.value, origin, stored: () => count(value) };
    } else if (!snapshot.ok) {
      yield { item: { raw: Buffer.from(row.raw), rejection: snapshot.rejection }, origin };
    }
  }
  if (readRow === null) throw new ImportError("not_csv", `${name} is empty: it has not even a header`);
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
    if (!serviceCodes.has(serviceCode.normalize("NFC"))) summary.flagged.unknown_service_code++;
    if (agency !== "" && !agencies.has(agency.normalize("NFC"))) summary.flagged.unknown_agency++;
  };
}
