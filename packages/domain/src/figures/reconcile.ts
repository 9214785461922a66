import type { OutcomeCounts } from "@toancanh/contracts";
import { countOutcomes, type DatedObligation } from "./metrics.ts";

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
