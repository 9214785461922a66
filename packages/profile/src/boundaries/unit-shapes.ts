import { type Boundary, METRES_PER_DEGREE, type Point, ringArea } from "@toancanh/geo";
import { cellArea, cellToLatLng } from "h3-js";

/** Where a unit lies and how large it is. */
export interface UnitShape {
  /** Middle of its surface, [long, lat]. */
  middle: Point;
  /** Square metres. */
  area: number;
}

/** Sums of areas and of areas times coordinates. */
class Surface {
  #area = 0;
  #x = 0;
  #y = 0;

  add(area: number, [x, y]: Point): void {
    this.#area += area;
    this.#x += area * x;
    this.#y += area * y;
  }

  get area(): number {
    return this.#area;
  }

  get middle(): Point {
    return [this.#x / this.#area, this.#y / this.#area];
  }
}

/** The middle of the surface of parts with holes, and its area, in the units of the coordinates. */
export function measureParts(parts: readonly (readonly (readonly Point[])[])[]): UnitShape {
  const surface = new Surface();
  for (const part of parts) {
    for (const [r, ring] of part.entries()) {
      const area = Math.abs(ringArea(ring)) * (r === 0 ? 1 : -1);
      surface.add(area, middleOfRing(ring));
    }
  }
  return { middle: surface.middle, area: surface.area };
}

/** The middle of the surface inside a closed ring. */
function middleOfRing(ring: readonly Point[]): Point {
  const [originX, originY] = ring[0] ?? [0, 0];
  let [sum, sumX, sumY] = [0, 0, 0];
  for (let i = 1; i < ring.length; i++) {
    const [x0, y0] = ring[i - 1] ?? [originX, originY];
    const [x1, y1] = ring[i] ?? [originX, originY];
    const cross = (x0 - originX) * (y1 - originY) - (x1 - originX) * (y0 - originY);
    sum += cross;
    sumX += (x0 + x1 - 2 * originX) * cross;
    sumY += (y0 + y1 - 2 * originY) * cross;
  }
  return sum === 0 ? [originX, originY] : [originX + sumX / (3 * sum), originY + sumY / (3 * sum)];
}

/** The shape of a boundary in degrees WGS84. */
export function measureBoundary({ parts }: Boundary): UnitShape {
  const { middle, area } = measureParts(parts);
  return { middle, area: area * METRES_PER_DEGREE ** 2 * Math.cos((middle[1] * Math.PI) / 180) };
}

/** The shapes that a table of cells gives its units. */
export function measureCells(rows: Iterable<readonly [string, string]>): Map<string, UnitShape> {
  const surfaces = new Map<string, Surface>();
  for (const [cell, code] of rows) {
    const surface = surfaces.get(code) ?? new Surface();
    surfaces.set(code, surface);
    const [lat, long] = cellToLatLng(cell);
    surface.add(cellArea(cell, "m2"), [long, lat]);
  }
  return new Map([...surfaces].map(([code, { middle, area }]) => [code, { middle, area }]));
}

/** Metres to the east and to the north from one place to another near it. */
export function metresBetween([fromX, fromY]: Point, [toX, toY]: Point): [number, number] {
  const eastward = METRES_PER_DEGREE * Math.cos((fromY * Math.PI) / 180);
  return [(toX - fromX) * eastward, (toY - fromY) * METRES_PER_DEGREE];
}

/** Metres between two places near each other. */
export function distanceBetween(from: Point, to: Point): number {
  return Math.hypot(...metresBetween(from, to));
}

/** The middle of a list of numbers; NaN of none. */
export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
