import { type Calendar, dateOfEpochDay, offsetMinutesAt } from "./calendar.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

const PADDED = Array.from({ length: 100 }, (_, value) => String(value).padStart(2, "0"));
const dateTexts = new Map<number, string>();
/** A century of dates; a stream over more than that begins the memo anew. */
const DATE_TEXT_LIMIT = 36_525;

/**
 * ISO 8601 in the calendar's zone with its offset: `2025-11-20T18:30:00+07:00`; milliseconds only when there
 * are any. Put together from memoised parts: Date.toISOString alone was half the time of a `deadline` line.
 */
export function formatLocalInstant(calendar: Calendar, ms: number): string {
  const offset = offsetMinutesAt(calendar, ms);
  const wall = ms + offset * MINUTE_MS;
  const epochDay = Math.floor(wall / DAY_MS);
  const left = wall - epochDay * DAY_MS;
  const hour = PADDED[Math.floor(left / HOUR_MS)];
  const minute = PADDED[Math.floor(left / MINUTE_MS) % 60];
  const second = PADDED[Math.floor(left / 1000) % 60];
  const milliseconds = left % 1000;
  const fraction = milliseconds === 0 ? "" : `.${String(milliseconds).padStart(3, "0")}`;
  return `${dateText(epochDay)}T${hour}:${minute}:${second}${fraction}${offsetText(offset)}`;
}

function dateText(epochDay: number): string {
  const known = dateTexts.get(epochDay);
  if (known !== undefined) return known;
  if (dateTexts.size >= DATE_TEXT_LIMIT) dateTexts.clear();
  const text = dateOfEpochDay(epochDay);
  dateTexts.set(epochDay, text);
  return text;
}

const offsetTexts = new Map<number, string>();

function offsetText(offset: number): string {
  const known = offsetTexts.get(offset);
  if (known !== undefined) return known;
  const size = Math.abs(offset);
  const hours = String(Math.floor(size / 60)).padStart(2, "0");
  const minutes = String(size % 60).padStart(2, "0");
  const text = `${offset < 0 ? "-" : "+"}${hours}:${minutes}`;
  offsetTexts.set(offset, text);
  return text;
}

/** The number written in `text[from, from + count)`, or NaN when a character is no digit. */
function digits(text: string, from: number, count: number): number {
  let value = 0;
  for (let index = from; index < from + count; index += 1) {
    const digit = text.charCodeAt(index) - 48;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function daysInMonth(year: number, month: number): number {
  if (month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)) return 29;
  return MONTH_DAYS[month - 1] ?? 0;
}

/**
 * Epoch milliseconds of an ISO 8601 date-time; without an offset it is local time in the calendar's zone.
 * NaN for anything else: stricter than Date.parse, which takes 30 February.
 */
export function parseInstant(calendar: Calendar, text: string): number {
  if (text.length < 16 || text[4] !== "-" || text[7] !== "-" || text[13] !== ":") return Number.NaN;
  if (text[10] !== "T" && text[10] !== "t" && text[10] !== " ") return Number.NaN;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 2);
  const day = digits(text, 8, 2);
  const hour = digits(text, 11, 2);
  const minute = digits(text, 14, 2);
  if (!(day >= 1 && day <= daysInMonth(year, month) && hour <= 23 && minute <= 59)) return Number.NaN;
  let at = 16;
  let milliseconds = 0;
  if (text[at] === ":") {
    const second = digits(text, at + 1, 2);
    if (!(second <= 59)) return Number.NaN;
    milliseconds = second * 1000;
    at += 3;
    if (text[at] === ".") {
      let scale = 100;
      at += 1;
      const begin = at;
      for (let digit = digits(text, at, 1); digit >= 0; digit = digits(text, at, 1)) {
        milliseconds += Math.floor(digit * scale);
        scale /= 10;
        at += 1;
      }
      if (at === begin) return Number.NaN;
    }
  }
  // Date.UTC reads the years 0 to 99 as 1900 to 1999: no date of a report is so old, and none may become another.
  if (year < 100) return Number.NaN;
  const wall = Date.UTC(year, month - 1, day, hour, minute) + milliseconds;
  if (at === text.length) return wallToInstant(calendar, wall);
  const sign = text[at];
  if (sign === "Z" || sign === "z") return at + 1 === text.length ? wall : Number.NaN;
  if ((sign !== "+" && sign !== "-") || text.length !== at + 6 || text[at + 3] !== ":") return Number.NaN;
  const offsetHours = digits(text, at + 1, 2);
  const offsetMinutes = digits(text, at + 4, 2);
  if (!(offsetHours <= 23 && offsetMinutes <= 59)) return Number.NaN;
  const offset = (offsetHours * 60 + offsetMinutes) * MINUTE_MS;
  return sign === "-" ? wall + offset : wall - offset;
}

/** Local wall time to instant: the earlier of two readings, and past a gap the later one. */
function wallToInstant(calendar: Calendar, wall: number): number {
  const before = wall - offsetMinutesAt(calendar, wall - DAY_MS) * MINUTE_MS;
  if (before + offsetMinutesAt(calendar, before) * MINUTE_MS === wall) return before;
  const after = wall - offsetMinutesAt(calendar, wall + DAY_MS) * MINUTE_MS;
  return after + offsetMinutesAt(calendar, after) * MINUTE_MS === wall ? after : before;
}
