import { describe, expect, it } from "vitest";
import { wardAt } from "./ward-at.ts";

const square = (from: number, to: number): [number, number][] => [
  [from, from],
  [to, from],
  [to, to],
  [from, to],
  [from, from],
];
const shapes = {
  polygons: [
    { code: "ring", polygon: [square(0, 10), square(4, 6)] },
    { code: "island", polygon: [square(4, 6)] },
  ],
};

describe("ward at a place", () => {
  it("minds holes and what lies outside", () => {
    expect(wardAt(shapes, 1, 9)).toBe("ring");
    expect(wardAt(shapes, 5, 5)).toBe("island");
    expect(wardAt(shapes, 11, 5)).toBeNull();
  });
});
