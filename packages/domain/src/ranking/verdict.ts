import { type BetaPrior, fitPrior, predictiveRange, type Trials } from "../statistics/beta-binomial.ts";

/** A period beside a unit's own earlier ones (docs/metrics.md §7). */
export interface Verdict {
  /** Fewer or more late than its own past leaves to chance; `too_few`: not enough due to say. */
  kind: "better" | "usual" | "worse" | "too_few";
  late: number;
  due: number;
  /** Counts of late that would be usual among so many due, 90 %; null when there is too little to say. */
  usual: [number, number] | null;
  /** Obligations due in the earlier periods. */
  earlier_due: number;
}

const LEVEL = 0.9;
/** Due in the earlier periods, below which they say nothing. */
const LEAST_DUE = 100;

/**
 * Compares a period with a unit's earlier ones, each as of its own cut-off, by a 90 % beta-binomial predictive range;
 * what is not known of the past rate widens it.
 * @param level of the range; higher where many units are judged and those outside it are named
 */
export function judgePeriod(now: Trials, earlier: readonly Trials[], level = LEVEL): Verdict {
  const earlierDue = earlier.reduce((sum, { due }) => sum + due, 0);
  const { late, due } = now;
  if (earlierDue < LEAST_DUE || due === 0)
    return { kind: "too_few", late, due, usual: null, earlier_due: earlierDue };
  const usual = predictiveRange(widen(earlier), due, level);
  const kind = late < usual[0] ? "better" : late > usual[1] ? "worse" : "usual";
  return { kind, late, due, usual, earlier_due: earlierDue };
}

/** The spread of the earlier rates, and on top of it what is not known of their mean. */
function widen(earlier: readonly Trials[]): BetaPrior {
  const { prior, method } = fitPrior(earlier);
  const due = earlier.reduce((sum, one) => sum + one.due, 0);
  const late = earlier.reduce((sum, one) => sum + one.late, 0);
  const mean = (late + 0.5) / (due + 1);
  const between = method === "weak" ? due + 1 : prior.alpha + prior.beta;
  const precision = 1 / (1 / between + 1 / (due + 1));
  return { alpha: mean * precision, beta: (1 - mean) * precision };
}
