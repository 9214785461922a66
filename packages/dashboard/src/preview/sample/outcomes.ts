import type { Metrics, OutcomeCounts, UnitCounts } from "@toancanh/contracts";
import { computeMetrics } from "@toancanh/domain";
import type { Random } from "./random.ts";

interface Shares {
  /** Of the received ones. */
  open: number;
  /** Of the open ones. */
  overdue: number;
  /** Of the handled ones. */
  late: number;
}

/** Divides a number of reports among the outcomes; the shares vary by up to half of themselves. */
export function sampleCounts(random: Random, received: number, shares: Shares): OutcomeCounts {
  const part = (whole: number, share: number) =>
    Math.min(whole, Math.round(whole * share * (0.5 + random())));
  const no_deadline = part(received, 0.01);
  const open = part(received - no_deadline, shares.open);
  const open_overdue = part(open, shares.overdue);
  const handled = received - no_deadline - open;
  const handled_late = part(handled, shares.late);
  return {
    received,
    handled_on_time: handled - handled_late,
    handled_late,
    open_overdue,
    open_in_time: open - open_overdue,
    no_deadline,
  };
}

export function sampleMetrics(random: Random, received: number, shares: Shares): Metrics {
  return computeMetrics(sampleCounts(random, received, shares), "due");
}

/** Of a unit in an ordinary period, as rankings and scorecards have them. */
export function sampleUnitCounts(random: Random, received: number): UnitCounts {
  const shares = { open: 0.03, overdue: 0.2, late: 0.03 };
  const {
    handled: _handled,
    on_time_rate: _onTime,
    closed_share: _closed,
    ...counts
  } = sampleMetrics(random, received, shares);
  return counts;
}

/** Divides a whole among parts by uneven weights; the parts sum to it. */
export function divide(random: Random, whole: number, parts: number): number[] {
  const weights = Array.from({ length: parts }, () => 0.15 + random() ** 2);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let given = 0;
  let reached = 0;
  return weights.map((weight) => {
    reached += weight;
    const until = Math.round((whole * reached) / total);
    const part = until - given;
    given = until;
    return part;
  });
}
