import type { IncidentFamily } from "@toancanh/contracts";
import type { Expectation } from "./chance.ts";
import type { ClusteredFamily } from "./cluster-reports.ts";

/** What was received over the weeks before, all categories of the city. */
export interface ReportHistory {
  /** Days that the counts cover; at least an hour's part of one. */
  days: number;
  /** Cells are of one resolution. */
  cells: readonly { service_code: string; cell: string; count: number }[];
  /** By local hour of the day, 0..23; reports without a place are in it too. */
  hours: readonly { service_code: string; hour: number; count: number }[];
}

/** The grid that the history's cells are of, and the city's clock. */
export interface RateGrid {
  /** The cells that touch a cell, without itself. */
  neighboursOf: (cell: string) => readonly string[];
  /** Of a cell, km². */
  areaOf: (cell: string) => number;
  /** Local hour of the day of an instant, 0..23. */
  hourOf: (ms: number) => number;
}

/** How many further reports of the family to foresee within its radius and time of a first one there and then. */
export type ExpectMore = (family: ClusteredFamily, cell: string, receivedAt: number) => Expectation;

const HOUR_MS = 3_600_000;
/** What a neighbouring cell counts for. */
const NEIGHBOUR_WEIGHT = 0.5;
/** Reports by which a family's count of a place is drawn to what the place's other reports say. */
const PLACE_STRENGTH = 5;
/** Reports by which a family's hours are drawn to those of all reports. */
const HOUR_STRENGTH = 24;

/**
 * The local rate of a family and hour (docs/metrics.md §10). A family's count around a place is drawn to its share of
 * all that is reported there, so that a quiet family has a rate wherever people report at all; what is left unknown of
 * the rate makes the count a negative binomial one. One report that never came is added to every place: a city on its
 * first day, or a street without a past, does not call two reports a happening lightly.
 */
export function createLocalRates(
  history: ReportHistory,
  families: readonly IncidentFamily[],
  grid: RateGrid,
): ExpectMore {
  const familyOf = new Map(
    families.flatMap((one) => one.service_codes.map((code) => [code, one.id] as const)),
  );
  const all = new Map<string, number>();
  const own = new Map<string, number>();
  let total = 0;
  const totals = new Map<string, number>();
  for (const { service_code, cell, count } of history.cells) {
    const family = familyOf.get(service_code) ?? "";
    add(all, cell, count);
    add(own, `${family} ${cell}`, count);
    add(totals, family, count);
    total += count;
  }
  const hours = new Map<string, number>();
  for (const { service_code, hour, count } of history.hours) {
    add(hours, `all ${hour}`, count);
    add(hours, "all", count);
    const family = familyOf.get(service_code) ?? "";
    add(hours, `${family} ${hour}`, count);
    add(hours, family, count);
  }

  const hourShare = (family: string, hour: number): number => {
    const usual = ((hours.get(`all ${hour}`) ?? 0) + 1) / ((hours.get("all") ?? 0) + 24);
    const seen = hours.get(`${family} ${hour}`) ?? 0;
    return (seen + HOUR_STRENGTH * usual) / ((hours.get(family) ?? 0) + HOUR_STRENGTH);
  };
  /** Part of a day's reports of the family that comes in `[from, to)`. */
  const dayShare = (family: string, from: number, to: number): number => {
    let share = 0;
    for (let at = from; at < to; ) {
      const next = Math.min(to, (Math.floor(at / HOUR_MS) + 1) * HOUR_MS);
      share += (hourShare(family, grid.hourOf(at)) * (next - at)) / HOUR_MS;
      at = next;
    }
    return share;
  };

  return (family, cell, receivedAt) => {
    const around = [cell, ...grid.neighboursOf(cell)];
    const sum = (countOf: (one: string) => number) =>
      around.reduce((result, one) => result + (one === cell ? 1 : NEIGHBOUR_WEIGHT) * countOf(one), 0);
    const everything = sum((one) => all.get(one) ?? 0) + 1;
    const counted = sum((one) => own.get(`${family.id} ${one}`) ?? 0);
    const usual = (everything * ((totals.get(family.id) ?? 0) + 1)) / (total + families.length + 1);
    const size = counted + PLACE_STRENGTH;
    const perDay = (usual * size) / (usual + PLACE_STRENGTH) / history.days;
    const circle = (Math.PI * family.nearby.radius_m ** 2) / 1e6;
    const until = receivedAt + family.nearby.minutes * 60_000;
    return {
      mean: (perDay * circle * dayShare(family.id, receivedAt, until)) / sum(grid.areaOf),
      size,
    };
  };
}

function add(counts: Map<string, number>, key: string, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count);
}
