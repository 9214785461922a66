import type { WardRow } from "@toancanh/contracts";
import { rateInterval } from "@toancanh/domain";
import { type DeviationClass, deviationClass } from "../../map/layers/classes.ts";

export interface WardClass {
  ward_code: string;
  class: DeviationClass;
  /** Late rate now minus usual late rate, a share; 0 where there is none. */
  deviation: number;
}

/** Class of each ward; unlocated reports ("") have no place on a map. */
export function wardClasses(rows: readonly WardRow[]): WardClass[] {
  return rows
    .filter((row) => row.ward_code !== "")
    .map(({ ward_code, metrics, usual_late_rate }) => ({
      ward_code,
      class: deviationClass(metrics.late_rate, rateInterval(metrics.late, metrics.due, 0.9), usual_late_rate),
      deviation:
        metrics.late_rate === null || usual_late_rate === null ? 0 : metrics.late_rate - usual_late_rate,
    }));
}
