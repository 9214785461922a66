import { IANAZone } from "luxon";

const DAY_MS = 86_400_000;
const HALF_DAY_MS = DAY_MS / 2;

/** Epoch ms of what a city's clocks showed, given as if it were UTC (epoch ms). */
export type WallClock = (wallMs: number) => number;

/**
 * The clocks of a time zone. Where they are set back an hour happens twice: the first is meant. Where they are set
 * forward an hour is missing: a time in it is read by the offset before the change, hence 02:30 becomes 03:30.
 * @throws RangeError for an unknown time zone
 */
export function createWallClock(timeZone: string): WallClock {
  const zone = IANAZone.create(timeZone);
  if (!zone.isValid) throw new RangeError(`unknown time zone ${timeZone}`);
  // Asking Intl costs microseconds, and nearly every day has one offset: one answer a day, minutes east.
  const offsets = new Map<number, number | null>();

  const offsetOfDay = (day: number): number | null => {
    const known = offsets.get(day);
    if (known !== undefined) return known;
    const before = zone.offset(day * DAY_MS - HALF_DAY_MS);
    const after = zone.offset((day + 1) * DAY_MS + HALF_DAY_MS);
    const offset = before === after ? before : null;
    offsets.set(day, offset);
    return offset;
  };

  return (wallMs) => {
    const offset = offsetOfDay(Math.floor(wallMs / DAY_MS));
    if (offset !== null) return wallMs - offset * 60_000;
    const before = zone.offset(wallMs - DAY_MS);
    const after = zone.offset(wallMs + DAY_MS);
    const first = wallMs - before * 60_000;
    const second = wallMs - after * 60_000;
    return zone.offset(first) !== before && zone.offset(second) === after ? second : first;
  };
}
