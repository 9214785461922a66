import { describe, expect, it } from "vitest";
import { SEQUENTIAL } from "../../ui/palette.ts";
import { countClass, countEdges, RATIO_COLOURS, RATIO_EDGES, ratioClass } from "./classes.ts";

describe("ratioClass", () => {
  it("puts every edge into the class above it", () => {
    expect(ratioClass(70, 100)).toBe(0);
    expect(ratioClass(100, 100)).toBe(1);
    expect(ratioClass(125, 100)).toBe(2);
    expect(ratioClass(175, 100)).toBe(3);
    expect(ratioClass(250, 100)).toBe(4);
    expect(ratioClass(400, 100)).toBe(5);
  });
  it("makes nothing of what chance explains, and something of five where none is usual", () => {
    expect(ratioClass(3, 1)).toBe(1);
    expect(ratioClass(4, 0)).toBe(1);
    expect(ratioClass(5, 0)).toBe(5);
    expect(ratioClass(15, 10)).toBe(1);
    expect(ratioClass(16, 10)).toBe(2);
  });
  it("has a colour for each class", () => {
    expect(RATIO_COLOURS).toHaveLength(RATIO_EDGES.length + 1);
    for (const index of RATIO_COLOURS) expect(SEQUENTIAL[index]).toBeDefined();
  });
});

describe("countEdges", () => {
  it("gives at most seven classes that end near the largest count", () => {
    expect(countEdges([1])).toEqual([2]);
    expect(countEdges([1, 9])).toEqual([2, 3, 5, 8]);
    const edges = countEdges([1, 45, 3000]);
    expect(edges.length).toBeLessThanOrEqual(6);
    expect(edges.at(-1)).toBe(3000);
    expect([...edges].sort((a, b) => a - b)).toEqual(edges);
    expect(countClass(1, edges)).toBe(0);
    expect(countClass(3000, edges)).toBe(edges.length);
  });
});
