import type { Scoring, UnitFigures } from "@toancanh/contracts";
import {
  add,
  apportion,
  divide,
  type Fraction,
  fraction,
  fractionOfDecimal,
  multiply,
  roundHalfUp,
  ZERO,
} from "./fraction.ts";

export const SCORED_COUNTS = [
  "received",
  "handled_on_time",
  "handled_late",
  "open_overdue",
  "no_deadline",
  "late",
  "due",
  "ever_handled",
  "reopened",
  "middle_stages_due",
  "middle_stages_late",
  "dissatisfied_or_late",
] as const satisfies readonly (keyof UnitFigures)[];

/** The counts that points are given for; those of several periods may be added up. */
export type ScoredCounts = Pick<UnitFigures, (typeof SCORED_COUNTS)[number]>;

/** One component of a score. */
interface ScoredComponent {
  id: string;
  bad: number;
  base: number;
  /** bad ÷ base, a share 0..1; null when the base is 0. */
  value: number | null;
  /** As it counted: with its part of the weights left out, 3 decimals; 0 when left out itself. */
  weight: number;
  /** As the scoring file has it. */
  nominal_weight: number;
  /** What it contributes, 3 decimals: all of them add up to the score. */
  points: number;
  left_out: boolean;
}

/** A unit's score. */
export interface Score {
  exact: Fraction;
  /** Rounded half up to 2 decimals. */
  points: number;
  components: ScoredComponent[];
  /** What one bad one of a component costs, exactly; none for a component left out. */
  costs: ReadonlyMap<string, Fraction>;
}

/** The numerator of a component. */
function badCount(counts: ScoredCounts, bad: Scoring["components"][number]["bad"]): number {
  if (bad === "not_on_time") return counts.received - counts.no_deadline - counts.handled_on_time;
  return counts[bad];
}

/** The denominator of a component. */
function baseCount(counts: ScoredCounts, base: Scoring["components"][number]["base"]): number {
  switch (base) {
    case "handled":
      return counts.ever_handled;
    case "with_deadline":
      return counts.received - counts.no_deadline;
    default:
      return counts[base];
  }
}

/** What all weights of a scoring add up to. */
export function pointsInAll(scoring: Scoring): number {
  return scoring.points_in_all ?? 100;
}

/**
 * Points = all − Σ weight × bad ÷ base, exact until shown (docs/metrics.md §7). A component with base 0 is left out
 * and its weight spread over the others in proportion. Null when every component has base 0.
 */
export function scoreUnit(scoring: Scoring, counts: ScoredCounts): Score | null {
  const parts = scoring.components.map((component) => ({
    component,
    bad: badCount(counts, component.bad),
    base: baseCount(counts, component.base),
    nominal: fractionOfDecimal(component.weight),
  }));
  const counted = parts.filter(({ base }) => base > 0);
  const countedWeight = counted.reduce((sum, { nominal }) => add(sum, nominal), ZERO);
  if (counted.length === 0) return null;
  const all = fractionOfDecimal(pointsInAll(scoring));
  const costs = new Map<string, Fraction>();
  const contributions = parts.map(({ component, bad, base, nominal }) => {
    if (base === 0) return { weight: ZERO, points: ZERO };
    const weight = divide(multiply(nominal, all), countedWeight);
    costs.set(component.id, divide(weight, fraction(base)));
    return { weight, points: multiply(weight, fraction(base - bad, base)) };
  });
  const exact = contributions.reduce((sum, { points }) => add(sum, points), ZERO);
  const points = roundHalfUp(exact, 2);
  const shown = apportion(
    contributions.map((one) => one.points),
    points,
    3,
  );
  return {
    exact,
    points,
    costs,
    components: parts.map(({ component, bad, base }, index) => ({
      id: component.id,
      bad,
      base,
      value: base === 0 ? null : roundHalfUp(fraction(bad, base), 6),
      weight: roundHalfUp(contributions[index]?.weight ?? ZERO, 3),
      nominal_weight: component.weight,
      points: shown[index] ?? 0,
      left_out: base === 0,
    })),
  };
}
