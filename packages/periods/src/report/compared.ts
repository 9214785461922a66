import type { PeriodFigures, UnitCounts } from "@toancanh/contracts";
import { countsOf } from "../scorecards/scorecard-headline.ts";

export type Units = PeriodFigures["units"];

/** What stands beside a period; empty where nothing is to be compared. */
export interface Compared {
  /** False while the period runs. */
  isWhole: boolean;
  now: Units;
  before: Units | null;
  yearBefore: Units | null;
  /** The eleven periods before, the nearest first. */
  own: readonly Units[];
  /** Agencies and places with enough due to be compared. */
  agencies: number;
  places: number;
}

/** A unit now, in the period before and a year before. */
export function comparedCounts({ now, before, yearBefore }: Compared, unit: string) {
  return {
    now: countsOf(now[unit]),
    before: countsIn(before, unit),
    year_before: countsIn(yearBefore, unit),
  };
}

export function countsIn(units: Units | null, unit: string): UnitCounts | null {
  return units === null ? null : countsOf(units[unit]);
}
