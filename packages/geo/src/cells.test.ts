import { cellToChildren, cellToParent, getRes0Cells, latLngToCell } from "h3-js";
import { describe, expect, it } from "vitest";
import { cellPath, cellResolution, isPoint, parentCell, pointToCell } from "./cells.ts";

describe("pointToCell", () => {
  it("takes latitude first", () => {
    // Bến Thành market; the order of arguments of H3 bindings changed over the years.
    expect(pointToCell(10.7725, 106.698)).toBe("8a65b5662b5ffff");
    expect(pointToCell(10.7725, 106.698)).toBe(latLngToCell(10.7725, 106.698, 10));
  });

  it.each([
    [Number.NaN, 106],
    [90.1, 106],
    [10, 180.1],
    [10, Number.POSITIVE_INFINITY],
  ])("refuses %d, %d", (lat, long) => {
    expect(isPoint(lat, long)).toBe(false);
    expect(() => pointToCell(lat, long)).toThrow(RangeError);
  });
});

describe("cellPath", () => {
  it("of a parent is that of its child divided by 8 a step, all over the earth", () => {
    for (const root of getRes0Cells()) {
      const cell = cellToChildren(cellToChildren(root, 3).at(-1) ?? root, 6).at(-2) ?? root;
      const path = cellPath(cell, 6);
      for (let resolution = 5; resolution >= 0; resolution--) {
        const parent = cellToParent(cell, resolution);
        expect(Math.floor(path / 8 ** (6 - resolution))).toBe(cellPath(parent, resolution));
      }
    }
  });
});

describe("cellResolution", () => {
  it("knows cells from other text", () => {
    const cell = pointToCell(10.7725, 106.698);
    expect(cellResolution(cell)).toBe(10);
    expect(cellResolution(parentCell(cell, 7))).toBe(7);
    expect(cellResolution("26743")).toBe(-1);
    expect(cellResolution("")).toBe(-1);
  });
});
