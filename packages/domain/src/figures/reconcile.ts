import type { OutcomeCounts } from "@toancanh/contracts";
import { countOutcomes, type DatedObligation, type Outcome, outcomeOf } from "./metrics.ts";

/** An obligation that knows when its report was received. */
export interface ReceivedObligation extends DatedObligation {
  received_at: number;
}

/** Why two periods give different figures: what both contain, and what only one does. */
export interface Reconciliation {
  a: OutcomeCounts;
  b: OutcomeCounts;
  both: OutcomeCounts;
  only_a: OutcomeCounts;
  only_b: OutcomeCounts;
}

/**
 * Explains the difference between two periods `[from, to)` as of one cut-off: a = both + only_a and
 * b = both + only_b in every count.
 */
export function reconcilePeriods(
  obligations: readonly ReceivedObligation[],
  a: { from: number; to: number },
  b: { from: number; to: number },
  asOf: number,
): Reconciliation {
  const isIn = (period: { from: number; to: number }, at: number) => at >= period.from && at < period.to;
  const count = (wanted: (at: number) => boolean) =>
    countOutcomes(
      obligations.filter((obligation) => wanted(obligation.received_at)),
      asOf,
    );
  return {
    a: count((at) => isIn(a, at)),
    b: count((at) => isIn(b, at)),
    both: count((at) => isIn(a, at) && isIn(b, at)),
    only_a: count((at) => isIn(a, at) && !isIn(b, at)),
    only_b: count((at) => !isIn(a, at) && isIn(b, at)),
  };
}

/** A report that two periods do not count alike, and why. */
export interface Difference {
  service_request_id: string;
  received_at: number;
  /** Only one of the periods has it, or both have it and it had moved on by the later cut-off. */
  reason: "only_a" | "only_b" | "judged_later";
  /** Its outcome in each period, at that period's own cut-off; null where it is in none. */
  a: Outcome | null;
  b: Outcome | null;
}

/** A report as each of two periods saw it at its own cut-off; null for one that has not got it. */
interface SeenTwice {
  service_request_id: string;
  received_at: number;
  a: { obligation: DatedObligation; asOf: number } | null;
  b: { obligation: DatedObligation; asOf: number } | null;
}

/** Every report that two periods count differently, by time of receipt. */
export function listDifferences(reports: Iterable<SeenTwice>): Difference[] {
  const found: Difference[] = [];
  for (const { service_request_id, received_at, ...seen } of reports) {
    const a = seen.a === null ? null : outcomeOf(seen.a.obligation, seen.a.asOf);
    const b = seen.b === null ? null : outcomeOf(seen.b.obligation, seen.b.asOf);
    if (a === b) continue;
    const reason = b === null ? "only_a" : a === null ? "only_b" : "judged_later";
    found.push({ service_request_id, received_at, reason, a, b });
  }
  return found.sort(
    (x, y) => x.received_at - y.received_at || (x.service_request_id < y.service_request_id ? -1 : 1),
  );
}
