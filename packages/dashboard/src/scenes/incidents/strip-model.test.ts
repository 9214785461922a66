import { describe, expect, it } from "vitest";
import { stripOf } from "./strip-model.ts";

const MINUTE = 60_000;
const NOW = 1_000 * MINUTE;
const SPAN = 120 * MINUTE;
const strip = (ago: number[], left: number | null) =>
  stripOf(
    ago.map((minutes) => NOW - minutes * MINUTE),
    left === null ? null : NOW + left * MINUTE,
    NOW,
    SPAN,
  );

describe("stripOf", () => {
  it("puts reports left of now, the due right of it, and a bar between", () => {
    const { dots, due, bar, since, isBeyond } = strip([120, 60, 0], 60);
    expect(dots.map(({ x }) => x)).toEqual([0, 0.25, 0.5]);
    expect({ due, bar, since, isBeyond }).toEqual({
      due: 0.75,
      bar: { from: 0.5, to: 0.75 },
      since: null,
      isBeyond: false,
    });
  });
  it("has the bar of what is overdue left of now", () => {
    expect(strip([90], -30)).toMatchObject({ due: 0.375, bar: { from: 0.375, to: 0.5 } });
    expect(strip([90], -600)).toMatchObject({ due: null, bar: { from: 0, to: 0.5 }, isBeyond: false });
  });
  it("names the start before the axis and points at a due beyond it", () => {
    expect(strip([400, 10], 500)).toMatchObject({
      since: NOW - 400 * MINUTE,
      due: null,
      bar: { from: 0.5, to: 1 },
      isBeyond: true,
    });
    expect(strip([10], null)).toMatchObject({ due: null, bar: null, isBeyond: false });
  });
  it("has columns of ten minutes where dots would lie on one another", () => {
    const { dots, columns } = strip(
      Array.from({ length: 60 }, (_, index) => (index < 40 ? 5 : 25)),
      10,
    );
    expect(dots).toEqual([]);
    expect(columns.map(({ share }) => share)).toEqual([0.5, 1]);
    expect(columns[1]?.x).toBeCloseTo(0.5 - 10 / 240, 9);
  });
});
