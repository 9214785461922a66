import fc from "fast-check";
import pointInPolygon from "point-in-polygon-hao";
import { describe, expect, it } from "vitest";
import type { Boundary, Point } from "./boundaries.ts";
import { buildPolygonIndex, locatePolygon, unitsAround } from "./polygon-index.ts";
import { box } from "./testing/boxes.ts";

const unit = (code: string, ...parts: Point[][][]): Boundary => ({ code, name: code, parts });

describe("locatePolygon", () => {
  const index = buildPolygonIndex([
    unit("C", [box(108, 10, 109, 11)]),
    unit("B", [box(107, 10, 108, 11)]),
    unit("A", [box(106, 10, 107, 11), box(106.4, 10.4, 106.6, 10.6)], [box(106.45, 10.45, 106.55, 10.55)]),
  ]);

  it.each([
    ["in a unit", 10.2, 106.2, "A"],
    ["in its hole", 10.42, 106.5, ""],
    ["on an island in its hole", 10.5, 106.5, "A"],
    ["in the next unit", 10.5, 107.5, "B"],
    ["on a shared border: lowest code", 10.5, 107, "A"],
    ["on a shared corner", 11, 108, "B"],
    ["on an outer corner", 10, 109, "C"],
    ["in the row of the corners, outside", 11, 109.5, ""],
    ["in the row of an edge, outside", 10, 105, ""],
    ["far away", 21, 105.8, ""],
    ["nowhere", Number.NaN, 106, ""],
  ])("finds a point %s", (_where, lat, long, code) => {
    expect(locatePolygon(index, lat, long)).toBe(code);
  });

  it("tells what surrounds a point strictly", () => {
    expect(unitsAround(index, 10.5, 107)).toEqual([]);
    expect(unitsAround(index, 10.5, 107.5)).toEqual(["B"]);
  });

  it("knows no unit when there is none", () => {
    expect(locatePolygon(buildPolygonIndex([]), 0, 0)).toBe("");
  });

  it("agrees with another exact algorithm on random shapes and points", () => {
    // Few places, so that points often fall on corners and edges; whole degrees, because the other
    // algorithm subtracts before it decides and is exact only where that is.
    const place = fc.integer({ min: 0, max: 8 });
    const corner = fc.tuple(place, place).map(([x, y]): Point => [x, y]);
    fc.assert(
      fc.property(fc.array(corner, { minLength: 3, maxLength: 9 }), corner, (corners, [x, y]) => {
        const [first] = corners;
        if (first === undefined) return;
        const ring: Point[] = [...corners, first].filter((point, i, all) => {
          const before = all[i - 1];
          return before === undefined || before[0] !== point[0] || before[1] !== point[1];
        });
        if (ring.length < 4) return;
        const inside = pointInPolygon([x, y], [ring]) !== false;
        const found = locatePolygon(buildPolygonIndex([unit("A", [ring])]), y, x);
        expect(found).toBe(inside ? "A" : "");
      }),
      { numRuns: 20_000 },
    );
  });
});
