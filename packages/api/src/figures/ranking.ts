import type { Metrics } from "@toancanh/contracts";

interface Ranked {
  short_name: string;
  metrics: Metrics;
}

/**
 * Worst late rate first, those with nothing due last; equal rates by how many were late, then by name in the order
 * of the city's alphabet.
 */
export function createWorstFirst(locale: string): (a: Ranked, b: Ranked) => number {
  const byName = new Intl.Collator(locale).compare;
  return (a, b) => {
    const [rateA, rateB] = [a.metrics.late_rate, b.metrics.late_rate];
    if (rateA !== rateB) {
      if (rateA === null) return 1;
      if (rateB === null) return -1;
      return rateB - rateA;
    }
    return b.metrics.late - a.metrics.late || byName(a.short_name, b.short_name);
  };
}
