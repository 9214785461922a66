import type { Profile, SimulationSettings, Ward } from "@toancanh/contracts";
import { locate, parentCell, type WardIndex } from "@toancanh/geo";
import { cellToBoundary, cellToLatLng, getResolution } from "h3-js";
import { createRandom, keyOf, type Random } from "./random.ts";
import { SimulationSettingsError } from "./simulation-error.ts";
import { chooseByWeight, type WeightedChoice } from "./weighted-choice.ts";

export interface Point {
  lat: number;
  long: number;
}

/** Where reports come from. Points are WGS84 degrees with 5 decimals (1 m). */
export interface Places {
  /** A ward in proportion to its weight. */
  pickWard(random: Random): Ward;
  /** A point of that ward by its inner density; null when the ward has no cells. */
  pickPoint(random: Random, wardCode: string): Point | null;
  /** A point of the ward around another, else the other itself. */
  nearPoint(random: Random, wardCode: string, centre: Point, radiusMetres: number): Point;
  /** Wards with a weight, nearest first, itself included. */
  nearestWards(code: string): readonly Ward[];
  /** Those a report may come from, and their weights. */
  readonly wards: readonly { ward: Ward; weight: number }[];
}

const METRES_PER_DEGREE = 111_320;
/** Cells of resolution 10 in one of resolution 0..10. */
const CELLS_WITHIN = Array.from({ length: 11 }, (_, resolution) => 7 ** (10 - resolution));

/** Throws SimulationSettingsError naming an unknown ward, or the table when no ward has a weight. */
export function createPlaces(
  profile: Pick<Profile, "wards">,
  wardIndex: WardIndex,
  settings: SimulationSettings["places"],
  seed: number,
): Places {
  const byCode = new Map(profile.wards.map((ward) => [ward.code, ward]));
  const wards = Object.entries(settings.wards).map(([code, weight]) => {
    const ward = byCode.get(code);
    if (!ward) throw new SimulationSettingsError(`places.wards.${code}`, "unknown ward");
    return { ward, weight };
  });
  settings.hot_spots.forEach((spot, index) => {
    if (!byCode.has(spot.ward_code)) {
      throw new SimulationSettingsError(
        `places.hot_spots[${index}].ward_code`,
        `unknown ward "${spot.ward_code}"`,
      );
    }
  });
  const wardChoice = chooseByWeight(wards, ({ weight }) => weight);
  if (!wardChoice) throw new SimulationSettingsError("places.wards", "no ward has a weight");

  const cellsOfWard = new Map<string, string[]>();
  for (const [cell, codes] of wardIndex.cells) {
    for (const code of codes) {
      const cells = cellsOfWard.get(code);
      if (cells) cells.push(cell);
      else cellsOfWard.set(code, [cell]);
    }
  }

  const weighCells = (code: string): WeightedChoice<string> | null => {
    const spots = settings.hot_spots.filter((spot) => spot.ward_code === code);
    const { resolution, quarter, street } = settings.unevenness;
    return chooseByWeight(cellsOfWard.get(code) ?? [], (cell) => {
      const own = getResolution(cell);
      const around = own <= resolution ? cell : parentCell(cell, resolution);
      const uneven =
        quarter * createRandom(seed, keyOf(around), 1).normal() +
        street * createRandom(seed, keyOf(cell), 2).normal();
      const [lat, long] = spots.length > 0 ? cellToLatLng(cell) : [0, 0];
      const boost = spots.reduce((sum, spot) => {
        const share = metresBetween(spot, { lat, long }) / spot.radius_m;
        return sum + spot.boost * Math.exp(-0.5 * share * share);
      }, 1);
      return (CELLS_WITHIN[own] ?? 1) * Math.exp(uneven) * boost;
    });
  };

  const choices = new Map<string, WeightedChoice<string> | null>();
  const boundaries = new Map<string, readonly (readonly number[])[]>();
  const neighbours = new Map<string, readonly Ward[]>();
  const isInside = (code: string, point: Point) =>
    locate(wardIndex, point.lat, point.long).ward_code === code;

  const pointInCell = (random: Random, cell: string): Point => {
    let boundary = boundaries.get(cell);
    if (!boundary) {
      boundary = cellToBoundary(cell);
      boundaries.set(cell, boundary);
    }
    return pointInPolygon(random, boundary);
  };

  return {
    wards,
    pickWard: (random) => wardChoice.pick(random).ward,
    pickPoint(random, wardCode) {
      let choice = choices.get(wardCode);
      if (choice === undefined) {
        choice = weighCells(wardCode);
        choices.set(wardCode, choice);
      }
      if (!choice) return null;
      // A parent cell reaches a little beyond its children: a few points need another try.
      let point = pointInCell(random, choice.pick(random));
      for (let tries = 0; tries < 3 && !isInside(wardCode, point); tries++) {
        point = pointInCell(random, choice.pick(random));
      }
      return point;
    },
    nearPoint(random, wardCode, centre, radiusMetres) {
      const point = rounded({
        lat: centre.lat + (random.normal() * radiusMetres) / METRES_PER_DEGREE,
        long: centre.long + (random.normal() * radiusMetres) / metresPerLongitude(centre.lat),
      });
      return isInside(wardCode, point) ? point : centre;
    },
    nearestWards(code) {
      const known = neighbours.get(code);
      if (known) return known;
      const centre = byCode.get(code);
      const sorted = wards
        .filter(({ weight }) => weight > 0)
        .map(({ ward }) => ({ ward, metres: centre ? metresBetween(centre, ward) : 0 }))
        .sort((a, b) => a.metres - b.metres)
        .map(({ ward }) => ward);
      neighbours.set(code, sorted);
      return sorted;
    },
  };
}

/** Uniform in a triangle between the middle and one edge; the edges of a cell are as good as equal. */
function pointInPolygon(random: Random, boundary: readonly (readonly number[])[]): Point {
  const edge = random.integer(boundary.length);
  const from = boundary[edge] ?? [];
  const to = boundary[(edge + 1) % boundary.length] ?? [];
  let a = random.unit();
  let b = random.unit();
  if (a + b > 1) {
    a = 1 - a;
    b = 1 - b;
  }
  const coordinate = (axis: 0 | 1) => {
    let sum = 0;
    for (const vertex of boundary) sum += vertex[axis] ?? 0;
    const middle = sum / boundary.length;
    return middle + a * ((from[axis] ?? middle) - middle) + b * ((to[axis] ?? middle) - middle);
  };
  return rounded({ lat: coordinate(0), long: coordinate(1) });
}

function rounded(point: Point): Point {
  return { lat: Math.round(point.lat * 1e5) / 1e5, long: Math.round(point.long * 1e5) / 1e5 };
}

function metresPerLongitude(lat: number): number {
  return METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180);
}

/** On a flat earth: a city is small. */
function metresBetween(a: Point, b: Point): number {
  return Math.hypot((a.lat - b.lat) * METRES_PER_DEGREE, (a.long - b.long) * metresPerLongitude(a.lat));
}
