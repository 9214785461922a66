/** How old a panel's figures are, in units of the cadence at which they should come. */
export type Freshness = "fresh" | "old" | "dead";

/** Beyond these many cadences figures are said to be old, then struck out. */
const OLD_AFTER_CADENCES = 2;
const DEAD_AFTER_CADENCES = 5;

/**
 * @param asOf server time of the figures, epoch ms; null while there are none
 * @param now server time, epoch ms
 * @param cadenceMs how often the figures are renewed, real time
 * @param speed seconds of server time in a second; while it stands nothing ages
 */
export function freshnessOf(asOf: number | null, now: number, cadenceMs: number, speed = 1): Freshness {
  if (asOf === null || speed === 0) return "fresh";
  const age = (now - asOf) / speed;
  if (age > DEAD_AFTER_CADENCES * cadenceMs) return "dead";
  return age > OLD_AFTER_CADENCES * cadenceMs ? "old" : "fresh";
}

/** Whole minutes of age, at least one: what "Dữ liệu cũ · N phút" says. */
export function ageForLabel(asOf: number, now: number): number {
  return Math.max(60_000, now - asOf);
}
