import { describe, expect, it } from "vitest";
import { figuresOfMatrix, locatedOf, type MapFigures, rankPlaces, scaleOf, valueAt } from "./map-figures.ts";

const stamp = { as_of: "2026-11-22T08:00:00Z", latest_event_at: null, simulated: true };
const period = { kind: "official" as const, from: "2026-10-25T05:00:00Z", to: "2026-11-25T05:00:00Z" };

const cells: MapFigures = {
  view: "cells",
  as_of: stamp.as_of,
  total: 40,
  unlocated: 4,
  ids: ["a", "b", "c"],
  count: Float64Array.from([20, 6, 10]),
  expected: Float64Array.from([20, 0, 2]),
  late: Float64Array.from([2, 3, 0]),
  due: Float64Array.from([18, 9, 10]),
};

describe("figures of a map", () => {
  it("sums the matrix by ward: places and unlocated are its whole sum", () => {
    const row = (ward_code: string, service_code: string, received: number, late: number, due = 0) => ({
      ward_code,
      service_code,
      received,
      late,
      due,
      late_rate: null,
    });
    const figures = figuresOfMatrix({
      ...stamp,
      period,
      denominator: "due",
      rows: [
        row("", "noise", 3, 0),
        row("1", "noise", 5, 1, 4),
        row("1", "waste", 12, 1, 6),
        row("2", "waste", 7, 0),
      ],
    });
    expect(figures).toMatchObject({ total: 27, unlocated: 3, ids: ["1", "2"] });
    expect([...figures.count]).toEqual([17, 7]);
    expect([...figures.late]).toEqual([2, 0]);
    expect(locatedOf(figures) + figures.unlocated).toBe(figures.total);
    expect([...figures.due]).toEqual([10, 0]);
    // Late and due are summed before one is divided by the other.
    expect([0, 1].map((index) => valueAt(figures, "late_share", index))).toEqual([0.2, null]);
  });

  it("gives no ratio where nothing is usual and no share of a handful", () => {
    expect([0, 1, 2].map((index) => valueAt(cells, "ratio", index))).toEqual([1, null, 5]);
    expect([0, 1, 2].map((index) => valueAt(cells, "late_share", index))).toEqual([2 / 18, null, 0]);
    expect([0, 1, 2].map((index) => scaleOf(cells, "late_share").classAt(index))).toEqual([4, null, 0]);
  });

  it("has one colour more than edges, seven at most", () => {
    for (const measure of ["count", "ratio", "late_share"] as const) {
      const { edges, colours } = scaleOf(cells, measure);
      expect(colours).toHaveLength(edges.length + 1);
      expect(colours.length).toBeLessThanOrEqual(7);
    }
  });

  it("spreads wards over its classes", () => {
    const count = Float64Array.from({ length: 168 }, (_, index) => 25 + 2 * index);
    const ids = Array.from(count, String);
    const wards: MapFigures = { ...cells, view: "wards", ids, count };
    const { edges, classAt } = scaleOf(wards, "count");
    expect(edges).toEqual([75, 140, 210, 280, 320, 350]);
    const sizes = new Map<number | null, number>();
    for (let index = 0; index < ids.length; index += 1) {
      sizes.set(classAt(index), (sizes.get(classAt(index)) ?? 0) + 1);
    }
    expect(sizes.size).toBe(7);
    expect(sizes.get(6)).toBeLessThan(10);
    const few: MapFigures = { ...wards, ids: ["1"], count: Float64Array.from([9]) };
    expect(scaleOf(few, "count").edges).toEqual([]);
  });

  it("ranks the highest first, what has no value last", () => {
    expect(rankPlaces(cells, "count")).toEqual([0, 2, 1]);
    expect(rankPlaces(cells, "ratio")).toEqual([2, 0, 1]);
    expect(rankPlaces(cells, "late_share")).toEqual([0, 2, 1]);
  });
});
