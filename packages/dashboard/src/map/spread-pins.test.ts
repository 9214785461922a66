import { describe, expect, it } from "vitest";
import { spreadPins } from "./spread-pins.ts";

const frame = { width: 600, height: 400 };

function least(pins: readonly { x: number; y: number }[]): number {
  return Math.min(...pins.flatMap((a, i) => pins.slice(i + 1).map((b) => Math.hypot(a.x - b.x, a.y - b.y))));
}

describe("spreadPins", () => {
  it("leaves pins alone that do not touch", () => {
    const places = [
      { x: 100, y: 100 },
      { x: 300, y: 200 },
    ];
    expect(spreadPins(places, 50, frame)).toEqual(places);
  });
  it("parts pins on one spot and near a corner", () => {
    for (const spot of [
      { x: 300, y: 200 },
      { x: 0, y: 0 },
      { x: 600, y: 400 },
    ]) {
      const pins = spreadPins([spot, spot, spot, { x: spot.x + 5, y: spot.y }, spot, spot], 50, frame);
      expect(least(pins)).toBeGreaterThan(48);
      for (const pin of pins) {
        expect(pin.x).toBeGreaterThanOrEqual(25);
        expect(pin.x).toBeLessThanOrEqual(575);
        expect(pin.y).toBeGreaterThanOrEqual(25);
        expect(pin.y).toBeLessThanOrEqual(375);
      }
    }
  });
});
