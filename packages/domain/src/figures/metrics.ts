import {
  type Denominator,
  type Metrics,
  OUTCOMES,
  type Outcome,
  type OutcomeCounts,
} from "@toancanh/contracts";

/** What an obligation came to as of a cut-off. */
export { OUTCOMES, type Outcome };

/** The times an outcome depends on: a report's, an assignment's or a stage's. */
export interface DatedObligation {
  due_at: number | null;
  finished_at: number | null;
  /** The objection that was upheld against its being late; nothing else is kept of it here. */
  excuse?: Excuse;
}

/** An upheld objection, as figures and pages name it. */
export interface Excuse {
  /** Of the objection. */
  id: string;
  /** Id of the reason in the profile. */
  reason: string;
  /** Of the decision. */
  ground: string;
}

/**
 * The outcome as of a cut-off (epoch milliseconds). A finish at the due is on time, one after the cut-off has
 * not happened yet, and the due itself is still in time. What an upheld objection excuses is never late: handled it
 * counts as on time, open as in time.
 */
export function outcomeOf(obligation: DatedObligation, asOf: number): Outcome {
  const { due_at: dueAt, finished_at: finishedAt, excuse } = obligation;
  if (dueAt === null) return "no_deadline";
  if (finishedAt !== null && finishedAt <= asOf) {
    return finishedAt <= dueAt || excuse !== undefined ? "handled_on_time" : "handled_late";
  }
  return asOf > dueAt && excuse === undefined ? "open_overdue" : "open_in_time";
}

/** Counts with nothing in them yet. */
export function emptyCounts(): OutcomeCounts {
  return {
    received: 0,
    handled_on_time: 0,
    handled_late: 0,
    open_overdue: 0,
    open_in_time: 0,
    no_deadline: 0,
  };
}

/** Counts obligations by outcome; `received` is the sum of the five. */
export function countOutcomes(obligations: Iterable<DatedObligation>, asOf: number): OutcomeCounts {
  const counts = emptyCounts();
  for (const obligation of obligations) countOutcome(counts, outcomeOf(obligation, asOf));
  return counts;
}

/** Adds one obligation to counts. */
export function countOutcome(counts: OutcomeCounts, outcome: Outcome): void {
  counts.received += 1;
  counts[outcome] += 1;
}

/** Adds counts up: those of the wards, say, to the city's. */
export function addCounts(parts: Iterable<OutcomeCounts>): OutcomeCounts {
  const sum = emptyCounts();
  for (const part of parts) {
    sum.received += part.received;
    for (const outcome of OUTCOMES) sum[outcome] += part[outcome];
  }
  return sum;
}

/** Numerator and denominator of late_rate; the default `due` and its labelled alternatives. */
export function lateFraction(counts: OutcomeCounts, denominator: Denominator): { late: number; of: number } {
  const late = counts.handled_late + counts.open_overdue;
  const handled = counts.handled_on_time + counts.handled_late;
  switch (denominator) {
    case "due":
      return { late, of: handled + counts.open_overdue };
    case "handled":
      return { late: counts.handled_late, of: handled };
    case "received":
      return { late, of: counts.received };
  }
}

/** Rates over counts, as shares 0..1; null where there is nothing to divide by, never zero. */
export function computeMetrics(counts: OutcomeCounts, denominator: Denominator = "due"): Metrics {
  const { late, of } = lateFraction(counts, denominator);
  const { late: allLate, of: due } = lateFraction(counts, "due");
  const handled = counts.handled_on_time + counts.handled_late;
  return {
    ...counts,
    handled,
    late: allLate,
    due,
    late_rate: share(late, of),
    on_time_rate: share(counts.handled_on_time, due),
    closed_share: share(handled, counts.received),
  };
}

/** `part / whole`, null when there is no whole. */
export function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

/** Two-sided quantiles of the normal distribution. */
const NORMAL_QUANTILES = {
  0.8: 1.2815515655446004,
  0.9: 1.6448536269514722,
  0.95: 1.959963984540054,
  0.99: 2.5758293035489004,
} as const;
export type Confidence = keyof typeof NORMAL_QUANTILES;

/** Wilson score interval of a rate of `k` in `n`; null when n is 0. Within 0..1 and around k/n always. */
export function rateInterval(k: number, n: number, confidence: Confidence = 0.9): [number, number] | null {
  if (n <= 0) return null;
  const z = NORMAL_QUANTILES[confidence];
  const rate = k / n;
  const spread = z * z;
  const centre = (rate + spread / (2 * n)) / (1 + spread / n);
  const half = (z / (1 + spread / n)) * Math.sqrt((rate * (1 - rate)) / n + spread / (4 * n * n));
  // At the ends the formula gives k/n itself but for rounding.
  const low = k === 0 ? 0 : Math.max(0, centre - half);
  const high = k === n ? 1 : Math.min(1, centre + half);
  return [low, high];
}

/**
 * The `level` quantile (0..1) with linear interpolation between the neighbours, as ClickHouse's
 * quantileExactInclusive; null of nothing.
 */
export function quantileOf(values: readonly number[], level: number): number | null {
  if (values.length === 0) return null;
  const sorted = Float64Array.from(values).sort();
  const position = level * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below] ?? 0;
  const high = sorted[below + 1] ?? low;
  return low + (high - low) * (position - below);
}
