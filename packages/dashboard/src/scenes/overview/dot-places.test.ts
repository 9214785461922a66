import { describe, expect, it } from "vitest";
import { dotPlaces } from "./dot-places.ts";

const day = (n: number, due: number, late: number) => ({
  day: `2026-11-${String(n).padStart(2, "0")}T00:00:00+07:00`,
  due,
  late,
  on_time_rate: due === 0 ? null : (due - late) / due,
});

describe("dotPlaces", () => {
  it("hangs the worst day deepest and sets days above the target above the line", () => {
    const dots = dotPlaces([day(1, 100, 11), day(2, 100, 1), day(3, 100, 0), day(4, 100, 6)], 0.99);
    expect(dots.map(({ depth }) => Math.round(depth * 100) / 100)).toEqual([1, 0, -0.1, 0.5]);
    expect(dots.map(({ at }) => at)).toEqual([0, 1 / 3, 2 / 3, 1]);
  });
  it("leaves out a day with nothing or a handful due, and keeps the others in their places", () => {
    const dots = dotPlaces([day(1, 0, 0), day(2, 4, 4), day(3, 200, 2)], 0.95);
    expect(dots.map(({ at, due }) => [at, due])).toEqual([[1, 200]]);
  });
  it("does not blow a good month up", () => {
    const [dot] = dotPlaces([day(1, 1000, 11)], 0.99);
    expect(dot?.depth).toBeCloseTo(0.05, 5);
  });
});
