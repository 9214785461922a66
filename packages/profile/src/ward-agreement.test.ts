import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  buildPolygonIndex,
  buildWardIndex,
  locate,
  locatePolygon,
  readBoundaries,
  validateBoundaries,
} from "@toancanh/geo";
import { polygonToCells } from "h3-js";
import pointInPolygon from "point-in-polygon-hao";
import { describe, expect, it } from "vitest";
import { loadProfile } from "./load-profile.ts";

const shared = process.env.TOANCANH_SHARED ?? fileURLToPath(new URL("../../../../shared", import.meta.url));
const profiles = fileURLToPath(new URL("../../../profiles", import.meta.url));
const folder = join(shared, "data", "hcmc");

/** A file of the shared data; null where that folder is not at hand. */
async function readShared(name: string): Promise<unknown> {
  const text = await readFile(join(folder, name), "utf8").catch(() => null);
  return text === null ? null : JSON.parse(text);
}

const geojson = await readShared("wards-2025.geojson");
const { boundaries } = readBoundaries(geojson);

/** Reproducible points over the mainland: the high bits of a linear congruential generator. */
function randomPoints(count: number): [number, number][] {
  let state = 1022;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return Array.from({ length: count }, () => [10.3 + next() * 1.2, 106.3 + next() * 1.3]);
}

if (geojson === null) {
  console.info(`ward-agreement: not run against the city's polygons, there is no ${folder}`);
} else {
  describe("the 168 wards' polygons", () => {
    const index = buildPolygonIndex(boundaries);
    const points = randomPoints(20_000);

    it("are located exactly: equal to another exact algorithm for every point", () => {
      const sorted = [...boundaries].sort((a, b) => (a.code < b.code ? -1 : 1));
      const boxes = sorted.map(({ code, parts }) => {
        const corners = parts.flat(2);
        const longs = corners.map(([x]) => x);
        const lats = corners.map(([, y]) => y);
        return { code, parts, longs: span(longs), lats: span(lats) };
      });
      const astray = points.filter(([lat, long]) => {
        const other = boxes.find(
          ({ parts, longs, lats }) =>
            within(lats, lat) &&
            within(longs, long) &&
            parts.some((part) => pointInPolygon([long, lat], part) !== false),
        );
        return locatePolygon(index, lat, long) !== (other?.code ?? "");
      });
      expect(astray).toEqual([]);
    });

    it("agree with the profile's cells for at least 95 % of the points in the city", async () => {
      const { wardIndex } = await loadProfile(join(profiles, "hcmc"));
      let inCity = 0;
      let same = 0;
      for (const [lat, long] of points) {
        const exact = locatePolygon(index, lat, long);
        const byCell = locate(wardIndex, lat, long).ward_code;
        if (exact === "" && byCell === "") continue;
        inCity += 1;
        if (exact === byCell) same += 1;
      }
      expect(inCity).toBeGreaterThan(5_000);
      expect(same / inCity).toBeGreaterThanOrEqual(0.95);
    });

    it("have nothing wrong with them but slivers", async () => {
      const simplified = await readShared("wards-2025-simplified.geojson");
      const kinds = new Set(validateBoundaries(simplified).map(({ kind }) => kind));
      expect([...kinds]).toEqual(["sliver"]);
    });
  });
}

describe("cells and polygons of a city made for the test", () => {
  it("agree for at least 95 % of points, and for every point a cell away from the border", () => {
    const ring = (west: number) => [
      [west, 10.7],
      [west + 0.05, 10.7],
      [west + 0.05, 10.75],
      [west, 10.75],
      [west, 10.7],
    ];
    const west = { A: 106.6, B: 106.65 };
    const made = readBoundaries({
      type: "FeatureCollection",
      features: Object.entries(west).map(([code, long]) => ({
        type: "Feature",
        properties: { code, name: code },
        geometry: { type: "Polygon", coordinates: [ring(long)] },
      })),
    });
    const polygons = buildPolygonIndex(made.boundaries);
    const cells = buildWardIndex({
      wards: Object.keys(west).map((code) => ({ code, valid_from: "2025-07-01", valid_to: null })),
      cells: Object.entries(west).flatMap(([code, long]) =>
        polygonToCells([ring(long)], 10, true).map((cell): [string, string] => [cell, code]),
      ),
      startOfDay: Date.parse,
    });
    let same = 0;
    for (let i = 0; i < 50; i++) {
      for (let j = 0; j < 100; j++) {
        const [lat, long] = [10.7005 + i * 0.00098, 106.6005 + j * 0.00099];
        const agree = locate(cells, lat, long).ward_code === locatePolygon(polygons, lat, long);
        const toBorder = Math.min(
          lat - 10.7,
          10.75 - lat,
          long - 106.6,
          106.7 - long,
          Math.abs(long - 106.65),
        );
        // A corner of a cell is at most 0.0008° from its centre here.
        if (toBorder > 0.0008) expect(agree).toBe(true);
        if (agree) same += 1;
      }
    }
    expect(same / 5_000).toBeGreaterThanOrEqual(0.95);
  });
});

function span(values: readonly number[]): [number, number] {
  return values.reduce<[number, number]>(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
}

function within([low, high]: [number, number], value: number): boolean {
  return low <= value && value <= high;
}
