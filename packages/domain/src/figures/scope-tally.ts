import type { Denominator, Metrics, OutcomeCounts } from "@toancanh/contracts";
import {
  computeMetrics,
  countOutcome,
  type DatedObligation,
  emptyCounts,
  type Outcome,
  outcomeOf,
  quantileOf,
  share,
} from "./metrics.ts";

/** One obligation in a scope. */
export interface ScopedObligation extends DatedObligation {
  /** Id of the block, agency, ward, …; "" for the city and for unlocated reports. */
  key: string;
  handling_minutes: number | null;
  handling_working_minutes: number | null;
  reopened: boolean;
  /** The report's rating, on the latest turn only. */
  rating: number | null;
  estimate_kept: boolean | null;
  stages: (DatedObligation & { stage: string })[];
}

/** Every figure of docs/metrics.md §5 for one key of a scope, and what §7 gives points for. */
export interface ScopeFigures {
  counts: OutcomeCounts;
  metrics: Metrics;
  /** Clock and office minutes of what is handled; null of nothing. */
  handling: { clock: Quantiles; working: Quantiles };
  stages: { stage: string; counts: OutcomeCounts; compliance: number | null }[];
  /** Stages before an obligation's last one, all together. */
  middle_stages: OutcomeCounts;
  reopened: number;
  /** Handled by the cut-off or in an earlier turn, with a due or without. */
  ever_handled: number;
  /** Reopened among those that were handled at least once. */
  reopen_rate: number | null;
  ratings: { count: number; mean: number | null };
  /** Late or overdue, or rated 2 or less. */
  dissatisfied_or_late: number;
  estimates: { count: number; kept: number; kept_rate: number | null };
}

interface Quantiles {
  median: number | null;
  p90: number | null;
}

/** Ratings 1..5 up to here say that the citizen was not satisfied. */
const DISSATISFIED = 2;

/** An obligation as of a cut-off: judged once, counted in each of its scopes. */
export interface JudgedObligation {
  obligation: ScopedObligation;
  outcome: Outcome;
  /** Outcome of each of its stages, in their order. */
  stageOutcomes: readonly Outcome[];
  /** How many of its stages come before the last. */
  middleStages: number;
  isHandled: boolean;
  isLate: boolean;
  /** Handled by the cut-off or in an earlier turn. */
  everHandled: boolean;
  isDissatisfied: boolean;
}

/** Judges an obligation as of a cut-off (epoch milliseconds). */
export function judgeObligation(obligation: ScopedObligation, asOf: number): JudgedObligation {
  const outcome = outcomeOf(obligation, asOf);
  const isHandled = obligation.finished_at !== null && obligation.finished_at <= asOf;
  const { stages, rating, reopened } = obligation;
  return {
    obligation,
    outcome,
    stageOutcomes: stages.map((stage) => outcomeOf(stage, asOf)),
    // The last stage has a due as soon as the obligation has one; before it has begun, all listed come before it.
    middleStages: obligation.due_at === null ? stages.length : stages.length - 1,
    isHandled,
    isLate: outcome === "handled_late" || outcome === "open_overdue",
    everHandled: reopened || isHandled,
    isDissatisfied: rating !== null && rating <= DISSATISFIED,
  };
}

/** Counts obligations one by one, so that a whole period need not be in memory. */
export class ScopeTally {
  readonly #counts = emptyCounts();
  readonly #stages = new Map<string, OutcomeCounts>();
  readonly #middle = emptyCounts();
  readonly #clock: number[] = [];
  readonly #working: number[] = [];
  #reopened = 0;
  #everHandled = 0;
  #ratings = 0;
  #ratingSum = 0;
  #dissatisfiedOrLate = 0;
  #estimates = 0;
  #kept = 0;

  add(judged: JudgedObligation): void {
    const { obligation, stageOutcomes } = judged;
    countOutcome(this.#counts, judged.outcome);
    for (const [index, { stage }] of obligation.stages.entries()) {
      const outcome = stageOutcomes[index] ?? "no_deadline";
      let counts = this.#stages.get(stage);
      if (counts === undefined) {
        counts = emptyCounts();
        this.#stages.set(stage, counts);
      }
      countOutcome(counts, outcome);
      if (index < judged.middleStages) countOutcome(this.#middle, outcome);
    }
    if (obligation.reopened) this.#reopened += 1;
    if (judged.everHandled) this.#everHandled += 1;
    if (judged.isDissatisfied || judged.isLate) this.#dissatisfiedOrLate += 1;
    if (obligation.rating !== null) {
      this.#ratings += 1;
      this.#ratingSum += obligation.rating;
    }
    if (judged.isHandled) this.#addHandled(obligation);
  }

  #addHandled(obligation: ScopedObligation): void {
    const { handling_minutes, handling_working_minutes, estimate_kept } = obligation;
    if (handling_minutes !== null) this.#clock.push(handling_minutes);
    if (handling_working_minutes !== null) this.#working.push(handling_working_minutes);
    if (estimate_kept === null) return;
    this.#estimates += 1;
    if (estimate_kept) this.#kept += 1;
  }

  figures(denominator: Denominator = "due"): ScopeFigures {
    return {
      counts: this.#counts,
      metrics: computeMetrics(this.#counts, denominator),
      handling: { clock: quantiles(this.#clock), working: quantiles(this.#working) },
      stages: [...this.#stages].map(([stage, counts]) => ({
        stage,
        counts,
        compliance: computeMetrics(counts).on_time_rate,
      })),
      middle_stages: this.#middle,
      reopened: this.#reopened,
      ever_handled: this.#everHandled,
      reopen_rate: share(this.#reopened, this.#everHandled),
      ratings: { count: this.#ratings, mean: share(this.#ratingSum, this.#ratings) },
      dissatisfied_or_late: this.#dissatisfiedOrLate,
      estimates: { count: this.#estimates, kept: this.#kept, kept_rate: share(this.#kept, this.#estimates) },
    };
  }
}

function quantiles(values: readonly number[]): Quantiles {
  return { median: quantileOf(values, 0.5), p90: quantileOf(values, 0.9) };
}
