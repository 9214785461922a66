import type { Random } from "./random.ts";

/** Draws items in proportion to their weights, in logarithmic time. */
export interface WeightedChoice<T> {
  pick(random: Random): T;
  /** Sum of the weights. */
  readonly total: number;
}

/** Null when no item has a weight above zero. */
export function chooseByWeight<T>(
  items: readonly T[],
  weightOf: (item: T, index: number) => number,
): WeightedChoice<T> | null {
  const kept: T[] = [];
  const bounds: number[] = [];
  let total = 0;
  items.forEach((item, index) => {
    const weight = weightOf(item, index);
    if (weight <= 0) return;
    total += weight;
    kept.push(item);
    bounds.push(total);
  });
  const last = kept.at(-1);
  if (last === undefined) return null;
  const limits = Float64Array.from(bounds);
  return {
    total,
    pick(random) {
      const target = random.unit() * total;
      let low = 0;
      let high = limits.length - 1;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((limits[middle] ?? 0) > target) high = middle;
        else low = middle + 1;
      }
      return kept[low] ?? last;
    },
  };
}
