import type { CompareQuery, Comparison } from "@toancanh/contracts";
import { toMetrics } from "../../counts.ts";
import { type FigureSource, stampAt } from "../../figure-source.ts";
import { resolvePart } from "../../part.ts";
import { resolveScope, toPeriod } from "../../scope.ts";

/** Two periods beside each other, both as of the same cut-off. */
export async function readComparison(
  source: FigureSource,
  query: CompareQuery,
  now: number,
): Promise<Comparison> {
  const { scope, params } = resolvePart(source, query, now);
  const offset = (query.offset ?? 0) + (query.against ?? 1);
  const compared = resolveScope({ ...query, offset }, source.rulebook, now);
  const { asOf, denominator } = scope;
  const rows = await source.store.query("compare_periods", {
    ...params,
    before_from: compared.period.from,
    before_to: compared.period.to,
  });
  const metricsOf = (period: "current" | "before") =>
    toMetrics(
      rows.find((row) => row.period === period),
      denominator,
    );
  return {
    ...stampAt(source, asOf),
    denominator,
    period: toPeriod(scope.kind, scope.period),
    metrics: metricsOf("current"),
    compared_period: toPeriod(compared.kind, compared.period),
    compared: metricsOf("before"),
  };
}
