import type { ComparedCounts, UnitCounts } from "@toancanh/contracts";
import { countsOf } from "../scorecards/scorecard-headline.ts";

/** Lines of a table together; an earlier period that one of them has no figures of has none together. */
export function addCompared(parts: readonly ComparedCounts[]): ComparedCounts {
  const sum = (of: (one: ComparedCounts) => UnitCounts | null) => addCounts(parts.map(of));
  return {
    now: sum(({ now }) => now) ?? countsOf(undefined),
    before: sum(({ before }) => before),
    year_before: sum(({ year_before }) => year_before),
  };
}

/** Counts of several categories together; null where one of them has none. */
function addCounts(parts: readonly (UnitCounts | null)[]): UnitCounts | null {
  const known = parts.flatMap((one) => one ?? []);
  if (known.length < parts.length) return null;
  const sum = (of: (one: UnitCounts) => number) => known.reduce((total, one) => total + of(one), 0);
  const late = sum((one) => one.late);
  const due = sum((one) => one.due);
  return {
    received: sum((one) => one.received),
    handled_on_time: sum((one) => one.handled_on_time),
    handled_late: sum((one) => one.handled_late),
    open_overdue: sum((one) => one.open_overdue),
    open_in_time: sum((one) => one.open_in_time),
    no_deadline: sum((one) => one.no_deadline),
    late,
    due,
    late_rate: due === 0 ? null : Math.round((late / due) * 1e6) / 1e6,
  };
}
