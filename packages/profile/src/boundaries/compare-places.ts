import type { Ward } from "@toancanh/contracts";
import { type Boundary, formatPlace, type Point } from "@toancanh/geo";
import type { ToDegrees } from "./coordinate-system.ts";
import { convert, findPlacement } from "./find-placement.ts";
import type { ImportProblem, KnownUnits, UnitInFile } from "./known-units.ts";
import { distanceBetween, measureBoundary, medianOf, metresBetween, type UnitShape } from "./unit-shapes.ts";

/** Metres by which the middle of a unit may lie off that of its cells, whose edges are steps of 65 m. */
const CELLS_TOLERANCE = 60;
/** The same for the median of many units, whose steps cancel out. */
const MEDIAN_TOLERANCE = 15;
const MANY_UNITS = 5;
/** Share by which the cells of a unit may differ in area from its boundary and still be of the same place. */
const SAME_PLACE = 0.15;
/** An inner point is anywhere inside: in parts of the width of the unit. */
const INNER_TOLERANCE = 0.75;
/** Share by which the area of a unit may differ from the one listed. */
const AREA_TOLERANCE = 0.05;
const KM2 = 1e6;

/** A unit of the file beside what the profile knows of it. */
interface Pair {
  ward: Ward;
  unit: UnitInFile;
  shape: UnitShape | null;
  found: Point;
  expected: Point;
  /** Metres by which its middle may lie off. */
  tolerance: number;
  /** Its inner point lies in another unit or in none. */
  isElsewhere: boolean;
}

/**
 * Units that do not lie where the profile has them: against their cells where these are of the same boundary, else
 * against their inner points. Each is told with the likely cause: axes exchanged, another coordinate system, codes
 * exchanged with another unit, the whole file moved.
 */
export function comparePlaces(
  units: readonly UnitInFile[],
  boundaries: readonly Boundary[],
  known: KnownUnits,
  toDegrees: ToDegrees,
): ImportProblem[] {
  const byCode = new Map(boundaries.map((boundary) => [boundary.code, boundary]));
  const pairs = known.epoch.flatMap((ward): Pair[] => {
    const unit = units.find(({ code }) => code === ward.code);
    return unit === undefined ? [] : (pairOf(ward, unit, byCode.get(ward.code), known, toDegrees) ?? []);
  });
  const shift = commonShift(pairs);
  const misplaced = pairs.filter((pair) => shift !== null || isMisplaced(pair));
  if (misplaced.length === 0) return compareAreas(pairs);
  const cause = causeForAll(pairs, misplaced, toDegrees);
  const problems = misplaced.map((pair): ImportProblem => {
    const { ward, found, expected } = pair;
    const what = Number.isFinite(found[0] + found[1])
      ? `lies ${describeShift(metresBetween(expected, found))} of where the profile has it: expected around ${formatPlace(expected)}, found around ${formatPlace(found)}`
      : `is expected around ${formatPlace(expected)}, and its coordinates are no place at all`;
    const why = cause ?? causeForOne(pair, pairs);
    return { unit: ward.code, kind: "misplaced", message: `${ward.name} (${ward.code}) ${what}. ${why}` };
  });
  return [...problems, ...compareAreas(pairs)];
}

function pairOf(
  ward: Ward,
  unit: UnitInFile,
  boundary: Boundary | undefined,
  known: KnownUnits,
  toDegrees: ToDegrees,
): Pair[] | null {
  if (unit.middle === null) return null;
  const shape = boundary === undefined ? null : measureBoundary(boundary);
  const found = shape?.middle ?? convert(toDegrees, unit.middle);
  const cells = known.cells.get(ward.code);
  const area = shape?.area ?? ward.area_km2 * KM2;
  if (cells !== undefined && Math.abs(area / cells.area - 1) < SAME_PLACE) {
    return [
      { ward, unit, shape, found, expected: cells.middle, tolerance: CELLS_TOLERANCE, isElsewhere: false },
    ];
  }
  const expected: Point = [ward.long, ward.lat];
  const tolerance = INNER_TOLERANCE * Math.sqrt(area);
  const isElsewhere = boundary !== undefined && !isInside(boundary, expected);
  return [{ ward, unit, shape, found, expected, tolerance, isElsewhere }];
}

function isInside({ parts }: Boundary, [x, y]: Point): boolean {
  let isIn = false;
  for (const ring of parts.flat()) {
    for (let i = 1; i < ring.length; i++) {
      const [ax, ay] = ring[i - 1] ?? [0, 0];
      const [bx, by] = ring[i] ?? [0, 0];
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) isIn = !isIn;
    }
  }
  return isIn;
}

function isMisplaced({ found, expected, tolerance, isElsewhere }: Pair): boolean {
  return isElsewhere || !(distanceBetween(expected, found) <= tolerance);
}

/** How far all units are moved alike, metres to east and north; null when they are not. */
function commonShift(pairs: readonly Pair[]): [number, number] | null {
  const shifts = pairs
    .filter(({ tolerance }) => tolerance === CELLS_TOLERANCE)
    .map(({ expected, found }) => metresBetween(expected, found));
  if (shifts.length < MANY_UNITS) return null;
  const shift: [number, number] = [medianOf(shifts.map(([x]) => x)), medianOf(shifts.map(([, y]) => y))];
  return Math.hypot(...shift) > MEDIAN_TOLERANCE ? shift : null;
}

/** A cause that explains all units at once; null where there is none. */
function causeForAll(
  pairs: readonly Pair[],
  misplaced: readonly Pair[],
  toDegrees: ToDegrees,
): string | null {
  if (misplaced.length * 2 <= pairs.length) return null;
  const anchors = pairs.flatMap(({ unit, expected }) =>
    unit.middle === null ? [] : [{ raw: unit.middle, expected }],
  );
  const placement = findPlacement(anchors, toDegrees, medianOf(pairs.map(({ tolerance }) => tolerance)));
  if (placement !== null) {
    const again = `import it again with --crs ${placement.crs}`;
    return placement.isExchanged
      ? `The axes are exchanged: latitude or northing stands first. Exchange x and y in the file (longitude or easting first), then ${again}`
      : `The coordinates fit as ${placement.crs}, another system, zone or central meridian than they were read in: ${again}`;
  }
  const shift = commonShift(pairs);
  return shift === null
    ? null
    : `All units are moved alike, by ${describeShift(shift)}: the file was shifted or has another datum. Export it anew from its source, or name its coordinate system with --crs`;
}

function causeForOne({ ward, found }: Pair, pairs: readonly Pair[]): string {
  const there = pairs.find(
    (other) => other.ward !== ward && distanceBetween(other.expected, found) <= other.tolerance,
  );
  if (there !== undefined) {
    return `There lies ${there.ward.name} (${there.ward.code}): the codes of the two seem to be exchanged, or the file is of another epoch. Correct the codes in the file`;
  }
  return "Compare it with its source and draw it anew; if it is meant so, correct lat and long in units/wards.csv, or pass --allow misplaced";
}

/**
 * Areas against those listed. They speak only where most units agree with their listed area: else the list is of
 * another way of measuring.
 */
function compareAreas(pairs: readonly Pair[]): ImportProblem[] {
  const measured = pairs.flatMap(({ ward, shape }) =>
    shape === null ? [] : [{ ward, area: shape.area / KM2, ratio: shape.area / KM2 / ward.area_km2 }],
  );
  const differing = measured.filter(({ ratio }) => Math.abs(ratio - 1) > AREA_TOLERANCE);
  if (differing.length * 2 >= measured.length) return [];
  return differing.map(({ ward, area, ratio }) => ({
    unit: ward.code,
    kind: "area_differs",
    message:
      `${ward.name} (${ward.code}) has ${area.toFixed(3)} km² in the file, expected ${ward.area_km2.toFixed(3)} km² as in units/wards.csv: ` +
      (ratio < 1
        ? "a part of it is missing or went to a neighbour"
        : "it has ground of another unit or water besides") +
      ". Compare it with its source; if it is meant so, correct area_km2 in units/wards.csv, or pass --allow area_differs",
  }));
}

/** "1.00 km to the east, 20 m to the north"; directions of less than a metre are left out. */
function describeShift([east, north]: readonly [number, number]): string {
  const parts = [
    Math.abs(east) < 1 ? "" : `${describeLength(east)} to the ${east > 0 ? "east" : "west"}`,
    Math.abs(north) < 1 ? "" : `${describeLength(north)} to the ${north > 0 ? "north" : "south"}`,
  ].filter((part) => part !== "");
  return parts.length === 0 ? "less than a metre" : parts.join(", ");
}

function describeLength(metres: number): string {
  const length = Math.abs(metres);
  return length < 1000 ? `${length.toFixed(0)} m` : `${(length / 1000).toFixed(2)} km`;
}
