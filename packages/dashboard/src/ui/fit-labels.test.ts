import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitLabels } from "./fit-labels.ts";

describe("fitLabels", () => {
  it("draws all where there is room", () => {
    expect(fitLabels([0, 50, 100], [30, 30, 30], 10)).toEqual([0, 1, 2]);
  });
  it("leaves out every second before the ends meet, as 80 % and 100 % on a narrow axis", () => {
    const places = [0, 0.2, 0.4, 0.6, 0.8, 1].map((share) => share * 480);
    expect(fitLabels(places, [50, 80, 80, 80, 80, 100], 8)).toEqual([0, 2, 4]);
  });
  it("draws one label on an axis without width, and none on an axis without labels", () => {
    expect(fitLabels([0, 0, 0], [30, 30, 30], 10)).toEqual([0]);
    expect(fitLabels([], [], 10)).toEqual([]);
  });
  it("never puts two on one another", () => {
    const axis = fc.array(fc.record({ step: fc.nat(200), width: fc.integer({ min: 1, max: 150 }) }));
    fc.assert(
      fc.property(axis, (labels) => {
        let place = 0;
        const places = labels.map(({ step }) => {
          place += step;
          return place;
        });
        const widths = labels.map(({ width }) => width);
        const shown = fitLabels(places, widths, 4);
        for (const [order, index] of shown.entries()) {
          const before = shown[order - 1];
          if (before === undefined) continue;
          const end = (places[before] ?? 0) + (widths[before] ?? 0) / 2;
          expect((places[index] ?? 0) - (widths[index] ?? 0) / 2).toBeGreaterThanOrEqual(end + 4);
        }
      }),
    );
  });
});
