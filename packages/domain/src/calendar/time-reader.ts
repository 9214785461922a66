import { DateTime } from "luxon";
import { createPlainReader } from "./plain-time.ts";
import { createWallClock, type WallClock } from "./wall-clock.ts";

/** Epoch ms of a time as a source writes it, or null when it is none. */
export type TimeReader = (text: string) => number | null;

/** A pattern of times that cannot be read as it stands. */
export class TimePatternError extends Error {
  readonly code = "time_pattern";
  constructor(pattern: string, reason: string) {
    super(`time pattern ${JSON.stringify(pattern)} ${reason}`);
    this.name = "TimePatternError";
  }
}

/** What a pattern may be made of (luxon's tokens), with what each of them tells. */
const TOKENS = new Map<string, "year" | "month" | "day" | "hour" | "hour12" | "half" | "zone" | "finer">([
  ["yyyy", "year"],
  ["yy", "year"],
  ["M", "month"],
  ["MM", "month"],
  ["MMM", "month"],
  ["MMMM", "month"],
  ["L", "month"],
  ["LL", "month"],
  ["d", "day"],
  ["dd", "day"],
  ["H", "hour"],
  ["HH", "hour"],
  ["h", "hour12"],
  ["hh", "hour12"],
  ["a", "half"],
  ["m", "finer"],
  ["mm", "finer"],
  ["s", "finer"],
  ["ss", "finer"],
  ["S", "finer"],
  ["SSS", "finer"],
  ["u", "finer"],
  ["EEE", "finer"],
  ["EEEE", "finer"],
  ["Z", "zone"],
  ["ZZ", "zone"],
  ["ZZZ", "zone"],
  ["z", "zone"],
]);

/** Patterns of a number since 1970: seconds and milliseconds, in luxon's letters. */
const EPOCH_UNITS = new Map([
  ["X", 1000],
  ["x", 1],
]);

/** `Z`, `UTC`, `+07`, `-0330`, `UTC+7`, `GMT +07:00`; with the minus of typesetters too. */
const OFFSET = "[+\u2212-]\\d{1,2}(?::?\\d{2})?";
const ZONE = `Z|(?:UTC|GMT)(?:\\s*${OFFSET})?|${OFFSET}`;
const ENDS_WITH_ZONE = new RegExp(`\\s*(${ZONE})$`, "i");
const ISO_TIME = new RegExp(
  `^(\\d{4})-(\\d{2})-(\\d{2})(?:[T ](\\d{2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)?)?(?:\\s*(${ZONE})(?:\\[[\\w/+-]+\\])?)?$`,
  "i",
);

/**
 * Reader of times by a luxon pattern. A zone is never thrown away: where the pattern ends with one (a token, or written
 * out as in `'Z'`) the time is an instant, whichever spelling of an offset it has; where it has none, times are the
 * local ones of `timeZone`, and a text that ends with a zone all the same is refused. `X` and `x` read seconds and
 * milliseconds since 1970.
 * @throws TimePatternError for a pattern that cannot be read
 */
export function createTimeReader(pattern: string, timeZone: string): TimeReader {
  const unit = EPOCH_UNITS.get(pattern);
  if (unit !== undefined) return (text) => readEpoch(text, unit);
  checkTokens(pattern);
  const written = ENDS_WITH_ZONE.exec(pattern.replaceAll("'", ""))?.[1] ?? null;
  const token = /\s*Z{1,3}$/.exec(unquoted(pattern))?.[0] ?? null;
  if (token !== null) {
    const readWall = createWallReader(pattern.slice(0, pattern.length - token.length));
    return (text) => {
      const zone = ENDS_WITH_ZONE.exec(text);
      const offset = zone?.[1] === undefined ? null : readOffset(zone[1]);
      const wall = zone === null ? null : readWall(text.slice(0, zone.index));
      return wall === null || offset === null ? null : wall - offset;
    };
  }
  if (/z/i.test(unquoted(pattern))) {
    const parser = DateTime.buildFormatParser(pattern, { locale: "en-US" });
    return (text) => instantOf(DateTime.fromFormatParser(text, parser, { setZone: true, locale: "en-US" }));
  }
  const readWall = createWallReader(pattern);
  const offset = written === null ? null : readOffset(written);
  const toInstant: WallClock = offset === null ? createWallClock(timeZone) : (wall) => wall - offset;
  return (text) => {
    const wall = readWall(text);
    return wall === null ? null : toInstant(wall);
  };
}

/**
 * Epoch ms of an ISO 8601 date-time in the spellings that servers have: `+0000`, ` UTC`, ` +00:00`, `-07`, `GMT+7`, a
 * zone's name in brackets behind its offset, a space for the T, no seconds. Without a zone it is local to `wallClock`,
 * and refused (null) where there is none.
 */
export function readIsoTime(text: string, wallClock: WallClock | null): number | null {
  const match = ISO_TIME.exec(text);
  if (match === null) return null;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0));
  const ms = Number((match[7] ?? "").padEnd(3, "0").slice(0, 3));
  if (year === undefined || month === undefined || day === undefined) return null;
  const wall = Date.UTC(year, month - 1, day, hour, minute, second, ms);
  const isDate = new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day && month >= 1 && month <= 12;
  if (!isDate || year < 100 || (hour ?? 0) > 23 || (minute ?? 0) > 59 || (second ?? 0) > 59) return null;
  if (match[8] === undefined) return wallClock === null ? null : wallClock(wall);
  const offset = readOffset(match[8]);
  return offset === null ? null : wall - offset;
}

function createWallReader(pattern: string): TimeReader {
  const parser = DateTime.buildFormatParser(pattern, { locale: "en-US" });
  const readPlain = createPlainReader(pattern);
  return (text) =>
    readPlain(text) ?? instantOf(DateTime.fromFormatParser(text, parser, { zone: "utc", locale: "en-US" }));
}

function instantOf(time: DateTime): number | null {
  return time.isValid ? time.toMillis() : null;
}

/** The pattern with its quoted parts blanked. */
function unquoted(pattern: string): string {
  return pattern.replace(/'[^']*'/g, (part) => "_".repeat(part.length));
}

function checkTokens(pattern: string): void {
  const bare = unquoted(pattern);
  if (bare.includes("'")) throw new TimePatternError(pattern, "has a quote that is never closed");
  const told = new Set<string>();
  for (const [token] of bare.matchAll(/([A-Za-z])\1*/g)) {
    const kind = TOKENS.get(token);
    if (kind === undefined) {
      throw new TimePatternError(
        pattern,
        `has ${token}, which is no part of a time: write letters that stand for themselves in quotes, like 'T'`,
      );
    }
    told.add(kind);
  }
  for (const part of ["year", "month", "day"]) {
    if (!told.has(part)) throw new TimePatternError(pattern, `says no ${part}`);
  }
  if (told.has("hour12") && !told.has("half")) {
    throw new TimePatternError(
      pattern,
      "has hours of 1 to 12 and no a for AM or PM: use H for hours of the day",
    );
  }
}

/** Milliseconds east of UTC; null when it is no offset in use anywhere. */
function readOffset(text: string): number | null {
  if (/^[a-z]+$/i.test(text)) return 0;
  const match = /^(?:[a-z]{3}\s*)?([+\u2212-])(\d{1,2}):?(\d{2})?$/i.exec(text);
  if (match === null) return null;
  const hours = Number(match[2]);
  const minutes = Number(match[3] ?? 0);
  if (hours > 14 || minutes > 59) return null;
  return (match[1] === "+" ? 60_000 : -60_000) * (hours * 60 + minutes);
}

function readEpoch(text: string, unit: number): number | null {
  if (!/^-?\d+(\.\d+)?$/.test(text)) return null;
  const ms = Math.round(Number(text) * unit);
  return Number.isSafeInteger(ms) ? ms : null;
}
