const QUARTER_MS = 900_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WEEK_HOURS = 168;
/** 1 January 1970 was a Thursday; weeks begin on Monday. */
const EPOCH_HOUR_OF_WEEK = 3 * 24;

/**
 * Hours that `[from, to)` (epoch ms) has of each of the 168 hours of the local week, from Monday 0 h. Daylight saving
 * included; offsets are whole quarters of an hour. Computed here and written into the statement: as a subquery it
 * took the engine longer to plan than the cells of a period to count.
 *
 * @param timeZone an IANA name; RangeError when there is no such zone
 */
export function hoursOfWeek(timeZone: string, from: number, to: number): number[] {
  const hours = Array.from({ length: WEEK_HOURS }, () => 0);
  const zone = zoneOf(timeZone);
  for (let at = from; at < to; ) {
    const offset = zone.offsetAt(at);
    // Within an hour of local time, and no further than the next possible change of the offset.
    const hourEnd = (Math.floor((at + offset) / HOUR_MS) + 1) * HOUR_MS - offset;
    const quarterEnd = (Math.floor(at / QUARTER_MS) + 1) * QUARTER_MS;
    const next = Math.min(to, zone.isChangingOn(at) ? Math.min(hourEnd, quarterEnd) : hourEnd, dayEndOf(at));
    const slot = (Math.floor((at + offset) / HOUR_MS) + EPOCH_HOUR_OF_WEEK) % WEEK_HOURS;
    hours[slot] = (hours[slot] ?? 0) + (next - at) / HOUR_MS;
    at = next;
  }
  return hours;
}

/** End of the UTC day of an instant. */
function dayEndOf(at: number): number {
  return (Math.floor(at / DAY_MS) + 1) * DAY_MS;
}

interface Zone {
  /** Local time less UTC, in milliseconds. */
  offsetAt(at: number): number;
  /** Whether the offset changes within the UTC day of that instant. */
  isChangingOn(at: number): boolean;
}

const zones = new Map<string, Zone>();

function zoneOf(timeZone: string): Zone {
  const known = zones.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
  const read = (at: number): number => {
    const name = format.formatToParts(at).find(({ type }) => type === "timeZoneName")?.value ?? "";
    const [, sign, hours, minutes] = /GMT([+-])(\d+):(\d+)/.exec(name) ?? [];
    return (sign === "-" ? -1 : 1) * (Number(hours ?? 0) * HOUR_MS + Number(minutes ?? 0) * 60_000);
  };
  /** By UTC day: offset at its beginning. */
  const starts = new Map<number, number>();
  const startOf = (day: number): number => {
    const offset = starts.get(day) ?? read(day * DAY_MS);
    starts.set(day, offset);
    return offset;
  };
  const zone: Zone = {
    isChangingOn(at) {
      const day = Math.floor(at / DAY_MS);
      return startOf(day) !== startOf(day + 1);
    },
    offsetAt: (at) => (zone.isChangingOn(at) ? read(at) : startOf(Math.floor(at / DAY_MS))),
  };
  zones.set(timeZone, zone);
  return zone;
}
