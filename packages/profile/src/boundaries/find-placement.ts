import type { Point } from "@toancanh/geo";
import { COORDINATE_SYSTEMS, readCoordinateSystem, type ToDegrees } from "./coordinate-system.ts";
import { distanceBetween, medianOf } from "./unit-shapes.ts";

/** Where a unit lies in the coordinates of its file, and where the profile has it, [long, lat]. */
export interface Anchor {
  raw: Point;
  expected: Point;
}

/** A reading of a file's coordinates that puts its units where the profile has them. */
export interface Placement {
  crs: string;
  /** The file has latitude or northing first. */
  isExchanged: boolean;
}

/** A reading counts as right when it leaves this part of the distance the declared one leaves, at most. */
const MUCH_NEARER = 0.25;

/**
 * Tries the coordinate systems there are, also with axes exchanged, for one that puts units where the profile has them.
 * @param declared how the file was read
 * @param tolerance metres that the middle of a unit may lie off
 * @returns null where none does, or where the file is right as declared
 */
export function findPlacement(
  anchors: readonly Anchor[],
  declared: ToDegrees,
  tolerance: number,
): Placement | null {
  let nearest = medianDistance(anchors, declared, false) * MUCH_NEARER;
  let best: Placement | null = null;
  for (const crs of COORDINATE_SYSTEMS) {
    const toDegrees = readCoordinateSystem(crs);
    for (const isExchanged of [false, true]) {
      const distance = medianDistance(anchors, toDegrees, isExchanged);
      if (distance < tolerance && !(distance >= nearest)) {
        nearest = distance;
        best = { crs, isExchanged };
      }
    }
  }
  return best;
}

function medianDistance(anchors: readonly Anchor[], toDegrees: ToDegrees, isExchanged: boolean): number {
  const distances = anchors.map(({ raw: [x, y], expected }) => {
    const distance = distanceBetween(expected, convert(toDegrees, isExchanged ? [y, x] : [x, y]));
    return Number.isFinite(distance) ? distance : Number.MAX_VALUE;
  });
  return medianOf(distances);
}

/** A position in degrees; NaN where the coordinate system does not reach it. */
export function convert(toDegrees: ToDegrees, position: Point): Point {
  try {
    return toDegrees(position);
  } catch {
    return [Number.NaN, Number.NaN];
  }
}
