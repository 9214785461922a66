import { describe, expect, it } from "vitest";
import { fitView, projector, toBounds, widen } from "./projection.ts";

describe("fitView, projector", () => {
  it("shows all of the bounds, centred", () => {
    const view = fitView([106.5, 10.6, 106.9, 10.9], 800, 600, 20);
    const project = projector(view, 800, 600);
    const corner = project(106.5, 10.9);
    expect(corner.x).toBeGreaterThanOrEqual(19);
    expect(corner.y).toBeGreaterThanOrEqual(19);
    const opposite = project(106.9, 10.6);
    expect(opposite.x).toBeLessThanOrEqual(781);
    expect(opposite.y).toBeLessThanOrEqual(581);
    expect(corner.x + opposite.x).toBeCloseTo(800, 0);
  });
});

describe("widen", () => {
  it("keeps the middle", () => {
    expect(widen([1, 1, 3, 2], 2)).toEqual([0, 0.5, 4, 2.5]);
  });
});

describe("toBounds", () => {
  it("takes west, south, east, north and nothing else", () => {
    expect(toBounds([1, 2, 3, 4])).toEqual([1, 2, 3, 4]);
    expect(toBounds([3, 2, 1, 4])).toBeNull();
    expect(toBounds([1, 2, 3])).toBeNull();
  });
});
