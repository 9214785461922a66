import { logBeta, logGamma } from "./beta.ts";

/** `late` of `due`: one unit in one period. */
export interface Trials {
  late: number;
  due: number;
}

/** A beta distribution of rates: `alpha` late and `beta` on time, as if seen before. */
export interface BetaPrior {
  alpha: number;
  beta: number;
}

/** How a prior was found. `weak`: there was nothing to learn from. */
type PriorMethod = "marginal_likelihood" | "moments" | "weak";

/** ln P(late | due) when the rate is drawn from Beta(alpha, beta). */
export function logBetaBinomial({ late, due }: Trials, { alpha, beta }: BetaPrior): number {
  const choose = logGamma(due + 1) - logGamma(late + 1) - logGamma(due - late + 1);
  return choose + logBeta(late + alpha, due - late + beta) - logBeta(alpha, beta);
}

/** Where the precision alpha + beta is looked for: from a rate known only roughly to one that hardly varies. */
const LEAST_PRECISION = 0.5;
const GREATEST_PRECISION = 1e6;

/** With nothing to learn from, a rate can be anything (Jeffreys). */
const WEAK_PRIOR: BetaPrior = { alpha: 0.5, beta: 0.5 };

/**
 * The beta distribution that makes the observations likeliest (marginal likelihood), the method of moments where the
 * search ends at the edge or the likelihood has no peak. Observations without anything due say nothing.
 */
export function fitPrior(observations: readonly Trials[]): { prior: BetaPrior; method: PriorMethod } {
  const seen = observations.filter(({ due }) => due > 0);
  if (seen.length < 2) return { prior: WEAK_PRIOR, method: "weak" };
  const likeliest = maximiseLikelihood(tally(seen));
  if (likeliest !== null) return { prior: likeliest, method: "marginal_likelihood" };
  return { prior: priorByMoments(seen), method: "moments" };
}

/** Equal observations once, with their number: small units repeat themselves. */
function tally(seen: readonly Trials[]): (Trials & { times: number })[] {
  const byPair = new Map<string, Trials & { times: number }>();
  for (const { late, due } of seen) {
    const known = byPair.get(`${late}/${due}`);
    if (known) known.times += 1;
    else byPair.set(`${late}/${due}`, { late, due, times: 1 });
  }
  return [...byPair.values()];
}

/** Null where it does not converge to a point inside the range. */
function maximiseLikelihood(seen: readonly (Trials & { times: number })[]): BetaPrior | null {
  const late = seen.reduce((sum, one) => sum + one.late * one.times, 0);
  const due = seen.reduce((sum, one) => sum + one.due * one.times, 0);
  if (late === 0 || late === due) return null;
  const logLikelihood = (logitMean: number, logPrecision: number): number => {
    const prior = toPrior(logitMean, logPrecision);
    const base = logBeta(prior.alpha, prior.beta);
    let sum = 0;
    // The binomial coefficient does not depend on the prior.
    for (const one of seen) {
      sum += one.times * (logBeta(one.late + prior.alpha, one.due - one.late + prior.beta) - base);
    }
    return sum;
  };
  let logitMean = Math.log(late / (due - late));
  const [least, greatest] = [Math.log(LEAST_PRECISION), Math.log(GREATEST_PRECISION)];
  let logPrecision = Math.log(20);
  for (let round = 0; round < 60; round++) {
    const precision = maximise((at) => logLikelihood(logitMean, at), least, greatest);
    const mean = maximise((at) => logLikelihood(at, precision), logitMean - 2, logitMean + 2);
    const moved = Math.abs(mean - logitMean) + Math.abs(precision - logPrecision);
    logitMean = mean;
    logPrecision = precision;
    if (moved < 1e-5) break;
  }
  const isAtEdge = logPrecision - least < 1e-3 || greatest - logPrecision < 1e-3;
  return isAtEdge ? null : toPrior(logitMean, logPrecision);
}

function toPrior(logitMean: number, logPrecision: number): BetaPrior {
  const mean = 1 / (1 + Math.exp(-logitMean));
  const precision = Math.exp(logPrecision);
  return { alpha: mean * precision, beta: (1 - mean) * precision };
}

const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** Where a function with one peak in `[low, high]` is greatest: golden-section search. */
function maximise(valueAt: (at: number) => number, from: number, to: number): number {
  let [low, high] = [from, to];
  let left = high - GOLDEN * (high - low);
  let right = low + GOLDEN * (high - low);
  let [atLeft, atRight] = [valueAt(left), valueAt(right)];
  while (high - low > 1e-6) {
    if (atLeft > atRight) {
      [high, right, atRight] = [right, left, atLeft];
      left = high - GOLDEN * (high - low);
      atLeft = valueAt(left);
    } else {
      [low, left, atLeft] = [left, right, atRight];
      right = low + GOLDEN * (high - low);
      atRight = valueAt(right);
    }
  }
  return (low + high) / 2;
}

/**
 * Mean and spread of the observed rates, less what chance alone spreads (Kleinman 1973). A group without late ones
 * (or with nothing else) still leaves room for one in the next period: half an observation is added either way.
 */
export function priorByMoments(seen: readonly Trials[]): BetaPrior {
  const due = seen.reduce((sum, one) => sum + one.due, 0);
  const late = seen.reduce((sum, one) => sum + one.late, 0);
  const mean = (late + 0.5) / (due + 1);
  const spread = seen.reduce((sum, one) => sum + one.due * (one.late / one.due - mean) ** 2, 0);
  const squares = seen.reduce((sum, one) => sum + one.due * one.due, 0);
  const chance = mean * (1 - mean);
  // E[spread] = chance × (k − 1 + correlation × (due − Σ due² / due − (k − 1)))
  const free = seen.length - 1;
  const found = (spread / chance - free) / (due - squares / due - free);
  const correlation = Number.isFinite(found) ? Math.min(Math.max(found, 0), 0.999) : 0;
  const precision = correlation === 0 ? due + 1 : Math.max(1 / correlation - 1, LEAST_PRECISION);
  const bounded = Math.min(precision, GREATEST_PRECISION);
  return { alpha: mean * bounded, beta: (1 - mean) * bounded };
}

/** The posterior of a rate after `late` of `due`. */
export function posteriorOf({ alpha, beta }: BetaPrior, { late, due }: Trials): BetaPrior {
  return { alpha: alpha + late, beta: beta + due - late };
}

/**
 * The smallest range `[low, high]` of counts among `due` with at most (1 − level) / 2 below and above it, when the
 * rate is drawn from Beta(alpha, beta).
 */
export function predictiveRange(prior: BetaPrior, due: number, level: number): [number, number] {
  const tail = (1 - level) / 2;
  let low = 0;
  let high = due;
  let below = 0;
  let isLowFound = false;
  for (let late = 0; late <= due; late++) {
    below += Math.exp(logBetaBinomial({ late, due }, prior));
    if (!isLowFound && below > tail) {
      low = late;
      isLowFound = true;
    }
    if (below >= 1 - tail) {
      high = late;
      break;
    }
  }
  return [low, high];
}
