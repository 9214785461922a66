/** Classes of the maps: at most seven, with edges a reader can say aloud. */

/** Lower edges of the ratio classes; below the first one is class 0. */
export const RATIO_EDGES = [0.75, 1.25, 1.75, 2.5, 4] as const;
/** Fewer reports than this are never a hot cell. */
const RATIO_MIN_COUNT = 5;
/** One-sided 95 % of a normal distribution, for a Poisson count. */
const BEYOND_CHANCE = 1.645;

function classByEdges(value: number, edges: readonly number[]): number {
  let index = 0;
  for (const edge of edges) {
    if (value >= edge) index += 1;
  }
  return index;
}

/**
 * Class 0..5 of a cell by its ratio to what was expected. A cell above usual by chance alone stays in the
 * class of the normal: a handful of reports where one is usual would else outshine the city.
 */
export function ratioClass(count: number, expected: number): number {
  // Where nothing is usual, the ratio has no end.
  const found = classByEdges(count / Math.max(expected, 0.5), RATIO_EDGES);
  const beyond = count >= RATIO_MIN_COUNT && count > expected + BEYOND_CHANCE * Math.sqrt(expected);
  return beyond ? found : Math.min(found, 1);
}

/** Colours of the six ratio classes within the seven of SEQUENTIAL: two greys, then up to yellow. */
export const RATIO_COLOURS = [0, 1, 3, 4, 5, 6] as const;

/**
 * Upper class edges for counts, from the counts themselves: 1, 2, 5, 10, 20, 50 … so that the busiest
 * class holds few cells.
 * @returns up to six edges, ascending; classes are one more
 */
export function countEdges(counts: ArrayLike<number>): number[] {
  let max = 0;
  for (let i = 0; i < counts.length; i += 1) max = Math.max(max, counts[i] ?? 0);
  const steps = [2, 3, 5, 8, 12, 20, 30, 50, 80, 120, 200, 300, 500, 800, 1200, 2000, 3000, 5000];
  const within = steps.filter((step) => step <= Math.max(2, max));
  if (within.length <= 6) return within;
  const edges: number[] = [];
  for (let i = 0; i < 6; i += 1) {
    const edge = within[Math.round((i * (within.length - 1)) / 5)];
    if (edge !== undefined) edges.push(edge);
  }
  return edges;
}

/** Class 0..6 of a count. */
export function countClass(count: number, edges: readonly number[]): number {
  return classByEdges(count, edges);
}
