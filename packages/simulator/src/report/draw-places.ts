import type { Profile, SimulationSettings, Ward } from "@toancanh/contracts";
import { locate, parentCell, type WardIndex } from "@toancanh/geo";
import { cellToBoundary, cellToLatLng, getResolution } from "h3-js";
import { createRandom, keyOf, type Random } from "../random.ts";
import { SimulationSettingsError } from "../simulation-error.ts";
import { chooseByWeight, type WeightedChoice } from "../weighted-choice.ts";
import { walkWard } from "./walk-ward.ts";

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
  /** A point near another one in the same ward; the other one itself when none is found. */
  nearPoint(random: Random, wardCode: string, centre: Point, radiusMetres: number): Point;
  /** Wards with a weight, nearest first, itself included. */
  nearestWards(code: string): readonly Ward[];
  /** The wards that reports come from, and their weights. */
  readonly wards: readonly { ward: Ward; weight: number }[];
}

const METRES_PER_DEGREE = 111_320;

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

  const weighCells = (code: string): WeightedChoice<string> | null => {
    const spots = settings.hot_spots.filter((spot) => spot.ward_code === code);
    const { resolution, quarter, street } = settings.unevenness;
    const ward = byCode.get(code);
    return chooseByWeight(ward ? walkWard(ward, wardIndex) : [], (cell) => {
      const around = parentCell(cell, Math.min(resolution, getResolution(cell)));
      const uneven =
        quarter * createRandom(seed, keyOf(around), 1).normal() +
        street * createRandom(seed, keyOf(cell), 2).normal();
      const [lat, long] = spots.length > 0 ? cellToLatLng(cell) : [0, 0];
      const boost = spots.reduce((sum, spot) => {
        const share = metresBetween(spot, { lat, long }) / spot.radius_m;
        return sum + spot.boost * Math.exp(-0.5 * share * share);
      }, 1);
      return Math.exp(uneven) * boost;
    });
  };

  const choices = new Map<string, WeightedChoice<string> | null>();
  const rings = new Map<string, readonly Point[]>();
  const neighbours = new Map<string, readonly Ward[]>();
  const isInside = (code: string, point: Point) =>
    locate(wardIndex, point.lat, point.long).ward_code === code;

  const pointInCell = (random: Random, cell: string): Point => {
    let ring = rings.get(cell);
    if (!ring) {
      ring = ringOf(cell);
      rings.set(cell, ring);
    }
    return pointInRing(random, ring);
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
      // A cell at the border reaches beyond it: a few points need another try.
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

/** Corners of a cell, its middle in front. */
function ringOf(cell: string): Point[] {
  const corners = cellToBoundary(cell).map(([lat, long]) => ({ lat, long }));
  const mean = (axis: "lat" | "long") => corners.reduce((sum, at) => sum + at[axis], 0) / corners.length;
  return [{ lat: mean("lat"), long: mean("long") }, ...corners];
}

/** Uniform in a triangle between the middle and one edge; the edges of a cell are as good as equal. */
function pointInRing(random: Random, ring: readonly Point[]): Point {
  const edges = ring.length - 1;
  const edge = random.integer(edges);
  const middle = ring[0] ?? { lat: 0, long: 0 };
  const from = ring[edge + 1] ?? middle;
  const to = ring[((edge + 1) % edges) + 1] ?? middle;
  let a = random.unit();
  let b = random.unit();
  if (a + b > 1) {
    a = 1 - a;
    b = 1 - b;
  }
  return rounded({
    lat: middle.lat + a * (from.lat - middle.lat) + b * (to.lat - middle.lat),
    long: middle.long + a * (from.long - middle.long) + b * (to.long - middle.long),
  });
}

function rounded(point: Point): Point {
  return { lat: Math.round(point.lat * 1e5) / 1e5, long: Math.round(point.long * 1e5) / 1e5 };
}

function metresPerLongitude(lat: number): number {
  return METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180);
}

/** Distance on a flat earth, which is exact enough within a city. */
function metresBetween(a: Point, b: Point): number {
  return Math.hypot((a.lat - b.lat) * METRES_PER_DEGREE, (a.long - b.long) * metresPerLongitude(a.lat));
}
