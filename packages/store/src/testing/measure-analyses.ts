import type { HeatStatus, ReportState } from "@toancanh/contracts";
import {
  countOutcomes,
  isMeasured,
  lateFraction,
  obligationsOf,
  outcomeOf,
  type ScopedObligation,
  type Scoping,
} from "@toancanh/domain";
import { cellToParent } from "h3-js";
import type { QueryParams } from "../queries/queries.ts";
import { hoursOfWeekIn, type LocalClock } from "./local-time.ts";
import type { RandomScope } from "./random-scope.ts";

const HOUR = 3_600_000;
const HISTORY_MS = 56 * 24 * HOUR;

/** An obligation with the report it belongs to. */
export interface Obligation extends ScopedObligation {
  report: ReportState;
}

/** What a report owes does not depend on what is asked, and office minutes take long to count. */
const owed = new WeakMap<ReportState, Map<"agency" | "ward", Obligation[]>>();

function obligationsOfReport(scoping: Scoping, report: ReportState, kind: "agency" | "ward"): Obligation[] {
  const known = owed.get(report) ?? new Map<"agency" | "ward", Obligation[]>();
  owed.set(report, known);
  const found = known.get(kind) ?? obligationsOf(scoping, report, kind).map((one) => ({ ...one, report }));
  known.set(kind, found);
  return found;
}

/** The obligations of a scope received in `[from, to)`; by assignment when `byAssignment` or the filters say so. */
export function obligationsIn(
  scoping: Scoping,
  states: readonly ReportState[],
  { params, passes }: RandomScope,
  [from, to]: readonly [number, number],
  byAssignment = false,
): Obligation[] {
  const { agency = "", block = "", as_of: asOf, exclude } = params;
  const population = { from, to, asOf, exclude };
  const kind = byAssignment || agency !== "" || block !== "" ? "agency" : "ward";
  return states
    .filter((report) => isMeasured(report, population) && passes(report))
    .flatMap((report) => obligationsOfReport(scoping, report, kind))
    .filter(
      ({ key }) =>
        kind === "ward" ||
        ((agency === "" || key === agency) && (block === "" || scoping.rulebook.blockOf(key) === block)),
    );
}

/** Counts of outcomes with what the store's rows have beside them: late, and due. */
export function countWithDue(obligations: readonly Obligation[], asOf: number) {
  const counts = countOutcomes(obligations, asOf);
  const { late, of: due } = lateFraction(counts, "due");
  return { ...counts, late, due };
}

/** Counts by key, in the order of the keys; parts of a key are joined by a tab. */
export function countBy(
  obligations: readonly Obligation[],
  asOf: number,
  keyOf: (one: Obligation) => string,
): Map<string, ReturnType<typeof countWithDue>> {
  return new Map([...groupBy(obligations, keyOf)].map(([key, part]) => [key, countWithDue(part, asOf)]));
}

export function groupBy<T>(items: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const known = groups.get(key);
    if (known) known.push(item);
    else groups.set(key, [item]);
  }
  return new Map([...groups].sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function isDone(one: Obligation, asOf: number): boolean {
  return one.finished_at !== null && one.finished_at <= asOf;
}

/** By age: open at the cut-off, and overdue of them. */
export function measureAges(open: readonly Obligation[], asOf: number, bounds: readonly number[]) {
  return bounds.map((bound, band) => {
    const next = bounds[band + 1] ?? null;
    const inBand = open.filter(({ report }) => {
      const minutes = (asOf - report.received_at) / 60_000;
      return minutes >= bound && (next === null || minutes < next);
    });
    const overdue = inBand.filter((one) => outcomeOf(one, asOf) === "open_overdue").length;
    return { from_minutes: bound, to_minutes: next, open: inBand.length, overdue };
  });
}

/** Received and handled by local hour, day or month. */
export function measureSeries(
  whole: readonly Obligation[],
  { params }: RandomScope,
  nameOf: (at: number) => string,
) {
  const { from, to, as_of: asOf } = params;
  const rows = new Map<
    string,
    { received: number; handled: number; handled_on_time: number; handled_late: number }
  >();
  const rowOf = (at: number) => {
    const name = nameOf(at);
    const row = rows.get(name) ?? { received: 0, handled: 0, handled_on_time: 0, handled_late: 0 };
    rows.set(name, row);
    return row;
  };
  for (const one of whole) {
    const { received_at } = one.report;
    if (received_at >= from && received_at < to) rowOf(received_at).received++;
    const at = one.finished_at;
    if (at === null || !isDone(one, asOf) || at < from || at >= to) continue;
    const row = rowOf(at);
    const outcome = outcomeOf(one, asOf);
    row.handled++;
    if (outcome === "handled_on_time") row.handled_on_time++;
    if (outcome === "handled_late") row.handled_late++;
  }
  return rows;
}

interface HeatCell {
  count: number;
  overdue: number;
  late: number;
  due: number;
  expected: number;
  ratio: number | null;
  shrunk: number;
}

/**
 * What a map shows of each place (docs/metrics.md §8); `expected` by the same hours of the week of the 8 weeks before.
 * @param which `union`: also places where something was usual and nothing of the status is
 */
export function measurePlaces(
  obligations: { inPeriod: readonly Obligation[]; before: readonly Obligation[] },
  { params }: RandomScope,
  clock: LocalClock,
  status: HeatStatus,
  placeOf: (report: ReportState) => string,
  which: "counted" | "union" = "counted",
): Map<string, HeatCell> {
  const { as_of: asOf, from, to } = params;
  const hours = hoursOfWeekIn(clock, from, Math.min(to, asOf));
  const expected = new Map<string, number>();
  for (const { report } of obligations.before) {
    const place = placeOf(report);
    const share = (hours[clock.hourOfWeek(report.received_at)] ?? 0) / 8;
    expected.set(place, (expected.get(place) ?? 0) + share);
  }
  const cells = new Map<string, HeatCell>();
  const parts = groupBy(obligations.inPeriod, ({ report }) => placeOf(report));
  const places = new Set([...parts.keys(), ...expected.keys()]);
  for (const place of places) {
    const part = parts.get(place) ?? [];
    const { open_overdue: overdue, late, due } = countWithDue(part, asOf);
    const count = part.filter((one) => isOfStatus(one, asOf, status)).length;
    const usual = expected.get(place) ?? 0;
    if (place === "" || (count === 0 && !(which === "union" && usual > 0))) continue;
    cells.set(place, {
      count,
      overdue,
      late,
      due,
      expected: usual,
      ratio: usual > 0 ? part.length / usual : null,
      shrunk: (part.length + 5) / (usual + 5),
    });
  }
  return cells;
}

export function isOfStatus(one: Obligation, asOf: number, status: HeatStatus): boolean {
  const outcome = outcomeOf(one, asOf);
  if (status === "received") return true;
  if (status === "open") return !isDone(one, asOf);
  if (status === "overdue") return outcome === "open_overdue";
  return outcome === "open_overdue" || outcome === "handled_late";
}

export function cellAt(report: ReportState, resolution: number): string {
  return report.cell === "" ? "" : cellToParent(report.cell, resolution);
}

/** The 8 weeks before a period. */
export function historyOf({ from }: QueryParams<"summary">): [number, number] {
  return [from - HISTORY_MS, from];
}
