import type { Denominator, Metrics, OutcomeCounts } from "@toancanh/contracts";
import { addCounts, computeMetrics, lateFraction, rateInterval } from "@toancanh/domain";

/** The six counts of a query's row, and nothing else of it; all zero without a row. */
export function pickCounts(row: OutcomeCounts | undefined): OutcomeCounts {
  if (row === undefined) return addCounts([]);
  const { received, handled_on_time, handled_late, open_overdue, open_in_time, no_deadline } = row;
  return { received, handled_on_time, handled_late, open_overdue, open_in_time, no_deadline };
}

export function toMetrics(row: OutcomeCounts | undefined, denominator: Denominator): Metrics {
  return computeMetrics(pickCounts(row), denominator);
}

/** late_rate alone; null when there is nothing to divide by. */
export function lateRate(row: OutcomeCounts | undefined, denominator: Denominator): number | null {
  return toMetrics(row, denominator).late_rate;
}

/** 90 % Wilson interval of late_rate; null when there is nothing to divide by. */
export function lateInterval(
  row: OutcomeCounts | undefined,
  denominator: Denominator,
): [number, number] | null {
  const { late, of } = lateFraction(pickCounts(row), denominator);
  return rateInterval(late, of, 0.9);
}
