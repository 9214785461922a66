import type { AgencyRow } from "@toancanh/contracts";

/**
 * How surely an agency's late rate changed from the 7 days before to the last 7 days: the change in standard
 * errors. The base of the week before is not on the wire; the two are taken to be alike.
 * @returns 0 when there is no change or nothing to compare
 */
export function changeStrength(row: AgencyRow): number {
  const { week_change: change, week_late_rate: rate } = row;
  if (change === null || rate === null || change === 0) return 0;
  const base = Math.max(1, row.week_due);
  // The rate of both weeks together, kept off 0 and 1 as if one report more of each kind had been seen.
  const pooled = ((rate - change / 2) * 2 * base + 1) / (2 * base + 2);
  return change / Math.sqrt((pooled * (1 - pooled) * 2) / base);
}
