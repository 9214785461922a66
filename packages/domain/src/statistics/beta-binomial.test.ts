import { describe, expect, it } from "vitest";
import { betaCdf, betaQuantile } from "./beta.ts";
import { fitPrior } from "./beta-binomial.ts";

describe("the beta distribution", () => {
  it("has the closed forms of simple parameters", () => {
    expect(betaCdf(0.3, 1, 1)).toBeCloseTo(0.3, 14);
    expect(betaCdf(0.3, 2, 1)).toBeCloseTo(0.09, 14);
    expect(betaCdf(0.3, 1, 3)).toBeCloseTo(1 - 0.7 ** 3, 14);
    expect(betaCdf(0.5, 7.5, 7.5)).toBeCloseTo(0.5, 12);
    expect([betaCdf(-1, 2, 2), betaCdf(2, 2, 2)]).toEqual([0, 1]);
  });
  it("inverts its own distribution, also far in the tails and for rare events", () => {
    for (const [a, b] of [
      [0.5, 0.5],
      [1.2, 180],
      [40, 3_000],
      [900, 2],
    ] as const) {
      for (const p of [1e-6, 0.05, 0.5, 0.95, 1 - 1e-6]) {
        expect(betaCdf(betaQuantile(p, a, b), a, b)).toBeCloseTo(p, 9);
      }
    }
  });
});

describe("fitPrior", () => {
  it("finds how much units differ beyond chance", () => {
    const alike = Array.from({ length: 40 }, (_, n) => ({ late: 20 + (n % 3), due: 1000 }));
    const apart = Array.from({ length: 40 }, (_, n) => ({ late: n % 2 === 0 ? 2 : 80, due: 1000 }));
    const strength = (units: typeof alike) => {
      const { prior } = fitPrior(units);
      return prior.alpha + prior.beta;
    };
    expect(strength(alike)).toBeGreaterThan(20 * strength(apart));
    const { prior, method } = fitPrior(apart);
    expect(method).toBe("marginal_likelihood");
    expect(prior.alpha / (prior.alpha + prior.beta)).toBeCloseTo(0.041, 2);
  });
  it("has nothing to learn from one unit, or from none with anything due", () => {
    expect(fitPrior([{ late: 3, due: 9 }]).method).toBe("weak");
    expect(
      fitPrior([
        { late: 0, due: 0 },
        { late: 0, due: 0 },
      ]).method,
    ).toBe("weak");
    expect(
      fitPrior([
        { late: 0, due: 50 },
        { late: 0, due: 70 },
      ]).method,
    ).toBe("moments");
  });
});
