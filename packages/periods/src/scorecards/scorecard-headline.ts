import type { PeriodFigures, Scorecard, UnitCounts, UnitFigures } from "@toancanh/contracts";
import { judgePeriod, type Verdict } from "@toancanh/domain";
import { trialsOf } from "../ranking/view-group.ts";

export function countsOf(own: UnitFigures | undefined): UnitCounts {
  return {
    received: own?.received ?? 0,
    handled_on_time: own?.handled_on_time ?? 0,
    handled_late: own?.handled_late ?? 0,
    open_overdue: own?.open_overdue ?? 0,
    open_in_time: own?.open_in_time ?? 0,
    no_deadline: own?.no_deadline ?? 0,
    late: own?.late ?? 0,
    due: own?.due ?? 0,
    late_rate: own?.late_rate ?? null,
  };
}

/** A period in which other units have reports and this one has none is a zero; one before the first report is a gap. */
export function trendPoint(
  period: string,
  units: PeriodFigures["units"] | undefined,
  unit: string,
): Scorecard["trend"][number] {
  const own = units?.[unit];
  const isKnown = units !== undefined && Object.keys(units).length > 0;
  const none = isKnown ? 0 : null;
  return {
    period,
    received: own?.received ?? none,
    late: own?.late ?? none,
    due: own?.due ?? none,
    late_rate: own?.late_rate ?? null,
    median_minutes: own?.handling.clock.median ?? null,
    p90_minutes: own?.handling.clock.p90 ?? null,
    reopened: own?.reopened ?? none,
    ratings: own?.ratings.count ?? none,
    rating_mean: own?.ratings.mean ?? null,
  };
}

export function headlineOf(
  own: UnitFigures | undefined,
  before: readonly PeriodFigures["units"][],
  unit: string,
  minimumDue: number,
): Omit<Scorecard["headline"], "text"> & { usual: Scorecard["usual"] } {
  const now = { late: own?.late ?? 0, due: own?.due ?? 0 };
  const earlier = trialsOf(before, [unit]);
  const earlierLate = earlier.reduce((sum, { late }) => sum + late, 0);
  const earlierDue = earlier.reduce((sum, { due }) => sum + due, 0);
  const verdict = judgePeriod(now, earlier);
  const last = before[0]?.[unit];
  const hasChange = now.due > 0 && last !== undefined && last.due > 0;
  const change = hasChange ? now.late / now.due - last.late / last.due : null;
  return {
    case: caseOf({ received: own?.received ?? 0, ...now }, minimumDue, change, verdict),
    change,
    earlier_late_rate: earlierDue === 0 ? null : Math.round((earlierLate / earlierDue) * 1e6) / 1e6,
    earlier_due: earlierDue,
    usual:
      verdict.usual === null || now.due === 0
        ? null
        : [verdict.usual[0] / now.due, verdict.usual[1] / now.due],
  };
}

function caseOf(
  { received, late, due }: { received: number; late: number; due: number },
  minimumDue: number,
  change: number | null,
  { kind }: Verdict,
): Scorecard["headline"]["case"] {
  if (received === 0) return "no_reports";
  if (due === 0) return "nothing_due";
  if (due < minimumDue) return "too_few";
  if (late === 0) return "none_late";
  if (change === null) return "no_earlier_period";
  if (kind === "worse") return change < 0 ? "worse_though_falling" : "worse";
  if (kind === "better") return change > 0 ? "better_though_rising" : "better";
  return "no_clear_change";
}
