import { describe, expect, it } from "vitest";
import { slopeOf } from "./slope.ts";

const line = (slope: number) => Array.from({ length: 20 }, (_, at) => ({ at, value: 100 + slope * at }));

describe("slopeOf", () => {
  it("finds growth, shrinking and rest", () => {
    for (const slope of [0.25, -3, 0]) expect(slopeOf(line(slope))).toBeCloseTo(slope, 10);
  });

  it("is not moved by single peaks", () => {
    const readings = line(0.5).map((reading) => (reading.at === 18 ? { ...reading, value: 900 } : reading));
    expect(slopeOf(readings)).toBeCloseTo(0.5, 10);
  });

  it("says nothing of a single moment", () => {
    expect(() => slopeOf([{ at: 1, value: 1 }])).toThrow("two readings");
  });
});
