import { intlTagFor, type Language } from "./language.ts";
import { messagesFor } from "./screens/messages-for.ts";

const NBSP = "\u00a0";
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Everything a screen prints, in one language and the city's time zone. All times in epoch milliseconds. */
export interface Formatter {
  /** Whole number with grouping: 2.940. */
  count(value: number): string;
  /** One decimal: 12,4. */
  decimal(value: number): string;
  /** A number as it is, without grouping: class edges such as 0,75. */
  plain(value: number): string;
  /** Share 0..1 as percent with one decimal: 96,8 %. Null gives a dash. */
  percent(share: number | null, digits?: number): string;
  /** The number of a percent alone, for headline figures: 96,8. */
  percentNumber(share: number | null): string;
  /** Change of a share in percentage points with its sign: +3,9, −1,1. */
  points(change: number): string;
  /** Ratio to expected: 3,8×. */
  ratio(value: number): string;
  /** HH:mm */
  time(at: number): string;
  /** HH:mm:ss */
  timeSeconds(at: number): string;
  /** dd/MM/yyyy */
  date(at: number): string;
  /** A calendar date YYYY-MM-DD as a sentence says it: 01/07/2025, 1 July 2025. */
  calendarDate(date: string): string;
  /** dd/MM/yyyy HH:mm, with seconds where there are any: 20:30 and 20:30:20 are on time and late. */
  dateTime(at: number): string;
  /** dd/MM */
  dayMonth(at: number): string;
  /** dd/MM HH:mm */
  dayTime(at: number): string;
  weekday(at: number): string;
  /** Hour of day 0..23. */
  hour(at: number): number;
  /** "1 giờ 22 phút": two units while the second one matters, one after. Never negative. */
  duration(ms: number): string;
  /** The same in one unit: "95 phút", "5 giờ", "3 ngày". */
  durationShort(ms: number): string;
  /** "10 ngày 17 giờ": the two largest units, begun minutes counted whole as in an explanation. Never negative. */
  span(ms: number): string;
  /** So many decimals, U+2212 before what is negative: 95,839. */
  fixed(value: number, digits: number): string;
  /** The same with a sign, but none before zero: +0,222. */
  signed(value: number, digits: number): string;
}

/** By language and time zone: making one costs some milliseconds, and an explanation prints a few dozen times. */
const formatters = new Map<string, Formatter>();

/** The formatter of a language and an IANA time zone; the same one for the same two. Throws RangeError without such a zone. */
export function createFormatter(language: Language, timeZone: string): Formatter {
  const key = `${language} ${timeZone}`;
  const known = formatters.get(key);
  if (known !== undefined) return known;
  const made = buildFormatter(language, timeZone);
  formatters.set(key, made);
  return made;
}

function buildFormatter(language: Language, timeZone: string): Formatter {
  const tag = intlTagFor(language);
  const words = messagesFor(language).duration;
  const weekdays = messagesFor(language).weekdays;
  const whole = new Intl.NumberFormat(tag, { maximumFractionDigits: 0 });
  const oneDecimal = new Intl.NumberFormat(tag, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const plain = new Intl.NumberFormat(tag, { maximumFractionDigits: 2, useGrouping: false });
  const signed = new Intl.NumberFormat(tag, {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
    signDisplay: "exceptZero",
  });
  const clock = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
  const sentenceDate = new Intl.DateTimeFormat(tag, {
    timeZone: "UTC",
    day: language === "vi" ? "2-digit" : "numeric",
    month: language === "vi" ? "2-digit" : "long",
    year: "numeric",
  });
  const dayName = new Intl.DateTimeFormat("en-US", { timeZone, weekday: "short" });
  const parts = (at: number) => {
    const found: Record<string, string> = {};
    for (const part of clock.formatToParts(at)) found[part.type] = part.value;
    return {
      year: found.year ?? "",
      month: found.month ?? "",
      day: found.day ?? "",
      hour: found.hour ?? "",
      minute: found.minute ?? "",
      second: found.second ?? "",
    };
  };
  const percentNumber = (share: number | null, digits = 1): string => {
    if (share === null) return "–";
    return digits === 0 ? whole.format(share * 100) : oneDecimal.format(share * 100);
  };
  const time = (at: number): string => {
    const p = parts(at);
    return `${p.hour}:${p.minute}`;
  };
  const decimals = (value: number, digits: number, signDisplay: "negative" | "exceptZero"): string =>
    new Intl.NumberFormat(tag, {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      signDisplay,
    })
      .format(value)
      .replace("-", "\u2212");
  const longDuration = (ms: number): string =>
    ms < 2 * DAY
      ? words.hours(whole.format(Math.floor(ms / HOUR)))
      : words.days(whole.format(Math.floor(ms / DAY)));
  return {
    count: (value) => whole.format(value),
    decimal: (value) => oneDecimal.format(value),
    plain: (value) => plain.format(value),
    percent: (share, digits = 1) =>
      share === null ? "–" : `${percentNumber(share, digits)}${language === "vi" ? NBSP : ""}%`,
    percentNumber: (share) => percentNumber(share),
    points: (change) => signed.format(change * 100).replace("-", "\u2212"),
    ratio: (value) => `${oneDecimal.format(value)}×`,
    time,
    timeSeconds: (at) => `${time(at)}:${parts(at).second}`,
    date: (at) => {
      const p = parts(at);
      return `${p.day}/${p.month}/${p.year}`;
    },
    calendarDate: (date) => sentenceDate.format(new Date(`${date}T00:00:00Z`)),
    dateTime: (at) => {
      const p = parts(at);
      const minutes = `${p.day}/${p.month}/${p.year} ${p.hour}:${p.minute}`;
      return at % MINUTE === 0 ? minutes : `${minutes}:${p.second}`;
    },
    dayMonth: (at) => {
      const p = parts(at);
      return `${p.day}/${p.month}`;
    },
    dayTime: (at) => {
      const p = parts(at);
      return `${p.day}/${p.month}${NBSP}${p.hour}:${p.minute}`;
    },
    weekday: (at) => {
      const index = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"].indexOf(dayName.format(at));
      return weekdays[index] ?? "";
    },
    hour: (at) => Number(parts(at).hour),
    duration: (ms) => {
      if (ms < MINUTE) return words.underMinute;
      if (ms < HOUR) return words.minutes(whole.format(Math.floor(ms / MINUTE)));
      if (ms < 10 * HOUR) {
        const minutes = Math.floor((ms % HOUR) / MINUTE);
        const hours = words.hours(whole.format(Math.floor(ms / HOUR)));
        return minutes === 0 ? hours : `${hours} ${words.minutes(whole.format(minutes))}`;
      }
      return longDuration(ms);
    },
    durationShort: (ms) => {
      if (ms < MINUTE) return words.underMinute;
      return ms < 2 * HOUR ? words.minutes(whole.format(Math.floor(ms / MINUTE))) : longDuration(ms);
    },
    span: (ms) => {
      const minutes = Math.ceil(Math.max(0, ms) / MINUTE);
      const parts: [number, (n: string) => string][] = [
        [Math.floor(minutes / 1440), words.days],
        [Math.floor((minutes % 1440) / 60), words.hours],
        [minutes % 60, words.minutes],
      ];
      const first = parts.findIndex(([count]) => count > 0);
      if (first === -1) return words.minutes(whole.format(0));
      return parts
        .slice(first, first + 2)
        .filter(([count]) => count > 0)
        .map(([count, write]) => write(whole.format(count)))
        .join(" ");
    },
    fixed: (value, digits) => decimals(value, digits, "negative"),
    signed: (value, digits) => decimals(value, digits, "exceptZero"),
  };
}
