import type { CalendarDefinition } from "@toancanh/contracts";
import { DateTime, IANAZone } from "luxon";

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** Marks a day on which the zone's offset changes. */
const IRREGULAR = 0x7fff;

/**
 * A working calendar, laid out as flat arrays so that a lookup costs a guess and an adjustment.
 * Days are indexed from `from`, working days by their ordinal. All instants are epoch milliseconds.
 */
export interface Calendar {
  readonly id: string;
  readonly timeZone: string;
  /** First and last local date covered, inclusive, YYYY-MM-DD. */
  readonly from: string;
  readonly to: string;
  /** Days from 1970-01-01 to `from`. */
  readonly firstEpochDay: number;
  /** Local midnight of each day, and of the day after the last. */
  readonly dayStarts: Float64Array;
  /** Offset from UTC in minutes valid for the whole day, or 0x7fff where it changes that day. */
  readonly dayOffsets: Int16Array;
  /** Working days before each day; one longer than the days. */
  readonly workdaysBefore: Int32Array;
  /** Day index of the n-th working day. */
  readonly workdays: Int32Array;
  /** Office intervals in a working day. */
  readonly shifts: number;
  /** Opening and closing of shift j of the n-th working day at n × shifts + j. */
  readonly openings: Float64Array;
  readonly closings: Float64Array;
  /** Office milliseconds before the n-th working day; one longer than the working days. */
  readonly workedBefore: Float64Array;
}

/** A date that the calendar does not cover was needed: an error, never a guess. */
export class CalendarRangeError extends Error {
  readonly code = "calendar_range";
  readonly calendarId: string;
  readonly from: string;
  readonly to: string;

  constructor(calendar: { id: string; from: string; to: string }, wanted: string) {
    super(`Calendar "${calendar.id}" covers ${calendar.from} to ${calendar.to}; ${wanted}`);
    this.name = "CalendarRangeError";
    this.calendarId = calendar.id;
    this.from = calendar.from;
    this.to = calendar.to;
  }
}

/** The definition of a calendar contradicts itself. `field` is a JSON pointer into it. */
export class CalendarDefinitionError extends Error {
  readonly code = "calendar_definition";
  readonly field: string;
  /** The message without calendar and field, for who names them in another way. */
  readonly reason: string;

  constructor(id: string, field: string, reason: string) {
    super(`Calendar "${id}" ${field}: ${reason}`);
    this.name = "CalendarDefinitionError";
    this.field = field;
    this.reason = reason;
  }
}

/** Days from 1970-01-01 to a local date, or null when `date` is no date YYYY-MM-DD. */
export function epochDayOf(date: string): number | null {
  const ms = Date.parse(`${date}T00:00:00Z`);
  if (!Number.isFinite(ms) || new Date(ms).toISOString().slice(0, 10) !== date) return null;
  return ms / DAY_MS;
}

/** The local date YYYY-MM-DD that lies `epochDay` days after 1970-01-01. */
export function dateOfEpochDay(epochDay: number): string {
  return new Date(epochDay * DAY_MS).toISOString().slice(0, 10);
}

/**
 * Lays a calendar out for fast lookups; the only place that asks the time zone database day by day.
 * Throws {@link CalendarDefinitionError} on an unknown zone, a bad or doubled date, hours out of order.
 */
export function buildCalendar(definition: CalendarDefinition): Calendar {
  const { id, time_zone: timeZone, from, to } = definition;
  const fail = (field: string, message: string): never => {
    throw new CalendarDefinitionError(id, field, message);
  };
  const zone = IANAZone.isValidZone(timeZone)
    ? IANAZone.create(timeZone)
    : fail("/time_zone", `unknown time zone "${timeZone}"`);
  const firstEpochDay = epochDayOf(from) ?? fail("/from", `"${from}" is no date`);
  const lastEpochDay = epochDayOf(to) ?? fail("/to", `"${to}" is no date`);
  if (lastEpochDay < firstEpochDay) fail("/to", `${to} lies before ${from}`);
  const dayCount = lastEpochDay - firstEpochDay + 1;

  const shiftMinutes = definition.office_hours.map((shift, index) => {
    const opens = minutesOfDay(shift.from);
    const closes = minutesOfDay(shift.to);
    if (!(opens < closes)) fail(`/office_hours/${index}`, `${shift.from} does not lie before ${shift.to}`);
    return { opens, closes };
  });
  for (const [index, shift] of shiftMinutes.entries()) {
    const before = shiftMinutes[index - 1];
    if (before && before.closes > shift.opens) fail(`/office_hours/${index}`, "overlaps the one before");
  }
  if (shiftMinutes.length === 0) fail("/office_hours", "is empty");

  const kinds = new Map<number, string>();
  for (const [index, day] of definition.days.entries()) {
    const epochDay = epochDayOf(day.date) ?? fail(`/days/${index}/date`, `"${day.date}" is no date`);
    if (kinds.has(epochDay)) fail(`/days/${index}/date`, `${day.date} is listed twice`);
    kinds.set(epochDay, day.kind);
  }

  const dayStarts = new Float64Array(dayCount + 1);
  const dayOffsets = new Int16Array(dayCount);
  const workdaysBefore = new Int32Array(dayCount + 1);
  const workdays: number[] = [];
  const openings: number[] = [];
  const closings: number[] = [];
  const workedBefore: number[] = [0];
  let worked = 0;
  let start = localInstant(zone, firstEpochDay, 0);
  let offset = zone.offset(start);
  for (let day = 0; day < dayCount; day += 1) {
    const epochDay = firstEpochDay + day;
    // One question to the zone database a day: where the offset 24 hours on is the same, nothing changed.
    const nextOffset = zone.offset(start + DAY_MS);
    const regular = nextOffset === offset;
    const next = regular ? start + DAY_MS : localInstant(zone, epochDay + 1, 0);
    dayStarts[day] = start;
    dayOffsets[day] = regular ? offset : IRREGULAR;
    workdaysBefore[day] = workdays.length;
    if (isWorked(kinds.get(epochDay), epochDay, definition.workweek)) {
      workdays.push(day);
      for (const { opens, closes } of shiftMinutes) {
        const opening = regular ? start + opens * MINUTE_MS : localInstant(zone, epochDay, opens);
        const closing = regular ? start + closes * MINUTE_MS : localInstant(zone, epochDay, closes);
        openings.push(opening);
        closings.push(closing);
        worked += closing - opening;
      }
      workedBefore.push(worked);
    }
    start = next;
    offset = regular ? nextOffset : zone.offset(next);
  }
  dayStarts[dayCount] = start;
  workdaysBefore[dayCount] = workdays.length;
  return {
    id,
    timeZone,
    from,
    to,
    firstEpochDay,
    dayStarts,
    dayOffsets,
    workdaysBefore,
    workdays: Int32Array.from(workdays),
    shifts: shiftMinutes.length,
    openings: Float64Array.from(openings),
    closings: Float64Array.from(closings),
    workedBefore: Float64Array.from(workedBefore),
  };
}

function isWorked(kind: string | undefined, epochDay: number, workweek: readonly number[]): boolean {
  if (kind !== undefined) return kind === "make_up_workday";
  // 1970-01-01 was a Thursday, ISO weekday 4.
  return workweek.includes(((((epochDay + 3) % 7) + 7) % 7) + 1);
}

function minutesOfDay(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

/** The instant of a local wall time; inside a gap the zone database's later reading. */
function localInstant(zone: IANAZone, epochDay: number, minutes: number): number {
  const wall = epochDay * DAY_MS + minutes * MINUTE_MS;
  const offset = zone.offset(wall);
  const guess = wall - offset * MINUTE_MS;
  if (zone.offset(guess) === offset && zone.offset(guess - DAY_MS) === offset) return guess;
  const local = new Date(wall);
  return DateTime.fromObject(
    {
      year: local.getUTCFullYear(),
      month: local.getUTCMonth() + 1,
      day: local.getUTCDate(),
      hour: local.getUTCHours(),
      minute: local.getUTCMinutes(),
    },
    { zone },
  ).toMillis();
}

/** Day index of an instant, or -1 when the calendar does not cover it. */
function findDay(calendar: Calendar, ms: number): number {
  const { dayStarts } = calendar;
  const days = dayStarts.length - 1;
  const first = dayStarts[0] ?? 0;
  let day = Math.floor((ms - first) / DAY_MS);
  if (day < 0) return -1;
  if (day > days - 1) day = days - 1;
  // A zone with daylight saving has days of 23 and 25 hours: the guess is off by one at most.
  while (day > 0 && (dayStarts[day] ?? 0) > ms) day -= 1;
  while (day < days && (dayStarts[day + 1] ?? 0) <= ms) day += 1;
  return day < days ? day : -1;
}

function dayIndexOf(calendar: Calendar, ms: number): number {
  const day = findDay(calendar, ms);
  if (day >= 0) return day;
  const date = Number.isFinite(ms) ? DateTime.fromMillis(ms, { zone: calendar.timeZone }).toISODate() : null;
  throw new CalendarRangeError(calendar, `${date ?? "a time without a date"} lies outside`);
}

/**
 * The end of office hours on the `days`-th working day; day 1 is the first working day strictly after
 * the local date of `startMs` (docs/metrics.md §3). Throws {@link CalendarRangeError}.
 */
export function addWorkingDays(calendar: Calendar, startMs: number, days: number): number {
  const today = dayIndexOf(calendar, startMs);
  const ordinal = (calendar.workdaysBefore[today + 1] ?? 0) + days - 1;
  const closing = calendar.closings[ordinal * calendar.shifts + calendar.shifts - 1];
  if (closing === undefined) {
    throw new CalendarRangeError(
      calendar,
      `${days} working days after its ${localDate(calendar, startMs)} lie outside`,
    );
  }
  return closing;
}

/** Office milliseconds from the calendar's beginning to an instant. Throws {@link CalendarRangeError}. */
function workedUntil(calendar: Calendar, ms: number): number {
  const day = dayIndexOf(calendar, ms);
  const ordinal = calendar.workdaysBefore[day] ?? 0;
  let worked = calendar.workedBefore[ordinal] ?? 0;
  if (calendar.workdays[ordinal] !== day) return worked;
  const begin = ordinal * calendar.shifts;
  for (let index = begin; index < begin + calendar.shifts; index += 1) {
    const opening = calendar.openings[index] ?? 0;
    if (ms <= opening) break;
    worked += Math.min(ms, calendar.closings[index] ?? 0) - opening;
  }
  return worked;
}

/**
 * The first instant at which `hours` of office time have passed since `startMs`: at the very end of a
 * day's last shift rather than at the next opening. Throws {@link CalendarRangeError}.
 */
export function addWorkingHours(calendar: Calendar, startMs: number, hours: number): number {
  if (hours <= 0) return startMs;
  const target = workedUntil(calendar, startMs) + hours * HOUR_MS;
  const { workedBefore } = calendar;
  let low = 0;
  let high = workedBefore.length - 1;
  if ((workedBefore[high] ?? 0) < target) {
    throw new CalendarRangeError(
      calendar,
      `${hours} working hours after its ${localDate(calendar, startMs)} lie outside`,
    );
  }
  // The first working day at whose end the target is reached.
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((workedBefore[middle] ?? 0) >= target) high = middle;
    else low = middle + 1;
  }
  const ordinal = low - 1;
  let left = target - (workedBefore[ordinal] ?? 0);
  let index = ordinal * calendar.shifts;
  for (;;) {
    const opening = calendar.openings[index] ?? 0;
    const length = (calendar.closings[index] ?? 0) - opening;
    if (left <= length || index + 1 >= (ordinal + 1) * calendar.shifts) return opening + left;
    left -= length;
    index += 1;
  }
}

/** Office minutes between two instants; 0 when `toMs` is not later. Throws {@link CalendarRangeError}. */
export function workingMinutesBetween(calendar: Calendar, fromMs: number, toMs: number): number {
  if (toMs <= fromMs) return 0;
  return (workedUntil(calendar, toMs) - workedUntil(calendar, fromMs)) / MINUTE_MS;
}

/** Whether a local date YYYY-MM-DD is worked. Throws {@link CalendarRangeError}. */
export function isWorkingDay(calendar: Calendar, date: string): boolean {
  const epochDay = epochDayOf(date);
  const day = epochDay === null ? -1 : epochDay - calendar.firstEpochDay;
  const before = calendar.workdaysBefore[day];
  const after = calendar.workdaysBefore[day + 1];
  if (before === undefined || after === undefined) {
    throw new CalendarRangeError(calendar, `${date} lies outside`);
  }
  return after > before;
}

/** Offset from UTC in minutes at an instant; also outside the calendar's range. */
export function offsetMinutesAt(calendar: Calendar, ms: number): number {
  const day = findDay(calendar, ms);
  const offset = day < 0 ? IRREGULAR : (calendar.dayOffsets[day] ?? IRREGULAR);
  return offset === IRREGULAR ? IANAZone.create(calendar.timeZone).offset(ms) : offset;
}

/** The local date YYYY-MM-DD of an instant; also outside the calendar's range. */
export function localDate(calendar: Calendar, ms: number): string {
  return new Date(ms + offsetMinutesAt(calendar, ms) * MINUTE_MS).toISOString().slice(0, 10);
}
