import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { CsvFormat, FoldedReport, StoredEvent } from "@toancanh/contracts";
import { foldReport, type Rulebook } from "@toancanh/domain";
import { loadProfile } from "@toancanh/profile";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import type { Decoded } from "../../decode/rejection.ts";
import { createMemoryStore, type MemoryStore } from "../../testing/memory-store.ts";
import { createCsvRowReader } from "../file/csv-report.ts";
import { createOpen311Reader } from "../open311/open311.ts";
import { type MappedSnapshot, readSnapshot } from "./snapshot.ts";
import { createSnapshotTaker, type SourcePiece } from "./snapshot-taker.ts";

const PROFILE = fileURLToPath(new URL("../../../../../profiles/boston", import.meta.url));
const NOW = Date.UTC(2020, 0, 1);
const MONDAY = Date.UTC(2015, 3, 6, 9);
const DAY = 86_400_000;
/** Each of up to 10 reports in up to 8 files: 1,000 runs see some 5,000 reports and 30,000 snapshots. */
const RUNS = { numRuns: 1000, seed: 20_261_127 };
const REPORTS = 10;

let rulebook: Rulebook;
beforeAll(async () => {
  rulebook = (await loadProfile(join(PROFILE))).rulebook;
});

/** How a report stands in one file. */
interface Row {
  report: number;
  closed: string;
  due: string;
  updated: string;
  type: string;
  agency: string;
  place: [string, string];
}

const time = (from: number, to: number) =>
  fc.integer({ min: from, max: to }).map((days) => new Date(MONDAY + days * DAY).toISOString());
const row: fc.Arbitrary<Row> = fc.record({
  report: fc.nat(REPORTS - 1),
  closed: fc.oneof(fc.constant(""), time(-1, 4)),
  due: fc.oneof(fc.constantFrom("", "soon"), time(1, 3)),
  updated: fc.oneof({ weight: 3, arbitrary: fc.constant("") }, time(4, 6)),
  type: fc.constantFrom("Graffiti Removal", "Illegal Dumping", "nonsense", ""),
  agency: fc.constantFrom("PWDx", "PARK", "nobody", ""),
  place: fc.constantFrom<[string, string]>(
    ["42.3501", "-71.0602"],
    ["42.36", "-71.07"],
    ["", ""],
    ["42", ""],
  ),
});
const histories = fc.record({
  isCsv: fc.boolean(),
  files: fc.array(fc.record({ day: fc.nat(8), rows: fc.array(row, { minLength: 1, maxLength: 12 }) }), {
    minLength: 1,
    maxLength: 6,
  }),
  /** Files in the order of their import, some of them several times; `dies`: the first try ends in a crash. */
  imports: fc.array(
    fc.record({ file: fc.nat(5), dies: fc.boolean(), batch: fc.integer({ min: 1, max: 13 }) }),
    {
      minLength: 1,
      maxLength: 8,
    },
  ),
});

const FORMAT: CsvFormat = {
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
const readCsv = createCsvRowReader(Object.values(FORMAT.columns), {
  format: FORMAT,
  timeZone: "America/New_York",
  unknownServiceCode: "unknown",
});
const readRequest = createOpen311Reader({
  feed: "city",
  timeZone: null,
  unknownServiceCode: "unknown",
  channel: "open311",
});

function readRow(one: Row, isCsv: boolean): Decoded<MappedSnapshot> {
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

function pieceOf(one: Row, isCsv: boolean, takenAt: number): SourcePiece & { snapshot: unknown } {
  const mapped = readRow(one, isCsv);
  const snapshot = mapped.ok ? readSnapshot(mapped.value, { takenAt, now: NOW }) : mapped;
  if (!snapshot.ok) throw new Error(snapshot.rejection.message);
  return { origin: { kind: "file_line", name: "file", line: 1 }, snapshot: snapshot.value };
}

async function take(store: MemoryStore, pieces: readonly SourcePiece[], batch: number): Promise<void> {
  const taker = createSnapshotTaker(store.ingester, () => NOW);
  for (let at = 0; at < pieces.length; at += batch) await taker.take(pieces.slice(at, at + batch));
}

/** A report's figures: its whole state, without the counts of events behind it and of reopenings. */
function figuresOf(events: readonly StoredEvent[]): Partial<FoldedReport> {
  const { version, event_count, last_event_at, last_recorded_at, reopen_count, ...figures } = foldReport(
    rulebook,
    events,
  );
  return figures;
}

test("after any files in any order, every report stands as its latest snapshot alone would have it", async () => {
  await fc.assert(
    fc.asyncProperty(histories, async ({ isCsv, files, imports }) => {
      const store = createMemoryStore(NOW);
      const latest = new Map<number, { age: [number, number]; piece: SourcePiece }>();
      for (const { file, dies, batch } of imports) {
        const { day, rows } = files[file % files.length] ?? { day: 0, rows: [] };
        const takenAt = MONDAY + day * DAY;
        const pieces = rows.map((one) => pieceOf(one, isCsv, takenAt));
        store.diesBeforeNote = dies;
        if (dies) await expect(take(store, pieces, rows.length)).rejects.toThrow("died");
        await take(store, pieces, batch);
        // The oracle: by the source's time of change, then by the file's, then by arrival.
        for (const [index, one] of rows.entries()) {
          const updated = one.updated || (isCsv ? "" : one.closed);
          const said = updated === "" ? MONDAY + one.report * 3_600_000 : Date.parse(updated);
          const known = latest.get(one.report)?.age ?? [said, takenAt];
          const isNewer = said > known[0] || (said === known[0] && takenAt >= known[1]);
          const piece = pieces[index];
          if (isNewer && piece !== undefined) latest.set(one.report, { age: [said, takenAt], piece });
        }
      }
      const fresh = createMemoryStore(NOW);
      await take(
        fresh,
        [...latest.values()].map(({ piece }) => piece),
        REPORTS,
      );
      expect(store.events.size).toBe(fresh.events.size);
      for (const [id, events] of fresh.events) {
        expect(figuresOf(store.events.get(id) ?? [])).toEqual(figuresOf(events));
      }
    }),
    RUNS,
  );
}, 120_000);
