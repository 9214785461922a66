import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import pointInPolygon from "point-in-polygon-hao";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { productRoot } from "../city/paths.ts";
import { runLocate } from "./locate.ts";

const shared = process.env.TOANCANH_SHARED ?? join(productRoot, "..", "shared");
const file = join(shared, "data", "hcmc", "wards-2025.geojson");
const text = await readFile(file, "utf8").catch(() => null);
const POINTS = 14_000;

interface Unit {
  code: string;
  parts: [number, number][][][];
}

/** The file's units as they stand in it, read apart from the product's own reader. */
function readUnits(geojson: string): Unit[] {
  const {
    features,
  }: { features: { properties: { code: string }; geometry: { type: string; coordinates: never } }[] } =
    JSON.parse(geojson);
  return features
    .map(({ properties, geometry }) => ({
      code: properties.code,
      parts: geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates,
    }))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** Random points over the mainland, the same in every run; six decimals, as they are written. */
function randomPoints(count: number): [number, number][] {
  let state = 168;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const round = (degrees: number) => Number(degrees.toFixed(6));
  return Array.from({ length: count }, () => [round(10.35 + next() * 1.1), round(106.35 + next() * 1.2)]);
}

async function locateAll(points: readonly [number, number][], boundaries?: string): Promise<string[]> {
  const lines: string[] = [];
  const input = Readable.from(points.map(([lat, long]) => `${lat},${long}\n`));
  const terminal = { input, out: (part: string) => void lines.push(part), err: () => {}, interactive: false };
  const code = await runLocate(
    boundaries === undefined ? { profile: "hcmc" } : { profile: "hcmc", boundaries },
    terminal,
  );
  expect(code).toBe(0);
  return lines
    .join("")
    .trimEnd()
    .split("\n")
    .map((line) => line.split(",")[2] ?? "");
}

describe("toancanh locate with boundaries of one's own", () => {
  const WEST = { code: "27439", from: 106.6, to: 106.65 };
  const EAST = { code: "27442", from: 106.65, to: 106.7 };
  const [SOUTH, NORTH] = [10.75, 10.8];
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "toancanh-locate-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("finds each point in the square it lies in, and none outside", async () => {
    const features = [WEST, EAST].map(({ code, from, to }) => ({
      type: "Feature",
      properties: { code, name: code },
      geometry: {
        type: "Polygon",
        coordinates: [
          [
            [from, SOUTH],
            [to, SOUTH],
            [to, NORTH],
            [from, NORTH],
            [from, SOUTH],
          ],
        ],
      },
    }));
    const squares = join(folder, "squares.geojson");
    await writeFile(squares, JSON.stringify({ type: "FeatureCollection", features }));
    const points = randomPoints(POINTS);
    const expected = points.map(([lat, long]) =>
      lat < SOUTH || lat > NORTH
        ? ""
        : ([WEST, EAST].find(({ from, to }) => from < long && long < to)?.code ?? ""),
    );
    expect(new Set(expected)).toEqual(new Set(["", WEST.code, EAST.code]));
    expect(await locateAll(points, squares)).toEqual(expected);
  });
});

if (text === null) {
  console.info(`locate-agreement: not run, there is no ${file}`);
} else {
  describe(`toancanh locate on ${POINTS} random points`, () => {
    const points = randomPoints(POINTS);
    let exact: string[];
    beforeAll(() => {
      const units = readUnits(text).map((unit) => {
        const corners = unit.parts.flat(2);
        const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
        const ends = (values: number[]) =>
          values.reduce(([low, high], v) => [Math.min(low, v), Math.max(high, v)] as const, [
            Infinity,
            -Infinity,
          ] as readonly [number, number]);
        return { ...unit, x: ends(xs), y: ends(ys) };
      });
      exact = points.map(
        ([lat, long]) =>
          units.find(
            ({ parts, x, y }) =>
              x[0] <= long &&
              long <= x[1] &&
              y[0] <= lat &&
              lat <= y[1] &&
              parts.some((part) => pointInPolygon([long, lat], part) !== false),
          )?.code ?? "",
      );
      expect(exact.filter((code) => code !== "").length).toBeGreaterThan(5_000);
    });

    it("with the city's boundaries equals another exact point-in-polygon on every point", async () => {
      expect(await locateAll(points, file)).toEqual(exact);
    });

    it("by the profile's cells agrees for at least 95 % of the points in the city", async () => {
      const byCells = await locateAll(points);
      const inCity = exact.map((code, i) => [code, byCells[i]]).filter(([a, b]) => a !== "" || b !== "");
      const same = inCity.filter(([a, b]) => a === b).length;
      console.info(
        `locate: ${inCity.length} points in the city, by cells ${((100 * same) / inCity.length).toFixed(1)} % equal`,
      );
      expect(same / inCity.length).toBeGreaterThanOrEqual(0.95);
    });
  });
}
