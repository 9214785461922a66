import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { add, apportion, fraction, fractionOfDecimal, roundHalfUp, writeFraction } from "./fraction.ts";

describe("fractions", () => {
  it("take decimals as they are written and round half up", () => {
    expect(fractionOfDecimal(0.1)).toEqual(fraction(1, 10));
    expect(fractionOfDecimal(1e-7)).toEqual(fraction(1, 10_000_000));
    expect(roundHalfUp(fraction(87_345, 1000), 2)).toBe(87.35);
    expect(roundHalfUp(fraction(-5, 1000), 2)).toBe(0);
    expect(roundHalfUp(fraction(-6, 1000), 2)).toBe(-0.01);
    expect(writeFraction(fraction(120, -14))).toBe("-60/7");
    expect(() => fraction(1, 0)).toThrow(RangeError);
  });

  it("are apportioned to their total to the last digit, each within a step of itself", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 400 })), {
          minLength: 1,
          maxLength: 60,
        }),
        (pairs) => {
          const parts = pairs.map(([above, below]) => fraction(above, below));
          const total = roundHalfUp(parts.reduce(add, fraction(0)), 2);
          const shown = apportion(parts, total, 3);
          const sum = shown.reduce((units, value) => units + Math.round(value * 1000), 0);
          expect(sum).toBe(Math.round(total * 1000));
          for (const [index, value] of shown.entries()) {
            const exact = parts[index] ?? fraction(0);
            expect(Math.abs(value - Number(exact.above) / Number(exact.below))).toBeLessThan(0.0065);
          }
        },
      ),
    );
  });
});
