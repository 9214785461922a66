/** Local time by Intl: another way than ClickHouse's, daylight saving included. */
export interface LocalClock {
  /** 0 = Monday 0 h … 167. */
  hourOfWeek(at: number): number;
  /** Names the local hour, day or month of an instant; the two hours of an autumn night have two names. */
  bucketOf(at: number, bucket: "hour" | "day" | "month"): string;
}

const QUARTER_MS = 900_000;
const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** @param timeZone an IANA name; its offsets are whole quarters of an hour */
export function createLocalClock(timeZone: string): LocalClock {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    weekday: "short",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    timeZoneName: "shortOffset",
  });
  const known = new Map<number, Map<string, string>>();
  function partsAt(at: number): Map<string, string> {
    const quarter = Math.floor(at / QUARTER_MS);
    const parts =
      known.get(quarter) ??
      new Map(format.formatToParts(quarter * QUARTER_MS).map(({ type, value }) => [type, value]));
    known.set(quarter, parts);
    return parts;
  }

  return {
    hourOfWeek(at) {
      const parts = partsAt(at);
      return WEEKDAYS.indexOf(parts.get("weekday") ?? "") * 24 + Number(parts.get("hour"));
    },
    bucketOf(at, bucket) {
      const parts = partsAt(at);
      const month = `${parts.get("year")}-${parts.get("month")}`;
      if (bucket === "month") return month;
      const day = `${month}-${parts.get("day")}`;
      return bucket === "day" ? day : `${day} ${parts.get("hour")} h ${parts.get("timeZoneName")}`;
    },
  };
}

/** Hours that `[from, to)` has of each hour of the week. */
export function hoursOfWeekIn(clock: LocalClock, from: number, to: number): number[] {
  const hours = Array.from({ length: 168 }, () => 0);
  for (let at = from; at < to; ) {
    const next = Math.min(to, (Math.floor(at / QUARTER_MS) + 1) * QUARTER_MS);
    const slot = clock.hourOfWeek(at);
    hours[slot] = (hours[slot] ?? 0) + (next - at) / 3_600_000;
    at = next;
  }
  return hours;
}
