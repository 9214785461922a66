import { type AnalysisQuery, type DataQuality, STATE_FLAGS } from "@toancanh/contracts";
import { type FigureSource, stampAt } from "../../figure-source.ts";
import { resolvePartFilters } from "../../part-filters.ts";
import { resolveScope, toPeriod } from "../../scope.ts";

/** Flags of a period's reports, and how many of them are on no map and why. */
export async function readDataQuality(
  source: FigureSource,
  query: AnalysisQuery,
  now: number,
): Promise<DataQuality> {
  const { store, profile, rulebook } = source;
  const { asOf, exclude, kind, period } = resolveScope(query, rulebook, now);
  const scope = {
    ...resolvePartFilters(query, profile),
    as_of: asOf,
    from: period.from,
    to: period.to,
    exclude,
  };
  const [[totals], rows] = await Promise.all([
    store.query("heat_map_total", { ...scope, status: "received" }),
    store.query("flag_counts", scope),
  ]);
  const counts = new Map(rows.map(({ flag, count }) => [flag, count]));
  const countOf = (flag: string) => counts.get(flag) ?? 0;
  return {
    ...stampAt(source, asOf),
    period: toPeriod(kind, period),
    received: totals?.total ?? 0,
    unlocated: {
      total: totals?.unlocated ?? 0,
      outside: totals?.outside ?? 0,
      exchanged: countOf("coordinates_exchanged"),
    },
    flags: STATE_FLAGS.map((flag) => ({ flag, count: countOf(flag) })),
  };
}
