import type { Rulebook } from "@toancanh/domain";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { createMemoryStore } from "../../testing/memory-store.ts";
import {
  ageOf,
  DAY,
  figuresOf,
  loadBoston,
  MONDAY,
  pieceOf,
  type SnapshotRow,
  TEST_NOW,
  takePieces,
} from "../../testing/snapshot-rows.ts";
import type { SourcePiece } from "./snapshot-taker.ts";

/** Each of up to 10 reports in up to 8 files: 1,000 runs see some 5,000 reports and 30,000 snapshots. */
const RUNS = { numRuns: 1000, seed: 20_261_127 };
const REPORTS = 10;

let rulebook: Rulebook;
beforeAll(async () => {
  rulebook = await loadBoston();
});

const time = (from: number, to: number) =>
  fc.integer({ min: from, max: to }).map((days) => new Date(MONDAY + days * DAY).toISOString());
const row: fc.Arbitrary<SnapshotRow> = fc.record({
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

test("after any files in any order, every report stands as its latest snapshot alone would have it", async () => {
  await fc.assert(
    fc.asyncProperty(histories, async ({ isCsv, files, imports }) => {
      const store = createMemoryStore(TEST_NOW);
      const latest = new Map<number, { age: [number, number]; piece: SourcePiece }>();
      for (const { file, dies, batch } of imports) {
        const { day, rows } = files[file % files.length] ?? { day: 0, rows: [] };
        const takenAt = MONDAY + day * DAY;
        const pieces = rows.map((one) => pieceOf(one, isCsv, takenAt));
        store.diesBeforeNote = dies;
        if (dies) await expect(takePieces(store, pieces, rows.length)).rejects.toThrow("died");
        await takePieces(store, pieces, batch);
        // The oracle: by the source's time of change, then by the file's, then by arrival.
        for (const [index, one] of rows.entries()) {
          const age = ageOf(one, isCsv, takenAt);
          const known = latest.get(one.report)?.age ?? age;
          const isNewer = age[0] > known[0] || (age[0] === known[0] && age[1] >= known[1]);
          const piece = pieces[index];
          if (isNewer && piece !== undefined) latest.set(one.report, { age, piece });
        }
      }
      const fresh = createMemoryStore(TEST_NOW);
      await takePieces(
        fresh,
        [...latest.values()].map(({ piece }) => piece),
        REPORTS,
      );
      expect(store.events.size).toBe(fresh.events.size);
      for (const [id, events] of fresh.events) {
        expect(figuresOf(rulebook, store.events.get(id) ?? [])).toEqual(figuresOf(rulebook, events));
      }
    }),
    RUNS,
  );
}, 120_000);
