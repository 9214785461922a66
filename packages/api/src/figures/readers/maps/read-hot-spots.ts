import type { HotSpots, HotSpotsQuery } from "@toancanh/contracts";
import { type FigureSource, stampAt } from "../../figure-source.ts";
import { resolvePart } from "../../part.ts";
import { toPeriod } from "../../scope.ts";
import { createWardNames } from "../../ward-names.ts";

const DEFAULT_SPOTS = 5;

/** Wards with more reports than usual, the most unusual first. */
export async function readHotSpots(
  source: FigureSource,
  query: HotSpotsQuery,
  now: number,
): Promise<HotSpots> {
  const { store, profile } = source;
  const { scope, params } = resolvePart(source, query, now);
  const rows = await store.query("hot_spots", {
    ...params,
    time_zone: profile.time_zone,
    limit: query.limit ?? DEFAULT_SPOTS,
  });
  const nameOf = createWardNames(profile);
  return {
    ...stampAt(source, scope.asOf),
    period: toPeriod(scope.kind, scope.period),
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
