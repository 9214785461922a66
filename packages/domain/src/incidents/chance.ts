/** A count that is foreseen: its mean, and how well the mean is known. */
export interface Expectation {
  mean: number;
  /** Shape of the gamma distribution of the mean: the size of the negative binomial; Infinity for a Poisson count. */
  size: number;
}

/**
 * P(N ≥ count) of a negative binomial count: a Poisson count whose mean is itself known only from what was counted.
 * Variance: mean + mean² / size.
 */
export function chanceOfAtLeast(count: number, { mean, size }: Expectation): number {
  if (count <= 0) return 1;
  if (mean <= 0) return 0;
  const isPoisson = !Number.isFinite(size);
  const share = isPoisson ? 0 : mean / (mean + size);
  let term = isPoisson ? Math.exp(-mean) : Math.exp(size * Math.log1p(-share));
  let below = 0;
  for (let n = 0; n < count; n++) {
    below += term;
    term *= isPoisson ? mean / (n + 1) : ((n + size) / (n + 1)) * share;
  }
  return Math.max(0, 1 - below);
}
