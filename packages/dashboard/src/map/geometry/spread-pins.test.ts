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
  it("brings pins out from under what covers a part of the map", () => {
    const name = { left: 0, top: 0, right: 400, bottom: 120 };
    const inset = { left: 0, top: 200, right: 250, bottom: 400 };
    const places = [
      { x: 60, y: 100 },
      { x: 62, y: 100 },
      { x: 390, y: 60 },
      { x: 240, y: 300 },
      { x: 20, y: 390 },
    ];
    const pins = spreadPins(places, 50, frame, [name, inset]);
    expect(least(pins)).toBeGreaterThan(48);
    for (const { x, y } of pins) {
      for (const cover of [name, inset]) {
        const apart = [cover.left - x, x - cover.right, cover.top - y, y - cover.bottom];
        expect(Math.max(...apart)).toBeGreaterThanOrEqual(24.9);
      }
    }
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
