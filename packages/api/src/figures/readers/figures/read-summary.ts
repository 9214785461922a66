import type { FigureQuery, Metrics, Summary } from "@toancanh/contracts";
import { periodContaining } from "@toancanh/domain";
import { toMetrics } from "../../counts.ts";
import { type FigureSource, stampAt, toInstant } from "../../figure-source.ts";
import { resolveScope, type Span, toPeriod } from "../../scope.ts";

/** The figures on top of the wall: one period, the one before, and the fixed windows beside it. */
export async function readSummary(source: FigureSource, query: FigureQuery, now: number): Promise<Summary> {
  const { store, profile, rulebook } = source;
  const scope = resolveScope(query, rulebook, now);
  const { asOf, exclude, denominator, period } = scope;
  const [previous] = scope.before;
  const windowOf = (kind: "day" | "last_7_days" | "quarter") => periodContaining(rulebook, kind, asOf, 0);

  const two = async (current: Span, before: Span): Promise<[Metrics, Metrics]> => {
    const rows = await store.query("compare_periods", {
      as_of: asOf,
      exclude,
      from: current.from,
      to: current.to,
      before_from: before.from,
      before_to: before.to,
    });
    const metricsOf = (name: string) =>
      toMetrics(
        rows.find((row) => row.period === name),
        denominator,
      );
    return [metricsOf("current"), metricsOf("before")];
  };

  const [[row], [previousMetrics, quarter], [today, last7Days], flow, [open]] = await Promise.all([
    store.query("summary", { as_of: asOf, from: period.from, to: period.to, exclude }),
    two(previous, windowOf("quarter")),
    two(windowOf("day"), windowOf("last_7_days")),
    store.query("flow_24h", { as_of: asOf, time_zone: profile.time_zone, exclude }),
    store.query("open_totals", { as_of: asOf }),
  ]);

  return {
    ...stampAt(source, asOf),
    denominator,
    period: toPeriod(scope.kind, period),
    metrics: toMetrics(row, denominator),
    previous_period: toPeriod(scope.kind, previous),
    previous: previousMetrics,
    target: { on_time_rate: profile.on_time_target.value, source: profile.on_time_target.source },
    windows: { today, last_7_days: last7Days, quarter },
    open: open ?? { total: 0, overdue: 0, unlocated: 0 },
    flow: flow.map(({ hour, received, handled }) => ({ hour: toInstant(hour), received, handled })),
    median_handling_minutes: row?.median_handling_minutes ?? null,
    p90_handling_minutes: row?.p90_handling_minutes ?? null,
    reopened: row?.reopened ?? 0,
    ratings: { count: row?.rating_count ?? 0, mean: row?.rating_mean ?? null },
  };
}
