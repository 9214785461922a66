import type { Basemap } from "@toancanh/contracts";
import { describe, expect, it } from "vitest";
import { groundOf, NO_GROUND } from "./ground.ts";

type Feature = Basemap["features"][number];

const area = (kind: "sea" | "land", ring: [number, number][]): Feature => ({
  type: "Feature",
  properties: { kind },
  geometry: { type: "Polygon", coordinates: [ring] },
});
const sea = area("sea", [
  [0, 0],
  [9, 0],
  [9, 9],
  [0, 9],
  [0, 0],
]);
/** Land along the western and northern edge of the sea, with a shore of three points. */
const land = area("land", [
  [0, 9],
  [0, 2],
  [3, 3],
  [4, 5],
  [6, 6],
  [7, 9],
  [0, 9],
]);
const river: Feature = {
  type: "Feature",
  properties: { kind: "river", name: "Sông", width_m: 90 },
  geometry: {
    type: "LineString",
    coordinates: [
      [1, 5],
      [2, 6],
    ],
  },
};
const name: Feature = {
  type: "Feature",
  properties: { kind: "place", name: { vi: "Chợ", en: "Market" } },
  geometry: { type: "Point", coordinates: [1, 4] },
};

describe("groundOf", () => {
  it("sorts what lies under a city, the shore apart from where the data end", () => {
    const ground = groundOf({ type: "FeatureCollection", features: [sea, land, river, name] });
    expect([ground.sea.length, ground.land.length]).toEqual([1, 1]);
    expect(ground.coast).toEqual([
      [
        [3, 3],
        [4, 5],
        [6, 6],
      ],
    ]);
    expect(ground.rivers).toEqual([
      {
        path: [
          [1, 5],
          [2, 6],
        ],
        width: 90,
      },
    ]);
    expect(ground.names).toEqual([name]);
  });
  it("is empty for a city without any", () => {
    expect(groundOf({ type: "FeatureCollection", features: [] })).toEqual(NO_GROUND);
  });
});
