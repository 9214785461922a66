import type { Scoring } from "@toancanh/contracts";
import { compare } from "./fraction.ts";
import { SCORED_COUNTS, type Score, type ScoredCounts, scoreUnit } from "./score.ts";

/** A unit of a peer group with its counts. */
export interface RankedUnit {
  unit: string;
  counts: ScoredCounts;
}

/** A unit with its place. */
export interface Placed extends RankedUnit {
  score: Score | null;
  /** Null below the minimum volume, and without points. */
  rank: number | null;
}

/**
 * Ranks a peer group: by exact points, then fewer late, then id. Equal points share a rank (1, 2, 2, 4); units below
 * the minimum volume follow unranked, in the same order (docs/metrics.md §7).
 */
export function rankGroup(scoring: Scoring, group: readonly RankedUnit[]): Placed[] {
  const scored = group.map((one) => ({ ...one, score: scoreUnit(scoring, one.counts) })).sort(inOrder);
  const isRanked = (one: { counts: ScoredCounts; score: Score | null }) =>
    one.score !== null && one.counts.due >= scoring.minimum_volume;
  let rank = 0;
  let before: Score | null = null;
  const ranked = scored.filter(isRanked).map((one, index) => {
    if (before === null || one.score === null || compare(one.score.exact, before.exact) !== 0)
      rank = index + 1;
    before = one.score;
    return { ...one, rank };
  });
  return [...ranked, ...scored.filter((one) => !isRanked(one)).map((one) => ({ ...one, rank: null }))];
}

function inOrder(a: RankedUnit & { score: Score | null }, b: RankedUnit & { score: Score | null }): number {
  if (a.score === null || b.score === null) {
    if (a.score !== b.score) return a.score === null ? 1 : -1;
  } else {
    const byPoints = compare(b.score.exact, a.score.exact);
    if (byPoints !== 0) return byPoints;
  }
  return a.counts.late - b.counts.late || (a.unit < b.unit ? -1 : 1);
}

/** The counts of one unit over several periods together. */
export function addScoredCounts(parts: readonly ScoredCounts[]): ScoredCounts {
  const sum: ScoredCounts = {
    received: 0,
    handled_on_time: 0,
    handled_late: 0,
    open_overdue: 0,
    no_deadline: 0,
    late: 0,
    due: 0,
    ever_handled: 0,
    reopened: 0,
    middle_stages_due: 0,
    middle_stages_late: 0,
    dissatisfied_or_late: 0,
  };
  for (const part of parts) {
    for (const name of SCORED_COUNTS) sum[name] += part[name];
  }
  return sum;
}
