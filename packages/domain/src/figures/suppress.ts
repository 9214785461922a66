/** Fewer reports than this of one group point at people (docs/metrics.md §8). */
export const MINIMUM_GROUP = 8;

/** Groups of one table, each report in exactly one of them, as they may be shown. */
export interface Suppressed<G> {
  shown: G[];
  /** Told together only; empty, or so many that none of them follows from the others. */
  hidden: G[];
}

/**
 * Which groups of a table may be shown beside its total. A group below `minimum` is hidden, and one that `isSensitive`;
 * the total less what is shown tells how many all hidden ones have together, so while that is one group, or below
 * `minimum`, the smallest group shown is hidden too. A table whose total is below `minimum` shows nothing.
 */
export function suppress<G extends { id: string; received: number }>(
  groups: readonly G[],
  minimum: number = MINIMUM_GROUP,
  isSensitive: (group: G) => boolean = () => false,
): Suppressed<G> {
  const isHidden = (group: G) => group.received < minimum || isSensitive(group);
  const hidden = groups.filter(isHidden);
  const shown = groups
    .filter((group) => !isHidden(group))
    .sort((a, b) => b.received - a.received || (a.id < b.id ? -1 : 1));
  let sum = hidden.reduce((total, { received }) => total + received, 0);
  while (hidden.length > 0 && (hidden.length < 2 || sum < minimum)) {
    const smallest = shown.pop();
    if (smallest === undefined) break;
    hidden.push(smallest);
    sum += smallest.received;
  }
  return { shown, hidden };
}
