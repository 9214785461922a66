import type { AnalysisQuery, Denominator, Metrics, OutcomeCounts, Period } from "@toancanh/contracts";
import { toMetrics } from "./counts.ts";
import { type FigureSource, type Stamp, stampAt } from "./figure-source.ts";
import { type Part, resolvePart } from "./part.ts";
import { toPeriod } from "./scope.ts";

/** Outcomes of a period by one dimension, beside the late rate of the period before. */
export interface Breakdown extends Stamp {
  denominator: Denominator;
  period: Period;
  previous_period: Period;
  /** Most received first, equals by key; the `received` of all rows sums to the period's figure. */
  rows: { key: string; metrics: Metrics; previous_late_rate: number | null }[];
}

/**
 * @param read counts by key, of those keys that have any
 * @param listed keys that have a row even when nothing was received
 */
export async function readBreakdown(
  source: FigureSource,
  query: AnalysisQuery,
  now: number,
  read: (params: Part["params"]) => Promise<({ key: string } & OutcomeCounts)[]>,
  listed: readonly string[],
): Promise<Breakdown> {
  const { scope, params, previous } = resolvePart(source, query, now);
  const { asOf, denominator, kind, period, before } = scope;
  const [current, earlier] = await Promise.all([read(params), read(previous)]);
  const counts = new Map(current.map((row) => [row.key, row]));
  const countsBefore = new Map(earlier.map((row) => [row.key, row]));
  const keys = [...new Set([...listed, ...counts.keys()])];
  return {
    ...stampAt(source, asOf),
    denominator,
    period: toPeriod(kind, period),
    previous_period: toPeriod(kind, before[0]),
    rows: keys
      .map((key) => ({
        key,
        metrics: toMetrics(counts.get(key), denominator),
        previous_late_rate: toMetrics(countsBefore.get(key), denominator).late_rate,
      }))
      .sort((a, b) => b.metrics.received - a.metrics.received || (a.key < b.key ? -1 : 1)),
  };
}
