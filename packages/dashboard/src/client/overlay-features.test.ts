import { describe, expect, it } from "vitest";
import { readFeatures } from "./overlay-features.ts";

const feature = (geometry: unknown, properties: unknown = { name: "x" }) => ({
  type: "Feature",
  properties,
  geometry,
});
const collection = (...features: unknown[]) => ({ type: "FeatureCollection", features });

describe("features of an overlay", () => {
  it("keeps points, lines and polygons apart, with a place to go to", () => {
    const found = readFeatures(
      collection(
        feature({ type: "Point", coordinates: [106.7, 10.8, 4] }),
        feature({
          type: "LineString",
          coordinates: [
            [106.7, 10.7],
            [106.8, 10.8],
            [106.9, 10.9],
          ],
        }),
        feature({
          type: "MultiPolygon",
          coordinates: [
            [
              [
                [0, 0],
                [1, 0],
                [1, 1],
                [0, 0],
              ],
            ],
          ],
        }),
      ),
    );
    expect(
      found?.features.map(({ points, lines, polygons }) =>
        [points, lines, polygons].map((all) => all.length),
      ),
    ).toEqual([
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]);
    expect(found?.features.map((one) => one.anchor)).toEqual([
      [106.7, 10.8],
      [106.8, 10.8],
      [0, 0],
    ]);
  });

  it("reads collections of geometries and features without properties", () => {
    const [one] =
      readFeatures(
        collection(
          feature(
            {
              type: "GeometryCollection",
              geometries: [
                { type: "Point", coordinates: [1, 2] },
                { type: "MultiPoint", coordinates: [[3, 4]] },
              ],
            },
            null,
          ),
        ),
      )?.features ?? [];
    expect(one?.points).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(one?.properties).toEqual({});
  });

  it("leaves out what has no place on earth, keeping the others' numbers", () => {
    const found = readFeatures(
      collection(
        feature(null),
        feature({ type: "Point", coordinates: [600_000, 1_190_000] }),
        "nothing",
        feature({ type: "Point", coordinates: [1, 2] }),
      ),
    );
    expect(found?.features.map((one) => one.index)).toEqual([3]);
  });

  it.each([null, [], {}, { type: "Feature" }, { type: "FeatureCollection" }])("is null for %j", (value) => {
    expect(readFeatures(value)).toBeNull();
  });
});
