import { describe, expect, it } from "vitest";
import { lateScale, onTimeScale, positionOn } from "./scale.ts";

describe("onTimeScale", () => {
  it("shows the last ten points as long as everything is there", () => {
    expect(onTimeScale([0.968, 0.974, 0.99])).toEqual({ from: 0.9, to: 1, ticks: [0.9, 0.95, 1] });
    expect(onTimeScale([0.85, null]).from).toBe(0.8);
    expect(onTimeScale([0.1]).from).toBe(0);
    expect(onTimeScale([]).from).toBe(0.9);
  });
});

describe("lateScale", () => {
  it("starts at zero, covers the highest value and has round ticks", () => {
    expect(lateScale([0.089])).toEqual({ from: 0, to: 0.1, ticks: [0, 0.02, 0.04, 0.06, 0.08, 0.1] });
    expect(lateScale([]).ticks).toEqual([0, 0.005, 0.01, 0.015, 0.02]);
    for (const value of [0.021, 0.07, 0.13, 0.34, 0.77, 1]) {
      const scale = lateScale([value]);
      expect(scale.to).toBeGreaterThanOrEqual(value);
      expect(scale.ticks.length).toBeLessThanOrEqual(6);
      expect(scale.ticks.at(-1)).toBeCloseTo(scale.to);
    }
  });
});

describe("positionOn", () => {
  it("stays within the scale", () => {
    const scale = onTimeScale([0.95]);
    expect(positionOn(scale, 0.95)).toBeCloseTo(0.5);
    expect(positionOn(scale, 0.2)).toBe(0);
    expect(positionOn(scale, 1.2)).toBe(1);
  });
});
