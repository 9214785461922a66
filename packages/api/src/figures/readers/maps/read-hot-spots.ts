import type { HotSpots, HotSpotsQuery } from "@toancanh/contracts";
import { HOT_SPOT } from "@toancanh/domain";
import { type FigureSource, stampAt } from "../../figure-source.ts";
import { toPeriod } from "../../scope.ts";
import { createWardNames } from "../../ward-names.ts";
import { resolveMapPart } from "./map-part.ts";

const DEFAULT_SPOTS = 5;

/** Wards with more reports than usual, the most unusual first. */
export async function readHotSpots(
  source: FigureSource,
  query: HotSpotsQuery,
  now: number,
): Promise<HotSpots> {
  const { store, profile } = source;
  const { period, kind, asOf, params } = await resolveMapPart(source, query, now);
  const rows = await store.query("hot_spots", {
    ...params,
    min_count: HOT_SPOT.reports,
    min_excess: HOT_SPOT.beyondUsual,
    time_zone: profile.time_zone,
    limit: query.limit ?? DEFAULT_SPOTS,
  });
  const nameOf = createWardNames(profile);
  return {
    ...stampAt(source, asOf),
    period: toPeriod(kind, period),
    rows: rows.map((row) => ({
      ward_code: row.ward_code,
      ...nameOf(row.ward_code),
      cell: row.cell,
      count: row.count,
      expected: row.expected,
      ratio: row.ratio,
      median_age_minutes: row.median_age_minutes,
    })),
  };
}
