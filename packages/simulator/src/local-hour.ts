/** A clock hour of the city. */
export interface LocalHour {
  year: number;
  /** 1..12 */
  month: number;
  day: number;
  hour: number;
  /** ISO: 1 Monday .. 7 Sunday. */
  weekday: number;
  /** YYYY-MM-DD */
  date: string;
  /** YYMMDD-HH, and a letter after it when the clock shows that hour a second time. */
  label: string;
}

const HOUR_MS = 3_600_000;

/** Local hours by instant (epoch ms): one formatting per hour asked for, kept while the cache is small. */
export function createLocalClock(timeZone: string): (hourStartMs: number) => LocalHour {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
  });
  const known = new Map<number, LocalHour>();

  const read = (at: number): LocalHour => {
    const parts = new Map(format.formatToParts(at).map((part) => [part.type, Number(part.value)]));
    const year = parts.get("year") ?? 0;
    const month = parts.get("month") ?? 0;
    const day = parts.get("day") ?? 0;
    const hour = parts.get("hour") ?? 0;
    const noon = new Date(Date.UTC(year, month - 1, day, 12));
    const date = noon.toISOString().slice(0, 10);
    return {
      year,
      month,
      day,
      hour,
      weekday: noon.getUTCDay() || 7,
      date,
      label: `${date.slice(2).replaceAll("-", "")}-${String(hour).padStart(2, "0")}`,
    };
  };

  return (hourStartMs) => {
    const cached = known.get(hourStartMs);
    if (cached) return cached;
    const local = read(hourStartMs);
    // Autumn's clock change repeats an hour: its reports must not take the ids of the first.
    const before = known.get(hourStartMs - HOUR_MS) ?? read(hourStartMs - HOUR_MS);
    if (before.label === local.label) local.label += "B";
    if (known.size > 5_000) known.clear();
    known.set(hourStartMs, local);
    return local;
  };
}
