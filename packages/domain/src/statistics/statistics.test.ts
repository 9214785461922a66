import { describe, expect, it } from "vitest";
import { share } from "../figures/metrics.ts";
import { betaCdf, betaQuantile, logBeta, logGamma } from "./beta.ts";
import {
  type BetaPrior,
  fitPrior,
  logBetaBinomial,
  posteriorOf,
  predictiveRange,
  priorByMoments,
  type Trials,
} from "./beta-binomial.ts";
import { exactLimits, fitFunnel, funnelLimits } from "./funnel.ts";
import { drawBeta, seededRandom } from "./seeded-draws.ts";

/** ∫ f over [0, 1] by the midpoint rule in t, x = sin²(t): smooth at both ends whatever the exponents. */
function integrate(f: (x: number) => number, upTo = 1): number {
  const end = Math.asin(Math.sqrt(upTo));
  const steps = 40_000;
  let sum = 0;
  for (let i = 0; i < steps; i++) {
    const t = ((i + 0.5) / steps) * end;
    sum += f(Math.sin(t) ** 2) * 2 * Math.sin(t) * Math.cos(t);
  }
  return (sum * end) / steps;
}

const unnormalised = (a: number, b: number) => (x: number) => x ** (a - 1) * (1 - x) ** (b - 1);

/** C(n, k) exactly. */
function choose(n: number, k: number): bigint {
  let value = 1n;
  for (let i = 1; i <= k; i++) value = (value * BigInt(n - k + i)) / BigInt(i);
  return value;
}

/** P(X ≤ k) of a binomial with rate num/den, exactly, as a double. */
function binomialCdf(k: number, n: number, num: bigint, den: bigint): number {
  let sum = 0n;
  for (let i = 0; i <= k; i++) sum += choose(n, i) * num ** BigInt(i) * (den - num) ** BigInt(n - i);
  return Number((sum * 10n ** 17n) / den ** BigInt(n)) / 1e17;
}

const SHAPES: [number, number][] = [
  [0.5, 0.5],
  [1, 1],
  [0.7, 40],
  [2.5, 7.5],
  [12, 300],
  [80, 20],
];

describe("the beta distribution", () => {
  it.each([
    [0.5, Math.log(Math.sqrt(Math.PI))],
    [1, 0],
    [5, Math.log(24)],
    [11, Math.log(3_628_800)],
  ])("logGamma(%d) is what factorials and √π say", (x, expected) => {
    expect(logGamma(x)).toBeCloseTo(expected, 12);
  });

  it.each(SHAPES)("Beta(%d, %d) agrees with numeric integration", (a, b) => {
    const whole = integrate(unnormalised(a, b));
    expect(Math.exp(logBeta(a, b)) / whole).toBeCloseTo(1, 5);
    for (const x of [0.001, 0.01, 0.05, 0.3, 0.5, 0.9]) {
      expect(betaCdf(x, a, b)).toBeCloseTo(integrate(unnormalised(a, b), x) / whole, 5);
    }
    for (const p of [0.05, 0.5, 0.95]) {
      expect(integrate(unnormalised(a, b), betaQuantile(p, a, b)) / whole).toBeCloseTo(p, 5);
    }
  });

  it("is 0 and 1 outside its range", () => {
    expect([betaCdf(-1, 2, 3), betaCdf(2, 2, 3), betaQuantile(0, 2, 3), betaQuantile(1, 2, 3)]).toEqual([
      0, 1, 0, 1,
    ]);
  });
});

describe("the beta-binomial", () => {
  const prior = { alpha: 1.3, beta: 22 };

  it("is the binomial mixed over the rates", () => {
    const whole = integrate(unnormalised(prior.alpha, prior.beta));
    for (const late of [0, 1, 4]) {
      const mixed = integrate(
        (x) =>
          Number(choose(30, late)) *
          x ** late *
          (1 - x) ** (30 - late) *
          unnormalised(prior.alpha, prior.beta)(x),
      );
      expect(Math.exp(logBetaBinomial({ late, due: 30 }, prior))).toBeCloseTo(mixed / whole, 7);
    }
  });

  it("gives the posterior that Bayes' rule gives", () => {
    const posterior = posteriorOf(prior, { late: 2, due: 40 });
    const weight = (x: number) => x ** 2 * (1 - x) ** 38 * unnormalised(prior.alpha, prior.beta)(x);
    expect(posterior.alpha / (posterior.alpha + posterior.beta)).toBeCloseTo(
      integrate((x) => x * weight(x)) / integrate(weight),
      8,
    );
  });

  it("gives the predictive range that adding up its chances gives", () => {
    const [low, high] = predictiveRange(prior, 200, 0.9);
    const chance = (late: number) => Math.exp(logBetaBinomial({ late, due: 200 }, prior));
    const upTo = (late: number) =>
      Array.from({ length: late + 1 }, (_, k) => chance(k)).reduce((sum, p) => sum + p, 0);
    expect(low === 0 || upTo(low - 1) <= 0.05).toBe(true);
    expect(upTo(low)).toBeGreaterThan(0.05);
    expect(upTo(high)).toBeGreaterThanOrEqual(0.95);
    expect(upTo(high - 1)).toBeLessThan(0.95);
  });

  it("is fitted where no other prior on a fine grid is likelier", () => {
    const random = seededRandom("fit");
    const seen = drawTrials(random, { alpha: 3, beta: 57 }, 120, () => 20 + Math.floor(random() * 300));
    const { prior: fitted, method } = fitPrior(seen);
    expect(method).toBe("marginal_likelihood");
    const likelihood = (one: BetaPrior) =>
      seen.reduce((sum, trials) => sum + logBetaBinomial(trials, one), 0);
    const best = likelihood(fitted);
    for (let mean = 0.02; mean < 0.1; mean += 0.002) {
      for (let precision = 10; precision < 300; precision += 5) {
        expect(likelihood({ alpha: mean * precision, beta: (1 - mean) * precision })).toBeLessThanOrEqual(
          best + 1e-6,
        );
      }
    }
    expect(fitted.alpha / (fitted.alpha + fitted.beta)).toBeCloseTo(0.05, 1);
  });

  it("falls back to moments where the units differ no more than chance lets them, and where none is late", () => {
    const alike: Trials[] = Array.from({ length: 8 }, () => ({ late: 5, due: 100 }));
    expect(fitPrior(alike)).toEqual({ prior: priorByMoments(alike), method: "moments" });
    const none = fitPrior([
      { late: 0, due: 50 },
      { late: 0, due: 70 },
    ]);
    expect(none.method).toBe("moments");
    expect(none.prior.alpha).toBeGreaterThan(0);
    expect(fitPrior([{ late: 1, due: 4 }])).toEqual({ prior: { alpha: 0.5, beta: 0.5 }, method: "weak" });
    expect(fitPrior([{ late: 0, due: 0 }]).method).toBe("weak");
  });

  it("finds by moments about the precision that the units were drawn with", () => {
    const random = seededRandom("moments");
    const found = priorByMoments(drawTrials(random, { alpha: 4, beta: 36 }, 2000, () => 100));
    expect(found.alpha + found.beta).toBeGreaterThan(34);
    expect(found.alpha + found.beta).toBeLessThan(47);
  });
});

function drawTrials(random: () => number, prior: BetaPrior, units: number, dueOf: () => number): Trials[] {
  return Array.from({ length: units }, () => drawUnit(random, drawBeta(random, prior), dueOf()));
}

function drawUnit(random: () => number, rate: number, due: number): Trials {
  let late = 0;
  for (let i = 0; i < due; i++) if (random() < rate) late += 1;
  return { late, due };
}

describe("seeded draws", () => {
  it("repeat themselves and follow the distribution", () => {
    const draw = (seed: string) => {
      const random = seededRandom(seed);
      return Array.from({ length: 20_000 }, () => drawBeta(random, { alpha: 0.6, beta: 12 }));
    };
    const drawn = draw("a");
    expect(draw("a")).toEqual(drawn);
    expect(draw("b")).not.toEqual(drawn);
    for (const x of [0.001, 0.02, 0.05, 0.2]) {
      expect(drawn.filter((rate) => rate <= x).length / drawn.length).toBeCloseTo(betaCdf(x, 0.6, 12), 1);
    }
    expect(drawn.reduce((sum, rate) => sum + rate, 0) / drawn.length).toBeCloseTo(0.6 / 12.6, 2);
  });
});

describe("the funnel", () => {
  it.each([
    [20, 5, 100],
    [300, 3, 100],
    [800, 12, 1000],
  ])("has exact limits for %d due at a rate of %d in %d", (due, num, den) => {
    for (const level of [0.95, 0.998]) {
      const tail = (1 - level) / 2;
      const limits = exactLimits(num / den, due, level);
      const chance = (count: number) => binomialCdf(count, due, BigInt(num), BigInt(den));
      for (const [limit, p] of [
        [limits[0], tail],
        [limits[1], 1 - tail],
      ] as const) {
        const count = limit * due;
        const [below, above] = [Math.floor(count), Math.ceil(count)];
        expect(chance(above)).toBeGreaterThanOrEqual(p - 1e-9);
        if (count > 0)
          expect(below < above ? chance(below) : chance(below) - 1e-9).toBeLessThanOrEqual(p + 1e-9);
      }
    }
  });

  it("goes on smoothly where the counts are too many to add up", () => {
    const [low, high] = exactLimits(0.4, 3000, 0.95);
    const spread = 1.959964 * Math.sqrt((0.4 * 0.6) / 3000);
    expect(low).toBeCloseTo(0.4 - spread, 3);
    expect(high).toBeCloseTo(0.4 + spread, 3);
  });

  it("is widened by what units differ beyond chance, and by nothing where chance explains them", () => {
    const random = seededRandom("funnel");
    const alike = fitFunnel(Array.from({ length: 200 }, () => drawUnit(random, 0.1, 100)));
    expect(alike.overdispersion).toBeLessThan(1.3);
    const different = fitFunnel(drawTrials(random, { alpha: 2, beta: 18 }, 200, () => 100));
    expect(different.overdispersion).toBeGreaterThan(2);
    const narrow = funnelLimits({ ...different, overdispersion: 1 }, 100);
    const wide = funnelLimits(different, 100);
    expect(wide?.limits_95[1]).toBeGreaterThan(narrow?.limits_95[1] ?? 1);
    expect(wide?.limits_99_8[1]).toBeGreaterThan(wide?.limits_95[1] ?? 1);
  });

  it("has nothing to say without anything due", () => {
    expect(fitFunnel([{ late: 0, due: 0 }])).toEqual({ rate: share(0, 0), overdispersion: 1 });
    expect(funnelLimits({ rate: 0.1, overdispersion: 1 }, 0)).toBeNull();
  });
});
