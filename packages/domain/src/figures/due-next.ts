import type { DueLane, DueMark, DueNext } from "@toancanh/contracts";
import { groupBy } from "./group-by.ts";

/** What lies ahead is looked at in these parts, minutes from now: each has a scale of its own on the wall. */
export const DUE_PANES: readonly (readonly [from: number, to: number])[] = [
  [0, 120],
  [120, 240],
  [240, 1440],
];

/** What an agency owes within one whole minute from now; in the minute −1 all that is overdue. */
export interface OwedMark {
  agency: string;
  in_minutes: number;
  count: number;
  /** Of the count: received within the window that judgements rest on. */
  recent: number;
}

type DueByAgency = Pick<DueNext, "overdue" | "panes" | "lanes" | "others">;

/**
 * What is owed, by agency and time (docs/metrics.md §9): so many lanes for the agencies with most due in the first
 * pane, then in the second, and so on; the others in one. A single other agency has a lane of its own.
 */
export function dueByAgency(marks: readonly OwedMark[], shown: number): DueByAgency {
  const [overdue, ahead] = [
    marks.filter((mark) => mark.in_minutes < 0),
    marks.filter((mark) => mark.in_minutes >= 0),
  ];
  const lanes = [...groupBy(ahead, (mark) => mark.agency)]
    .map(([agency, own]): DueLane => ({ agency_responsible: agency, ...together(own) }))
    .sort(comparePressure);
  const own = lanes.length <= shown + 1 ? lanes.length : shown;
  const pooled = new Set(lanes.slice(own).map((lane) => lane.agency_responsible));
  return {
    overdue: { total: sum(overdue, "count"), recent: sum(overdue, "recent") },
    panes: DUE_PANES.map(([from, to]) => ({
      from_minutes: from,
      to_minutes: to,
      due: dueWithin(ahead, from, to),
    })),
    lanes: lanes.slice(0, own),
    others:
      pooled.size === 0
        ? null
        : { agencies: pooled.size, ...together(ahead.filter((mark) => pooled.has(mark.agency))) },
  };
}

/** How much of the marks lies from one minute to before another. */
export function dueWithin(marks: readonly DueMark[], from: number, to: number): number {
  return sum(
    marks.filter((mark) => mark.in_minutes >= from && mark.in_minutes < to),
    "count",
  );
}

function together(marks: readonly OwedMark[]): { due: number; marks: DueMark[] } {
  const byMinute = groupBy(marks, (mark) => mark.in_minutes);
  return {
    due: sum(marks, "count"),
    marks: [...byMinute]
      .map(([in_minutes, same]) => ({ in_minutes, count: sum(same, "count") }))
      .sort((a, b) => a.in_minutes - b.in_minutes),
  };
}

function comparePressure(a: DueLane, b: DueLane): number {
  for (const [from, to] of DUE_PANES) {
    const more = dueWithin(b.marks, from, to) - dueWithin(a.marks, from, to);
    if (more !== 0) return more;
  }
  return a.agency_responsible < b.agency_responsible ? -1 : 1;
}

function sum<Key extends string>(marks: readonly Record<Key, number>[], key: Key): number {
  return marks.reduce((total, mark) => total + mark[key], 0);
}
