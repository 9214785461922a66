const ZERO = 48;

/** Two decimal digits at `at`, or -1. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - ZERO;
  const ones = text.charCodeAt(at + 1) - ZERO;
  if (!(tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9)) return -1;
  return tens * 10 + ones;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/**
 * Epoch milliseconds of an RFC 3339 date-time, or null when it is none. Stricter than `Date.parse`:
 * an offset is required, 30 February is refused, and so are leap seconds (epoch time has none).
 * Digits beyond the millisecond are cut off. Written by hand because it runs two or three times an event.
 */
export function parseDateTime(text: string): number | null {
  if (text.length < 20 || text.length > 40) return null;
  const century = twoDigits(text, 0);
  const yearOfCentury = twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  const hour = twoDigits(text, 11);
  const minute = twoDigits(text, 14);
  const second = twoDigits(text, 17);
  if (century < 0 || yearOfCentury < 0) return null;
  const year = century * 100 + yearOfCentury;
  const separator = text.charAt(10);
  if (text.charAt(4) !== "-" || text.charAt(7) !== "-") return null;
  if (separator !== "T" && separator !== "t") return null;
  if (text.charAt(13) !== ":" || text.charAt(16) !== ":") return null;
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return null;

  let at = 19;
  let millisecond = 0;
  if (text.charAt(at) === ".") {
    at += 1;
    const start = at;
    let weight = 100;
    for (;;) {
      const digit = text.charCodeAt(at) - ZERO;
      if (!(digit >= 0 && digit <= 9)) break;
      millisecond += digit * weight;
      weight = Math.floor(weight / 10);
      at += 1;
    }
    if (at === start) return null;
  }

  const offset = parseOffset(text, at);
  if (offset === null) return null;
  // Date.UTC reads years 0..99 as 1900..1999; nothing that old is a report.
  if (year < 100) return null;
  return Date.UTC(year, month - 1, day, hour, minute, second, millisecond) - offset;
}

/** Milliseconds east of UTC of the offset that begins at `at` and must end the text; null when it is none. */
function parseOffset(text: string, at: number): number | null {
  const sign = text.charAt(at);
  if (sign === "Z" || sign === "z") return text.length === at + 1 ? 0 : null;
  if ((sign !== "+" && sign !== "-") || text.length !== at + 6 || text.charAt(at + 3) !== ":") return null;
  const hours = twoDigits(text, at + 1);
  const minutes = twoDigits(text, at + 4);
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return null;
  return (hours * 60 + minutes) * (sign === "+" ? 60_000 : -60_000);
}
