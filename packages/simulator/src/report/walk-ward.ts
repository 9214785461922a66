import type { Ward } from "@toancanh/contracts";
import { locate, pointToCell, type WardIndex } from "@toancanh/geo";
import { cellToLatLng, gridDisk } from "h3-js";

/** Wards up to this size (km²) are walked by cells of 0.015 km², larger ones by cells of 0.1 km². */
const FINE_UP_TO_KM2 = 8;
const FINE = 10;
const COARSE = 9;

/**
 * The cells of a ward, hex, found by walking from its inner point to every neighbour whose centre lies in it;
 * parts that touch nowhere (islands) are not reached. Empty where the table has no cell of the ward around that point.
 */
export function walkWard(ward: Ward, index: WardIndex): string[] {
  const start = pointToCell(ward.lat, ward.long, ward.area_km2 > FINE_UP_TO_KM2 ? COARSE : FINE);
  // With its surroundings: the centre of a coarse cell may lie beyond the border that its inner point is near.
  const ahead = gridDisk(start, 1);
  const seen = new Set(ahead);
  const found: string[] = [];
  for (let cell = ahead.pop(); cell !== undefined; cell = ahead.pop()) {
    const [lat, long] = cellToLatLng(cell);
    if (locate(index, lat, long).ward_code !== ward.code) continue;
    found.push(cell);
    for (const neighbour of gridDisk(cell, 1)) {
      if (seen.has(neighbour)) continue;
      seen.add(neighbour);
      ahead.push(neighbour);
    }
  }
  return found;
}
