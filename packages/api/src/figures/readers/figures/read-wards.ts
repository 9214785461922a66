import type { FigureQuery, OutcomeCounts, WardRow, Wards } from "@toancanh/contracts";
import { addCounts } from "@toancanh/domain";
import { lateRate, pickCounts, toMetrics } from "../../counts.ts";
import { type FigureSource, stampAt } from "../../figure-source.ts";
import { resolveScope, toPeriod } from "../../scope.ts";
import { createWardNames, wardsInForce } from "../../ward-names.ts";

/** Every ward in force, any other with reports in the period, and "" for what has no place. */
export async function readWards(source: FigureSource, query: FigureQuery, now: number): Promise<Wards> {
  const { store, profile, rulebook } = source;
  const scope = resolveScope(query, rulebook, now);
  const { asOf, exclude, denominator, period, before } = scope;
  const [rows, earlier] = await Promise.all([
    store.query("summary_by_ward", { as_of: asOf, from: period.from, to: period.to, exclude }),
    store.query("ward_counts", {
      as_of: asOf,
      exclude,
      window_from: before.map((span) => span.from),
      window_to: before.map((span) => span.to),
    }),
  ]);

  const current = new Map(rows.map((row) => [row.key, row]));
  const usual = new Map<string, OutcomeCounts>();
  for (const row of earlier) {
    usual.set(row.key, addCounts([pickCounts(usual.get(row.key)), row]));
  }
  const codes = new Set([...wardsInForce(profile, asOf).map((ward) => ward.code), "", ...current.keys()]);
  const nameOf = createWardNames(profile);

  return {
    ...stampAt(source, asOf),
    period: toPeriod(scope.kind, period),
    rows: [...codes].map(
      (code): WardRow => ({
        ward_code: code,
        ...nameOf(code),
        metrics: toMetrics(current.get(code), denominator),
        usual_late_rate: lateRate(usual.get(code), denominator),
      }),
    ),
  };
}
