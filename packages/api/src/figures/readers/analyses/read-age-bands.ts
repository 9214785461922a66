import type { AgeBands, AgeBandsQuery } from "@toancanh/contracts";
import { type FigureSource, stampAt } from "../../figure-source.ts";
import { resolvePartFilters } from "../../part-filters.ts";

/** Where the bands of age begin, in minutes: hours for what is urgent, days and weeks for what lies. */
const AGE_BOUNDS_MINUTES = [0, 240, 1440, 3 * 1440, 7 * 1440, 14 * 1440, 30 * 1440];

/** What is open at the cut-off, by age. */
export async function readAgeBands(
  source: FigureSource,
  query: AgeBandsQuery,
  asOf: number,
): Promise<AgeBands> {
  const rows = await source.store.query("age_bands", {
    ...resolvePartFilters(query, source.profile),
    as_of: asOf,
    bounds_minutes: AGE_BOUNDS_MINUTES,
  });
  return { ...stampAt(source, asOf), rows };
}
