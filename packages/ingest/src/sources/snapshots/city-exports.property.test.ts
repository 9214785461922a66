import type { FoldedReport, OutcomeCounts, StoredEvent } from "@toancanh/contracts";
import { countOutcomes, foldReport, type Rulebook } from "@toancanh/domain";
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

const REPORTS = 1000;
const EXPORTS = 4;
/** Histories of so many reports; 1,000 take about ten minutes of a core. */
const HISTORIES = Number(process.env.TOANCANH_SNAPSHOT_HISTORIES ?? 25);
const FIRST_SEED = Number(process.env.TOANCANH_SNAPSHOT_SEED ?? 20_261_127);
const AS_OF = MONDAY + 60 * DAY;

let rulebook: Rulebook;
beforeAll(async () => {
  rulebook = await loadBoston();
});

/** Whole numbers below a bound, the same for the same seed (mulberry32). */
function createDice(seed: number): (below: number) => number {
  let state = seed | 0;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

type Dice = ReturnType<typeof createDice>;
const pick = <T>(dice: Dice, ...values: [T, ...T[]]): T => values[dice(values.length)] ?? values[0];
const timeOf = (report: number, hours: number): string =>
  new Date(MONDAY + (report + hours) * 3_600_000).toISOString();

function firstRow(report: number, dice: Dice): SnapshotRow {
  return {
    report,
    closed: dice(3) === 0 ? timeOf(report, dice(200)) : "",
    due: timeOf(report, 48),
    updated: "",
    type: pick(dice, "Graffiti Removal", "Illegal Dumping", "nonsense"),
    agency: pick(dice, "PWDx", "PARK", "BTDT", ""),
    place: ["42.3501", "-71.0602"],
  };
}

/** What a source does to a report between two exports. */
function changeRow(row: SnapshotRow, day: number, dice: Dice): SnapshotRow {
  const { report } = row;
  const changes: [Partial<SnapshotRow>, ...Partial<SnapshotRow>[]] = [
    { closed: timeOf(report, dice(200)) },
    { closed: "" },
    { closed: row.closed === "" ? timeOf(report, 10) : "" },
    { due: pick(dice, "", "soon", timeOf(report, 24), timeOf(report, 96)) },
    { type: pick(dice, "Graffiti Removal", "Illegal Dumping", "") },
    { agency: pick(dice, "PWDx", "PARK", "BTDT", "nobody", "") },
    { place: pick<[string, string]>(dice, ["42.36", "-71.07"], ["", ""], ["42", ""], ["0", "0"]) },
    { updated: new Date(MONDAY + (day + dice(3)) * DAY).toISOString() },
  ];
  return { ...row, ...pick(dice, ...changes) };
}

/** Exports of one city, a week apart; each leaves out a few reports. */
function makeExports(dice: Dice): { takenAt: number; rows: SnapshotRow[] }[] {
  const city = Array.from({ length: REPORTS }, (_, report) => firstRow(report, dice));
  return Array.from({ length: EXPORTS }, (_, index) => {
    const day = 45 + index * 7;
    const rows: SnapshotRow[] = [];
    for (const [report, row] of city.entries()) {
      const changed = index > 0 && dice(4) === 0 ? changeRow(row, day, dice) : row;
      city[report] = changed;
      if (dice(20) > 0) rows.push(changed);
    }
    return { takenAt: MONDAY + day * DAY, rows };
  });
}

/** All exports in a random order, some of them again. */
function makeOrder(dice: Dice): number[] {
  const order = Array.from({ length: EXPORTS }, (_, index) => index).sort(() => dice(2) - 0.5);
  const again = Array.from({ length: dice(3) }, () => dice(EXPORTS));
  return [...order, ...again];
}

/** Counts of outcomes by agency; under "" those of all reports. */
function countByAgency(reports: ReadonlyMap<string, readonly StoredEvent[]>): Map<string, OutcomeCounts> {
  const obligations = new Map<string, Pick<FoldedReport, "due_at" | "finished_at">[]>([["", []]]);
  for (const events of reports.values()) {
    const folded = foldReport(rulebook, events);
    obligations.get("")?.push(folded);
    for (const assignment of folded.assignments) {
      if (!assignment.is_obligation) continue;
      const known = obligations.get(assignment.agency) ?? [];
      obligations.set(assignment.agency, known);
      known.push(assignment);
    }
  }
  return new Map([...obligations].map(([agency, list]) => [agency, countOutcomes(list, AS_OF)]));
}

test(`after ${HISTORIES} histories of ${REPORTS} reports, figures by agency are those of the latest snapshots alone`, async () => {
  let [changes, agencies] = [0, 0];
  for (let history = 0; history < HISTORIES; history += 1) {
    const seed = FIRST_SEED + history;
    const dice = createDice(seed);
    const isCsv = dice(2) === 0;
    const files = makeExports(dice).map(({ takenAt, rows }) => ({
      takenAt,
      rows,
      pieces: rows.map((one) => pieceOf(one, isCsv, takenAt)),
    }));
    const store = createMemoryStore(TEST_NOW);
    const latest = new Map<number, { age: [number, number]; piece: SourcePiece }>();
    for (const index of makeOrder(dice)) {
      const file = files[index];
      if (file === undefined) throw new RangeError(`no export ${index}`);
      await takePieces(store, file.pieces, 50 + dice(900));
      for (const [at, one] of file.rows.entries()) {
        const age = ageOf(one, isCsv, file.takenAt);
        const known = latest.get(one.report)?.age ?? age;
        const isNewer = age[0] > known[0] || (age[0] === known[0] && age[1] >= known[1]);
        const piece = file.pieces[at];
        if (isNewer && piece !== undefined) latest.set(one.report, { age, piece });
      }
    }
    const fresh = createMemoryStore(TEST_NOW);
    const pieces = [...latest.values()].map(({ piece }) => piece);
    await takePieces(fresh, pieces, REPORTS);
    const figures = countByAgency(store.events);
    expect(figures, `seed ${seed}`).toEqual(countByAgency(fresh.events));
    for (const [id, events] of fresh.events) {
      const told = store.events.get(id) ?? [];
      if (told.length === events.length) continue;
      changes += 1;
      expect(figuresOf(rulebook, told), `seed ${seed}, ${id}`).toEqual(figuresOf(rulebook, events));
    }
    agencies = Math.max(agencies, figures.size);
    if (history % 50 === 49) console.log(`${history + 1} of ${HISTORIES} histories are right`);
  }
  // Histories in which nothing changed would show nothing.
  expect(changes).toBeGreaterThan(HISTORIES * REPORTS * 0.1);
  expect(agencies).toBeGreaterThan(3);
  console.log(`${HISTORIES} histories from seed ${FIRST_SEED}: ${changes} reports whose snapshots changed`);
}, 7_200_000);
