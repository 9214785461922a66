import type { RecentOutcomes } from "@toancanh/contracts";

export interface DayDot {
  day: string;
  due: number;
  late: number;
  /** Place along the axis, 0..1. */
  at: number;
  /** How far below the target, as share of the deepest; negative above it, at most a fifth. */
  depth: number;
}

/** Fewer due on a day: its rate is chance, and the day has no dot. */
const FEWEST_DUE = 5;
/** The deepest dot hangs from at least so far below the target, so that a good month looks like one. */
const LEAST_SPAN = 0.02;

/** The days with enough due, as places below or above the target's line. */
export function dotPlaces(days: RecentOutcomes["days"], target: number): DayDot[] {
  const rated = days.flatMap((day, index) =>
    day.on_time_rate === null || day.due < FEWEST_DUE ? [] : [{ ...day, index, rate: day.on_time_rate }],
  );
  const span = Math.max(LEAST_SPAN, ...rated.map(({ rate }) => target - rate));
  return rated.map(({ day, due, late, index, rate }) => ({
    day,
    due,
    late,
    at: days.length < 2 ? 0.5 : index / (days.length - 1),
    depth: Math.max((target - rate) / span, -0.2),
  }));
}
