import type { FoldedReport, ReportState, StateFlag } from "@toancanh/contracts";
import { isOutside, isPoint, locate, type WardIndex } from "@toancanh/geo";

/** Degrees; published coordinates have 4 to 6 decimals, so this is "the same point". */
const SAME_POINT = 1e-6;

export interface Point {
  lat: number;
  long: number;
}

/**
 * Puts a folded report on the map: cell, unit of the epoch in which it was received, unit in force today.
 * A report without coordinates, on one of the city's default points ("no location") or outside the city is unlocated:
 * coordinates null, cell and units "". One outside is flagged, also when its exchanged coordinates would lie inside:
 * turning them round is for the source to do. A redacted report keeps its units and loses its point.
 */
export function locateReport(
  wardIndex: WardIndex,
  defaultPoints: readonly Point[],
  folded: FoldedReport,
): ReportState {
  const { lat, long } = folded;
  if (lat === null || long === null || isDefaultPoint(defaultPoints, lat, long)) return unlocated(folded);
  if (!isPoint(lat, long)) {
    const isExchanged = isInside(wardIndex, { lat: long, long: lat });
    return unlocated(folded, isExchanged ? ["outside_city", "coordinates_exchanged"] : ["unreadable_field"]);
  }
  const then = locate(wardIndex, lat, long, folded.received_at);
  const now = locate(wardIndex, lat, long);
  if (then.ward_code === "" && isOutside(wardIndex, lat, long, folded.received_at)) {
    const isExchanged = isInside(wardIndex, { lat: long, long: lat });
    return unlocated(folded, isExchanged ? ["outside_city", "coordinates_exchanged"] : ["outside_city"]);
  }
  const units = { ward_code: then.ward_code, ward_code_now: now.ward_code };
  // Of a redacted report no place is kept but its units, so that their counts stay right.
  if (folded.flags.includes("redacted")) return { ...folded, lat: null, long: null, cell: "", ...units };
  return { ...folded, cell: then.cell, ...units };
}

/** Why a report is on no map; `exchanged`: its coordinates are no place, and lie in the city when turned round. */
export type UnlocatedReason = "no_coordinates" | "default_point" | "outside" | "exchanged";

/** Why `placed`, made of `folded` by {@link locateReport}, has no cell; null where it has one. */
export function whyUnlocated(folded: FoldedReport, placed: ReportState): UnlocatedReason | null {
  if (placed.cell !== "") return null;
  if (folded.lat === null || folded.long === null) return "no_coordinates";
  if (!isPoint(folded.lat, folded.long)) {
    return placed.flags.includes("coordinates_exchanged") ? "exchanged" : "no_coordinates";
  }
  return placed.flags.includes("outside_city") ? "outside" : "default_point";
}

function unlocated(folded: FoldedReport, flags: StateFlag[] = []): ReportState {
  const all = flags.length === 0 ? folded.flags : [...new Set([...folded.flags, ...flags])];
  return { ...folded, flags: all, lat: null, long: null, cell: "", ward_code: "", ward_code_now: "" };
}

function isInside(wardIndex: WardIndex, { lat, long }: Point): boolean {
  return isPoint(lat, long) && locate(wardIndex, lat, long).ward_code !== "";
}

/** True when the point stands for "no location". */
export function isDefaultPoint(defaultPoints: readonly Point[], lat: number, long: number): boolean {
  return defaultPoints.some(
    (point) => Math.abs(point.lat - lat) < SAME_POINT && Math.abs(point.long - long) < SAME_POINT,
  );
}
