import { share } from "../figures/metrics.ts";
import { betaCdf } from "./beta.ts";
import type { Trials } from "./beta-binomial.ts";

/** Limits of the rate that chance alone would leave a unit of that volume in, shares 0..1. */
interface FunnelLimits {
  limits_95: [number, number];
  limits_99_8: [number, number];
}

/** A funnel around a group's rate. */
interface Funnel {
  /** Late of due over the whole group; null when nothing was due. */
  rate: number | null;
  /**
   * How much more the units differ than chance alone would let them (variance over the binomial one), after the
   * outermost tenth at either end is drawn in (Spiegelhalter 2005); 1 where chance explains it.
   */
  overdispersion: number;
}

/** Funnel of a group; units without anything due say nothing. */
export function fitFunnel(group: readonly Trials[]): Funnel {
  const seen = group.filter(({ due }) => due > 0);
  const late = seen.reduce((sum, one) => sum + one.late, 0);
  const due = seen.reduce((sum, one) => sum + one.due, 0);
  const rate = share(late, due);
  if (rate === null || rate === 0 || rate === 1 || seen.length < 3) return { rate, overdispersion: 1 };
  const deviations = seen
    .map((one) => (one.late / one.due - rate) / Math.sqrt((rate * (1 - rate)) / one.due))
    .sort((a, b) => a - b);
  const tenth = Math.floor(deviations.length / 10);
  const low = deviations[tenth] ?? 0;
  const high = deviations[deviations.length - 1 - tenth] ?? 0;
  const drawnIn = deviations.map((z) => Math.min(Math.max(z, low), high));
  const factor = drawnIn.reduce((sum, z) => sum + z * z, 0) / drawnIn.length;
  return { rate, overdispersion: Math.max(1, factor) };
}

/**
 * Exact binomial limits of a unit with `due` obligations (interpolated between the counts, so that the funnel is a
 * smooth curve), widened by the square root of the overdispersion. Null where nothing was due.
 */
export function funnelLimits({ rate, overdispersion }: Funnel, due: number): FunnelLimits | null {
  if (rate === null || due === 0) return null;
  const widened = (level: number): [number, number] => {
    const [low, high] = exactLimits(rate, due, level);
    const factor = Math.sqrt(overdispersion);
    return [Math.max(0, rate - (rate - low) * factor), Math.min(1, rate + (high - rate) * factor)];
  };
  return { limits_95: widened(0.95), limits_99_8: widened(0.998) };
}

/** Rates between which a share `level` of the binomial distribution lies, without overdispersion. */
export function exactLimits(rate: number, due: number, level: number): [number, number] {
  const tail = (1 - level) / 2;
  if (rate <= 0 || rate >= 1) return [rate, rate];
  return [binomialQuantile(tail, due, rate) / due, binomialQuantile(1 - tail, due, rate) / due];
}

/** The count c with P(X ≤ c) = p, linear between whole counts; between −½ and due. */
function binomialQuantile(p: number, due: number, rate: number): number {
  let term = Math.exp(due * Math.log1p(-rate));
  // Far out the first term is too small for a double: there the beta distribution gives the same limits.
  if (term === 0) return largeQuantile(p, due, rate);
  let below = 0;
  for (let count = 0; count <= due; count++) {
    const upTo = below + term;
    if (upTo >= p) {
      const inside = term === 0 ? 1 : (p - below) / term;
      return Math.max(0, count - 1 + inside);
    }
    below = upTo;
    term *= ((due - count) / (count + 1)) * (rate / (1 - rate));
  }
  return due;
}

/** P(X ≤ c) of a binomial is P(Beta(c + 1, n − c) > rate): solved for a c that need not be whole. */
function largeQuantile(p: number, due: number, rate: number): number {
  let [low, high] = [0, due];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (1 - betaCdf(rate, middle + 1, due - middle) > p) high = middle;
    else low = middle;
  }
  return (low + high) / 2;
}
