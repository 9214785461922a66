import type { CalendarDefinition } from "@toancanh/contracts";

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;

/**
 * A working calendar as a child would build it: one cell for every minute, and counting. It shares no code
 * with calendar.ts, so that the two can be held against each other.
 */
export interface MinuteModel {
  firstMinute: number;
  minutes: number;
  addWorkingDays(startMs: number, days: number): number | null;
  addWorkingHours(startMs: number, hours: number): number | null;
  workingMinutesBetween(fromMs: number, toMs: number): number;
}

/** `offsetAt` gives the zone's offset in minutes for an instant, written down by hand for the test. */
export function buildMinuteModel(
  definition: CalendarDefinition,
  offsetAt: (ms: number) => number,
): MinuteModel {
  const firstDate = Date.parse(`${definition.from}T00:00:00Z`) / MINUTE_MS / DAY_MINUTES;
  const lastDate = Date.parse(`${definition.to}T00:00:00Z`) / MINUTE_MS / DAY_MINUTES;
  const officeMinutes = officeMinutesOf(definition);
  const workedDates = workedDatesOf(definition, firstDate, lastDate);
  const open: number[] = [];
  const dates: number[] = [];
  let firstMinute = 0;
  for (let minute = (firstDate - 1) * DAY_MINUTES; minute < (lastDate + 2) * DAY_MINUTES; minute += 1) {
    const wall = minute + offsetAt(minute * MINUTE_MS);
    const date = Math.floor(wall / DAY_MINUTES);
    if (date < firstDate || date > lastDate) continue;
    if (dates.length === 0) firstMinute = minute;
    open.push(officeMinutes.has(wall - date * DAY_MINUTES) && workedDates.has(date) ? 1 : 0);
    dates.push(date);
  }
  const at = (ms: number) => ms / MINUTE_MS - firstMinute;
  const back = (index: number) => (index + firstMinute) * MINUTE_MS;
  return {
    firstMinute,
    minutes: open.length,
    addWorkingDays(startMs, days) {
      const today = dates[at(startMs)];
      let counted = 0;
      let lastCounted = today;
      let lastOpen = -1;
      for (let index = at(startMs); index < open.length; index += 1) {
        if (dates[index] === today || open[index] === 0) continue;
        if (dates[index] !== lastCounted) {
          if (counted === days) return back(lastOpen + 1);
          counted += 1;
          lastCounted = dates[index];
        }
        lastOpen = index;
      }
      return counted === days ? back(lastOpen + 1) : null;
    },
    addWorkingHours(startMs, hours) {
      let left = hours * 60;
      for (let index = at(startMs); index < open.length; index += 1) {
        left -= open[index] ?? 0;
        if (left <= 0) return back(index + 1);
      }
      return null;
    },
    workingMinutesBetween(fromMs, toMs) {
      let sum = 0;
      for (let index = at(fromMs); index < at(toMs); index += 1) sum += open[index] ?? 0;
      return sum;
    },
  };
}

function officeMinutesOf(definition: CalendarDefinition): Set<number> {
  const minutes = new Set<number>();
  for (let minute = 0; minute < DAY_MINUTES; minute += 1) {
    const time = new Date(minute * MINUTE_MS).toISOString().slice(11, 16);
    if (definition.office_hours.some((shift) => time >= shift.from && time < shift.to)) minutes.add(minute);
  }
  return minutes;
}

function workedDatesOf(definition: CalendarDefinition, first: number, last: number): Set<number> {
  const worked = new Set<number>();
  for (let date = first; date <= last; date += 1) {
    const midnight = new Date(date * DAY_MINUTES * MINUTE_MS);
    const listed = definition.days.find((day) => day.date === midnight.toISOString().slice(0, 10));
    const weekday = midnight.getUTCDay() === 0 ? 7 : midnight.getUTCDay();
    if (listed ? listed.kind === "make_up_workday" : definition.workweek.includes(weekday)) worked.add(date);
  }
  return worked;
}
