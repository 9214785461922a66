import type { PeriodFigures, Ranking, Scoring } from "@toancanh/contracts";
import {
  addScoredCounts,
  type FairView,
  fitFunnel,
  fitPrior,
  funnelLimits,
  type NamedPeriod,
  type Placed,
  type RankedUnit,
  type ScoredCounts,
  type Trials,
  viewFairly,
} from "@toancanh/domain";
import type { PeerGroup } from "./peer-group.ts";

/** What some units had late and due, in each period for itself; periods without anything due are left out. */
export function trialsOf(periods: readonly PeriodFigures["units"][], units: readonly string[]): Trials[] {
  return periods.flatMap((figures) =>
    units.flatMap((unit) => {
      const own: ScoredCounts | undefined = figures[unit];
      return own === undefined || own.due === 0 ? [] : [{ late: own.late, due: own.due }];
    }),
  );
}

/** The units of a group that have anything in one of the periods, with their counts added up. */
export function unitsOf(group: PeerGroup, periods: readonly PeriodFigures["units"][]): RankedUnit[] {
  return group.units.flatMap((unit) => {
    const parts: ScoredCounts[] = periods.flatMap((figures) => figures[unit] ?? []);
    return parts.length === 0 ? [] : [{ unit, counts: addScoredCounts(parts) }];
  });
}

/** A group with what chance can do to it. */
interface GroupView extends Pick<Ranking, "prior" | "funnel"> {
  views: Map<string, FairView>;
}

/**
 * The fair view and the funnel of a group.
 * @param before figures of the periods before, on which the prior rests
 */
export function viewGroup(
  { period, group, scoring, over }: { period: NamedPeriod; group: PeerGroup; scoring: Scoring; over: number },
  before: readonly PeriodFigures["units"][],
  placed: readonly Placed[],
): GroupView {
  const trials = placed.map(({ counts: { late, due } }) => ({ late, due }));
  const earlier = trialsOf(before, group.units);
  // A group without a past is its own reference.
  const basis = earlier.length > 1 ? "previous_6_periods" : "this_period";
  const { prior, method } = fitPrior(earlier.length > 1 ? earlier : trials);
  const seed = `${period.kind} ${period.period} ${over} ${group.group}`;
  const views = viewFairly(
    placed.map(({ unit, counts, rank: place }) => ({
      unit,
      late: counts.late,
      due: counts.due,
      ranked: place !== null,
    })),
    prior,
    seed,
  );
  const funnel = fitFunnel(trials);
  const rows = placed.flatMap(({ unit, counts: { late, due } }) => {
    const limits = funnelLimits(funnel, due);
    return limits === null || due < scoring.minimum_volume ? [] : [{ unit, late, due, ...limits }];
  });
  return { views, prior: { ...prior, method, basis }, funnel: { ...funnel, units: rows } };
}
