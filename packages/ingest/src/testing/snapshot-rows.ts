import { fileURLToPath } from "node:url";
import type { CsvFormat, StoredEvent } from "@toancanh/contracts";
import { foldReport, type Rulebook } from "@toancanh/domain";
import { loadProfile } from "@toancanh/profile";
import type { Decoded } from "../decode/rejection.ts";
import { createCsvRowReader } from "../sources/file/csv-report.ts";
import { createOpen311Reader } from "../sources/open311/open311.ts";
import { type MappedSnapshot, readSnapshot } from "../sources/snapshots/snapshot.ts";
import { createSnapshotTaker, type SourcePiece } from "../sources/snapshots/snapshot-taker.ts";
import type { MemoryStore } from "./memory-store.ts";

/** Later than anything that rows say. */
export const TEST_NOW = Date.UTC(2020, 0, 1);
/** Report n was received n hours later. */
export const MONDAY = Date.UTC(2015, 3, 6, 9);
export const DAY = 86_400_000;

export async function loadBoston(): Promise<Rulebook> {
  const profile = fileURLToPath(new URL("../../../../profiles/boston", import.meta.url));
  return (await loadProfile(profile)).rulebook;
}

/** How a report stands in one file. */
export interface SnapshotRow {
  report: number;
  closed: string;
  due: string;
  updated: string;
  type: string;
  agency: string;
  place: [string, string];
}

/** The columns of a city's file, one a field. */
export const SNAPSHOT_FORMAT: CsvFormat = {
  id: "city",
  source: "a city",
  time_pattern: "yyyy-MM-dd'T'HH:mm:ss.SSSZZ",
  columns: {
    service_request_id: "id",
    requested_datetime: "opened",
    expected_datetime: "due",
    closed_datetime: "closed",
    updated_datetime: "updated",
    service_code: "type",
    agency_responsible: "agency",
    lat: "lat",
    long: "long",
  },
};
const readCsv = createCsvRowReader(Object.values(SNAPSHOT_FORMAT.columns), {
  format: SNAPSHOT_FORMAT,
  timeZone: "America/New_York",
  unknownServiceCode: "unknown",
});
const readRequest = createOpen311Reader({
  feed: "city",
  timeZone: null,
  unknownServiceCode: "unknown",
  channel: "open311",
});

function readRow(one: SnapshotRow, isCsv: boolean): Decoded<MappedSnapshot> {
  const { report, closed, due, updated, type, agency, place } = one;
  const opened = new Date(MONDAY + report * 3_600_000).toISOString();
  const id = `r-${report}`;
  if (isCsv) return readCsv([id, opened, due, closed, updated, type, agency, ...place]);
  return readRequest({
    service_request_id: id,
    requested_datetime: opened,
    expected_datetime: due,
    status: closed === "" ? "open" : "closed",
    // The standard has no other time of a finish.
    updated_datetime: updated || closed,
    service_code: type,
    agency_responsible: agency,
    lat: place[0],
    long: place[1],
  });
}

/** A row of a file that was taken at `takenAt`. */
export function pieceOf(
  one: SnapshotRow,
  isCsv: boolean,
  takenAt: number,
): SourcePiece & { snapshot: unknown } {
  const mapped = readRow(one, isCsv);
  const snapshot = mapped.ok ? readSnapshot(mapped.value, { takenAt, now: TEST_NOW }) : mapped;
  if (!snapshot.ok) throw new Error(snapshot.rejection.message);
  return { origin: { kind: "file_line", name: "file", line: 1 }, snapshot: snapshot.value };
}

/** Takes pieces in batches of that many, by a taker of their own: a file is one run. */
export async function takePieces(
  store: MemoryStore,
  pieces: readonly SourcePiece[],
  batch: number,
): Promise<void> {
  const taker = createSnapshotTaker(store.ingester, () => TEST_NOW);
  for (let at = 0; at < pieces.length; at += batch) await taker.take(pieces.slice(at, at + batch));
}

/** A report's figures: its whole state, without the counts of events behind it and of reopenings. */
export function figuresOf(rulebook: Rulebook, events: readonly StoredEvent[]) {
  const { version, event_count, last_event_at, last_recorded_at, reopen_count, ...figures } = foldReport(
    rulebook,
    events,
  );
  return figures;
}

/** What orders a row among others of its report: the source's time of change, else the receipt; then the file's time. */
export function ageOf(one: SnapshotRow, isCsv: boolean, takenAt: number): [number, number] {
  const updated = one.updated || (isCsv ? "" : one.closed);
  return [updated === "" ? MONDAY + one.report * 3_600_000 : Date.parse(updated), takenAt];
}
