import { type AnalysisQuery, type DataQuality, STATE_FLAGS } from "@toancanh/contracts";
import { type FigureSource, stampAt } from "../../figure-source.ts";
import { resolvePart } from "../../part.ts";
import { toPeriod } from "../../scope.ts";

/** Flags of a period's reports, and how many of them are on no map and why. */
export async function readDataQuality(
  source: FigureSource,
  query: AnalysisQuery,
  now: number,
): Promise<DataQuality> {
  const { store } = source;
  const { scope, params } = resolvePart(source, query, now);
  const [[totals], rows] = await Promise.all([
    store.query("heat_map_total", { ...params, status: "received" }),
    store.query("flag_counts", params),
  ]);
  const counts = new Map(rows.map(({ flag, count }) => [flag, count]));
  const countOf = (flag: string) => counts.get(flag) ?? 0;
  return {
    ...stampAt(source, scope.asOf),
    period: toPeriod(scope.kind, scope.period),
    received: totals?.total ?? 0,
    unlocated: {
      total: totals?.unlocated ?? 0,
      outside: totals?.outside ?? 0,
      exchanged: countOf("coordinates_exchanged"),
    },
    flags: STATE_FLAGS.map((flag) => ({ flag, count: countOf(flag) })),
  };
}
