import type { Point } from "../boundaries.ts";

/** Corners of a box in degrees, counterclockwise and closed. */
export function box(west: number, south: number, east: number, north: number): Point[] {
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
}

/** A unit as a GeoJSON feature; code and rings may be wrong on purpose. */
export function feature(code: unknown, rings: unknown, name = "Phường") {
  return { type: "Feature", properties: { code, name }, geometry: { type: "Polygon", coordinates: rings } };
}

export function collection(...features: object[]) {
  return { type: "FeatureCollection", features };
}
