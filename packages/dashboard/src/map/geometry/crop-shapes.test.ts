import { expect, it } from "vitest";
import { NO_GROUND } from "../../data/ground.ts";
import type { WardShapes } from "../../data/ward-shapes.ts";
import { cropShapes } from "./crop-shapes.ts";

const square = (west: number, size: number): [number, number][] => [
  [west, 0],
  [west + size, 0],
  [west + size, size],
  [west, size],
  [west, 0],
];

it("keeps what reaches into the bounds, also around them, and leaves the whole city as it is", () => {
  const outlines = {
    polygons: [
      { code: "inside", polygon: [square(1, 1)] },
      { code: "around", polygon: [square(-50, 100)] },
      { code: "outside", polygon: [square(20, 1)] },
    ],
    inner: [{ path: square(1, 1) }, { path: square(20, 1) }],
    outer: [{ path: square(20, 1) }],
  };
  const ground = { ...NO_GROUND, rivers: [{ path: square(20, 1), width: 300 }] };
  const shapes: WardShapes = { ...outlines, whole: outlines, ground };
  const cropped = cropShapes(shapes, [0, 0, 10, 10]);
  expect(cropped.polygons.map(({ code }) => code)).toEqual(["inside", "around"]);
  expect([cropped.inner, cropped.outer, cropped.ground.rivers]).toEqual([[outlines.inner[0]], [], []]);
  expect(cropped.whole).toBe(shapes.whole);
});

it("cuts a line into the parts that reach in, and keeps what stands beside it", () => {
  const path: [number, number][] = [
    [1, 1],
    [2, 1],
    [30, 1],
    [30, 5],
    [9, 5],
  ];
  const none = { polygons: [], inner: [], outer: [] };
  const shapes = { ...none, whole: none, ground: { ...NO_GROUND, rivers: [{ path, width: 300 }] } };
  expect(cropShapes(shapes, [0, 0, 10, 10]).ground.rivers).toEqual([
    { path: path.slice(0, 3), width: 300 },
    { path: path.slice(3), width: 300 },
  ]);
});
