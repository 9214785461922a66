import type { AnalysisQuery, Matrix } from "@toancanh/contracts";
import { toMetrics } from "../../counts.ts";
import { type FigureSource, stampAt } from "../../figure-source.ts";
import { resolvePart } from "../../part.ts";
import { toPeriod } from "../../scope.ts";

/** Ward × category of a period. */
export async function readMatrix(source: FigureSource, query: AnalysisQuery, now: number): Promise<Matrix> {
  const { scope, params } = resolvePart(source, query, now);
  const { denominator } = scope;
  const rows = await source.store.query("summary_by_ward_and_category", params);
  return {
    ...stampAt(source, scope.asOf),
    period: toPeriod(scope.kind, scope.period),
    denominator,
    rows: rows.map((row) => {
      const { received, late, due, late_rate } = toMetrics(row, denominator);
      return { ward_code: row.ward_code, service_code: row.service_code, received, late, due, late_rate };
    }),
  };
}
