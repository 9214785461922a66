import { betaCdf, betaQuantile, logBeta } from "../statistics/beta.ts";
import { type BetaPrior, fitPrior, posteriorOf, type Trials } from "../statistics/beta-binomial.ts";
import { share } from "./metrics.ts";

/**
 * How units stand over a window that rolls (docs/metrics.md §9): rates are drawn towards their group, so that one
 * late report of one is no 100 %, and a difference is named only where it is sure.
 */

/** A unit's window and what came before it. */
export interface UnitTrials {
  id: string;
  now: Trials;
  before: Trials;
}

/** A rate as estimated, with its 90 % interval: shares 0..1. */
interface Estimate {
  estimate: number;
  interval: [number, number];
}

interface UnitStanding extends Estimate {
  id: string;
  late: number;
  due: number;
  /** The whole interval lies above the mark, and at least three were late. */
  is_above_mark: boolean;
  trend: "worse" | "better" | null;
}

export interface GroupStanding {
  late: number;
  due: number;
  /** Units with something due in the window. */
  units: number;
  /** The group's target, else its own rate; null where nothing was due and there is no target. */
  mark: number | null;
  /** With enough due: highest estimate first, then more late, then by id. */
  rows: UnitStanding[];
  /** The others together; null when there is none. */
  pooled: ({ units: number; late: number; due: number } & Estimate) | null;
  /** Surely worse or surely better than before, by the size of the change. */
  changes: UnitChange[];
}

/** A unit that surely changed against what came before. */
export interface UnitChange extends UnitTrials {
  /** Rate now − rate before. */
  change: number;
  probability_worse: number;
}

/** Fewer due in a window: neither ranked nor coloured, where the profile says nothing else. */
export const DEFAULT_MINIMUM_DUE = 20;

/** What is known beforehand weighs as much as so many obligations, at least and at most. */
const LEAST_STRENGTH = 20;
const GREATEST_STRENGTH = 200;
const INTERVAL_TAIL = 0.05;

/** From these probabilities on a change counts as sure. */
const SURELY_WORSE = 0.85;
const SURELY_BETTER = 0.1;
/** Fewer due, or fewer late, say nothing of a change. */
const FEWEST_DUE_FOR_CHANGE = 90;
const FEWEST_LATE_FOR_WORSE = 4;
const FEWEST_LATE_FOR_MORE = 3;

/** How the units of one group stand. `target`: the share that their late rates must stay below, or null. */
export function standingsOf(
  units: readonly UnitTrials[],
  { minimumDue, target }: { minimumDue: number; target: number | null },
): GroupStanding {
  const prior = groupPrior(units);
  const active = units.filter((unit) => unit.now.due > 0);
  const total = sum(active);
  const mark = target ?? share(total.late, total.due);
  // A unit alone in its group is its own mark, and cannot lie above it.
  const isComparable = target !== null || active.length > 1;
  const [ranked, few] = [
    active.filter((unit) => unit.now.due >= minimumDue),
    active.filter((unit) => unit.now.due < minimumDue),
  ];
  const changes = active.flatMap((unit) => sureChange(prior, unit) ?? []);
  const changeOf = new Map(changes.map(({ id, change }) => [id, change]));
  const rows = ranked.map((unit): UnitStanding => {
    const estimated = estimate(posteriorOf(prior, unit.now));
    const change = changeOf.get(unit.id);
    return {
      id: unit.id,
      late: unit.now.late,
      due: unit.now.due,
      ...estimated,
      is_above_mark:
        isComparable &&
        unit.now.late >= FEWEST_LATE_FOR_MORE &&
        mark !== null &&
        estimated.interval[0] > mark,
      trend: change === undefined ? null : change > 0 ? "worse" : "better",
    };
  });
  return {
    ...total,
    units: active.length,
    mark,
    rows: rows.sort((a, b) => b.estimate - a.estimate || b.late - a.late || (a.id < b.id ? -1 : 1)),
    pooled:
      few.length === 0 ? null : { units: few.length, ...sum(few), ...estimate(posteriorOf(prior, sum(few))) },
    changes: changes.sort(compareChanges),
  };
}

/** The largest change first, whichever way it went; then by id. */
export function compareChanges(a: UnitChange, b: UnitChange): number {
  return Math.abs(b.change) - Math.abs(a.change) || (a.id < b.id ? -1 : 1);
}

/** Null where the change rests on too little or may be chance. */
function sureChange(prior: BetaPrior, unit: UnitTrials): UnitChange | null {
  const { now, before } = unit;
  if (now.due < FEWEST_DUE_FOR_CHANGE || before.due < FEWEST_DUE_FOR_CHANGE) return null;
  const change = now.late / now.due - before.late / before.due;
  if (change > 0 && now.late < FEWEST_LATE_FOR_WORSE) return null;
  const probability = probabilityHigher(posteriorOf(prior, now), posteriorOf(prior, before));
  const isSure = change > 0 ? probability >= SURELY_WORSE : probability <= SURELY_BETTER;
  return isSure ? { ...unit, change, probability_worse: probability } : null;
}

/** What the units had before, as a beta distribution that weighs as much as 20 to 200 obligations. */
function groupPrior(units: readonly UnitTrials[]): BetaPrior {
  const { prior, method } = fitPrior(units.map((unit) => unit.before));
  // A prior that has learnt nothing must not pull rates towards one half.
  if (method === "weak") return prior;
  const strength = prior.alpha + prior.beta;
  return scale(prior, Math.min(Math.max(strength, LEAST_STRENGTH), GREATEST_STRENGTH) / strength);
}

/** How a ward stands against its own usual rate. */
export type Level = "clearly_more" | "more" | "usual" | "clearly_fewer" | "too_few";

/** A ward's usual rate is drawn towards the city's as if so many obligations of the city's rate had been seen. */
const CITY_WEIGHT = 150;
/** The usual rate weighs as much as so many obligations. */
const USUAL_WEIGHT = 40;

/** The usual rate of each unit over what came before, drawn towards that of all; null where nothing was due. */
export function usualRates(units: readonly UnitTrials[]): Map<string, number | null> {
  const city = units.reduce(
    (total, { before }) => ({ late: total.late + before.late, due: total.due + before.due }),
    { late: 0, due: 0 },
  );
  const rate = share(city.late, city.due);
  return new Map(
    units.map(({ id, before }) => [
      id,
      rate === null ? null : (before.late + CITY_WEIGHT * rate) / (before.due + CITY_WEIGHT),
    ]),
  );
}

/** Whether a unit has more or fewer late than usual, and how sure that is. */
export function levelAgainst(
  { late, due }: Trials,
  usual: number | null,
  minimumDue: number,
): { level: Level; probability: number | null } {
  if (usual === null || due < minimumDue) return { level: "too_few", probability: null };
  const prior = {
    alpha: Math.max(USUAL_WEIGHT * usual, 1e-6),
    beta: Math.max(USUAL_WEIGHT * (1 - usual), 1e-6),
  };
  const posterior = posteriorOf(prior, { late, due });
  const probability = 1 - betaCdf(usual, posterior.alpha, posterior.beta);
  const isMany = late >= FEWEST_LATE_FOR_MORE;
  if (isMany && probability >= 0.9) return { level: "clearly_more", probability };
  if (isMany && probability >= 0.8) return { level: "more", probability };
  return { level: probability <= 0.1 ? "clearly_fewer" : "usual", probability };
}

function estimate({ alpha, beta }: BetaPrior): Estimate {
  return {
    estimate: alpha / (alpha + beta),
    interval: [betaQuantile(INTERVAL_TAIL, alpha, beta), betaQuantile(1 - INTERVAL_TAIL, alpha, beta)],
  };
}

/** Steps of the integral below: its error is under 1e-4 for the rates and volumes of a city. */
const STEPS = 96;

/**
 * P(X > Y) for independent beta-distributed X and Y: the integral of Y's distribution over X's density between its
 * outermost millionths.
 */
export function probabilityHigher(x: BetaPrior, y: BetaPrior): number {
  const low = betaQuantile(1e-6, x.alpha, x.beta);
  const high = betaQuantile(1 - 1e-6, x.alpha, x.beta);
  const logScale = logBeta(x.alpha, x.beta);
  let weight = 0;
  let below = 0;
  for (let step = 0; step < STEPS; step++) {
    const at = low + ((step + 0.5) / STEPS) * (high - low);
    const density = Math.exp((x.alpha - 1) * Math.log(at) + (x.beta - 1) * Math.log1p(-at) - logScale);
    weight += density;
    below += density * betaCdf(at, y.alpha, y.beta);
  }
  return weight === 0 ? 0.5 : below / weight;
}

function scale({ alpha, beta }: BetaPrior, factor: number): BetaPrior {
  return { alpha: alpha * factor, beta: beta * factor };
}

function sum(units: readonly UnitTrials[]): Trials {
  return units.reduce((total, { now }) => ({ late: total.late + now.late, due: total.due + now.due }), {
    late: 0,
    due: 0,
  });
}
