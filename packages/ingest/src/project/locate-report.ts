import type { FoldedReport, ReportState } from "@toancanh/contracts";
import { locate, type WardIndex } from "@toancanh/geo";

/** Degrees; published coordinates have 4 to 6 decimals, so this is "the same point". */
const SAME_POINT = 1e-6;

export interface Point {
  lat: number;
  long: number;
}

/**
 * Puts a folded report on the map: cell, unit of the epoch in which it was received, unit in force today.
 * A report without coordinates, or on one of the city's default points ("no location"), is unlocated:
 * coordinates null, cell and units "".
 */
export function locateReport(
  wardIndex: WardIndex,
  defaultPoints: readonly Point[],
  folded: FoldedReport,
): ReportState {
  const { lat, long } = folded;
  if (lat === null || long === null || isDefaultPoint(defaultPoints, lat, long)) {
    return { ...folded, lat: null, long: null, cell: "", ward_code: "", ward_code_now: "" };
  }
  const then = locate(wardIndex, lat, long, folded.received_at);
  const now = locate(wardIndex, lat, long);
  return { ...folded, cell: then.cell, ward_code: then.ward_code, ward_code_now: now.ward_code };
}

/** True when the point stands for "no location". */
export function isDefaultPoint(defaultPoints: readonly Point[], lat: number, long: number): boolean {
  return defaultPoints.some(
    (point) => Math.abs(point.lat - lat) < SAME_POINT && Math.abs(point.long - long) < SAME_POINT,
  );
}
