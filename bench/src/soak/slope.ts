import { quantileOf } from "@toancanh/domain";

/** One reading of a quantity, at a moment in seconds. */
export interface Reading {
  readonly at: number;
  readonly value: number;
}

/**
 * How fast a quantity grows: the median of the slopes between all pairs of readings, which single peaks do not move.
 * Source: P. K. Sen, Estimates of the regression coefficient based on Kendall's tau, JASA 63 (1968).
 * @returns in the quantity's unit a second. @throws RangeError without two readings of different moments
 */
export function slopeOf(readings: readonly Reading[]): number {
  const slopes: number[] = [];
  for (const [index, from] of readings.entries()) {
    for (const to of readings.slice(index + 1)) {
      if (to.at !== from.at) slopes.push((to.value - from.value) / (to.at - from.at));
    }
  }
  const median = quantileOf(slopes, 0.5);
  if (median === null) throw new RangeError("a slope needs two readings of different moments");
  return median;
}
