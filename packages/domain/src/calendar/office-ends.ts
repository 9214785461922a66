import type { Calendar } from "./calendar.ts";

/**
 * Ends of office hours in `[fromMs, toMs)`, one a working day: where dues of working days lie (docs/metrics.md §3).
 * None where the calendar does not reach.
 */
export function officeEndsBetween(calendar: Calendar, fromMs: number, toMs: number): number[] {
  const { closings, shifts } = calendar;
  const ends: number[] = [];
  for (let last = shifts - 1; last < closings.length; last += shifts) {
    const end = closings[last] ?? Number.NaN;
    if (end >= fromMs && end < toMs) ends.push(end);
  }
  return ends;
}
