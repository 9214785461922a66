import { describe, expect, it } from "vitest";
import {
  figuresOfMatrix,
  figuresOfTrend,
  locatedOf,
  type MapFigures,
  rankPlaces,
  scaleOf,
  valueAt,
} from "./map-figures.ts";

const stamp = { as_of: "2026-11-22T08:00:00Z", latest_event_at: null, simulated: true };
const period = { kind: "official" as const, from: "2026-10-25T05:00:00Z", to: "2026-11-25T05:00:00Z" };
const volume = (received: number, due = received, late = 0) => ({
  received,
  due,
  late,
  late_rate: due === 0 ? null : late / due,
});

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
    const row = (ward_code: string, service_code: string, received: number, late: number) => ({
      ward_code,
      service_code,
      received,
      late,
      late_rate: null,
    });
    const figures = figuresOfMatrix({
      ...stamp,
      period,
      denominator: "due",
      rows: [
        row("", "noise", 3, 0),
        row("1", "noise", 5, 1),
        row("1", "waste", 2, 1),
        row("2", "waste", 7, 0),
      ],
    });
    expect(figures).toMatchObject({ total: 17, unlocated: 3, ids: ["1", "2"] });
    expect([...figures.count]).toEqual([7, 7]);
    expect([...figures.late]).toEqual([2, 0]);
    expect(locatedOf(figures) + figures.unlocated).toBe(figures.total);
    expect(valueAt(figures, "late_share", 0)).toBeNull();
  });

  it("takes the last period of a trend as counted then", () => {
    const unit = (id: string, last: ReturnType<typeof volume>) => ({
      unit: id,
      name: id,
      short_name: id,
      kind: "same" as const,
      like_for_like: [volume(1), volume(99)],
      as_then: [volume(1), last],
      counted_in: [],
      made_of: [],
    });
    const figures = figuresOfTrend({
      ...stamp,
      periods: [period, period],
      totals: [volume(3), volume(13)],
      rows: [unit("", volume(2)), unit("1", volume(11, 10, 1)), unit("gone", volume(0))],
    });
    expect(figures).toMatchObject({ total: 13, unlocated: 2, ids: ["1"] });
    expect(valueAt(figures, "late_share", 0)).toBe(0.1);
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
