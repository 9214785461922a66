import { describe, expect, it } from "vitest";
import { columnsOf, dotsOf, placeIn, placeLabels } from "./lane-model.ts";

const PANE = { from_minutes: 120, to_minutes: 240 };
const ROOM = { width: 16, height: 5.6 };
const mark = (in_minutes: number, count = 1) => ({ in_minutes, count });

describe("dotsOf", () => {
  it("has one dot an obligation at its time, also at either end of the pane", () => {
    const dots = dotsOf([mark(120), mark(180), mark(239)], PANE, ROOM) ?? [];
    expect(dots.map(({ y }) => y)).toEqual([0, 0, 0]);
    expect(dots.map(({ x }) => Math.round(x * 10) / 10)).toEqual([0.5, 8, 15.4]);
  });
  it("lets those of one time stand on one another, and beside when the lane is full", () => {
    const dots = dotsOf([mark(158, 7)], PANE, ROOM) ?? [];
    const at = placeIn(PANE, 158, ROOM.width) * ROOM.width;
    expect(dots).toHaveLength(7);
    expect(dots.filter(({ x }) => x === at).map(({ y }) => y)).toEqual([-2, -1, 0, 1, 2]);
    expect(dots.filter(({ x }) => x === at + 1).map(({ y }) => y)).toEqual([-0.5, 0.5]);
  });
  it("never lays a dot on another", () => {
    const dots = dotsOf([mark(120, 3), mark(124, 4), mark(131, 2), mark(133)], PANE, ROOM) ?? [];
    expect(dots).toHaveLength(10);
    for (const [index, a] of dots.entries()) {
      for (const b of dots.slice(index + 1)) expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(0.99);
    }
  });
  it("gives up where a dot would say another time or leave its pane", () => {
    expect(dotsOf([mark(158, 21)], PANE, ROOM)).toBeNull();
    expect(dotsOf([mark(239, 6)], PANE, ROOM)).toBeNull();
    expect(dotsOf([], PANE, ROOM)).toEqual([]);
  });
});

describe("columnsOf", () => {
  it("counts every obligation in its twelfth", () => {
    expect(columnsOf([mark(120, 4), mark(129, 2), mark(239, 9)], PANE)).toEqual([
      6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9,
    ]);
  });
});

describe("placeLabels", () => {
  it("leaves out what would lie on a label that comes first in the list", () => {
    const labels = [
      { x: 280, width: 100 },
      { x: 0, width: 100 },
      { x: 200, width: 100 },
      { x: 400, width: 100 },
    ];
    expect(placeLabels(labels, 600, 8).map(({ index }) => index)).toEqual([0, 1, 3]);
  });
  it("keeps a label at the right end inside", () => {
    expect(placeLabels([{ x: 590, width: 100 }], 600, 8)).toEqual([{ index: 0, x: 500 }]);
  });
});
