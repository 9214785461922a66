import type { HotSpots } from "@toancanh/contracts";
import { type FigureSource, stampAt } from "./figure-source.ts";
import type { MapFilters } from "./map-filters.ts";
import { type Scope, toPeriod } from "./scope.ts";
import { createWardNames } from "./ward-names.ts";

/** Wards with more reports than usual, the most unusual first. */
export async function readHotSpots(
  source: FigureSource,
  scope: Scope,
  filters: MapFilters,
  limit: number,
): Promise<HotSpots> {
  const { store, profile } = source;
  const { asOf, exclude, period } = scope;
  const rows = await store.query("hot_spots", {
    ...filters,
    as_of: asOf,
    from: period.from,
    to: period.to,
    time_zone: profile.time_zone,
    exclude,
    limit,
  });
  const nameOf = createWardNames(profile);
  return {
    ...stampAt(source, asOf),
    period: toPeriod(scope.kind, period),
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
