import type { Scoring } from "@toancanh/contracts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitPrior, type Trials } from "../statistics/beta-binomial.ts";
import { drawBeta, seededRandom } from "../statistics/seeded-draws.ts";
import { formBands, viewFairly } from "./fair-view.ts";
import {
  add,
  apportion,
  compare,
  fraction,
  fractionOfDecimal,
  roundHalfUp,
  writeFraction,
} from "./fraction.ts";
import { addScoredCounts, rankGroup } from "./rank-group.ts";
import { type ScoredCounts, scoreUnit } from "./score.ts";
import { judgePeriod } from "./verdict.ts";

const text = (name: string) => ({ vi: name, en: name });
const component = (
  id: string,
  weight: number,
  bad: Scoring["components"][number]["bad"],
  base: Scoring["components"][number]["base"],
) => ({ id, name: text(id), weight, bad, base });

const SCORING: Scoring = {
  id: "test",
  version: 1,
  name: text("test"),
  note: text("ours"),
  valid_from: "2020-01-01",
  valid_to: null,
  is_default: true,
  minimum_volume: 20,
  components: [
    component("on_time", 60, "late", "due"),
    component("not_overdue", 15, "open_overdue", "due"),
    component("middle_stages", 15, "middle_stages_late", "middle_stages_due"),
    component("not_reopened", 10, "reopened", "handled"),
  ],
};

function counts(of: Partial<ScoredCounts>): ScoredCounts {
  return { ...addScoredCounts([]), ...of };
}

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

describe("points", () => {
  it("are 100 less what is bad of each base", () => {
    const score = scoreUnit(
      SCORING,
      counts({
        due: 40,
        late: 4,
        open_overdue: 1,
        middle_stages_due: 30,
        middle_stages_late: 3,
        reopened: 2,
        ever_handled: 39,
      }),
    );
    // 100 − 60·4/40 − 15·1/40 − 15·3/30 − 10·2/39
    expect(score && writeFraction(score.exact)).toBe(
      writeFraction(fraction(100 * 3120 - 18_720 - 1170 - 4680 - 1600, 3120)),
    );
    expect(score?.points).toBe(91.61);
    expect(score?.components.map(({ points }) => Math.round(points * 1000)).reduce((a, b) => a + b)).toBe(
      91_610,
    );
    expect(score?.components.map(({ value }) => value)).toEqual([0.1, 0.025, 0.1, 0.051282]);
  });

  it("leave out a component with base 0 and spread its weight in proportion", () => {
    const score = scoreUnit(SCORING, counts({ due: 20, late: 5, ever_handled: 20 }));
    const [onTime, , middle] = score?.components ?? [];
    expect(middle).toMatchObject({ left_out: true, weight: 0, points: 0, value: null, nominal_weight: 15 });
    expect(onTime).toMatchObject({ left_out: false, weight: 70.588, bad: 5, base: 20 });
    // 100 − (60 · 100/85) · 5/20
    expect(score && writeFraction(score.exact)).toBe(writeFraction(fraction(1400, 17)));
    expect(scoreUnit(SCORING, counts({ received: 3 }))).toBeNull();
  });

  it("count out of another sum where the rule is another's", () => {
    const scoring = {
      ...SCORING,
      points_in_all: 38,
      components: [
        component("on_time", 20, "not_on_time", "with_deadline"),
        component("satisfied", 18, "dissatisfied_or_late", "received"),
      ],
    };
    const found = scoreUnit(
      scoring,
      counts({ received: 12, no_deadline: 2, handled_on_time: 8, dissatisfied_or_late: 3 }),
    );
    expect(found?.points).toBe(29.5);
  });

  it("add up to the score shown, component by component, whatever the counts", () => {
    const count = fc.integer({ min: 0, max: 300 });
    fc.assert(
      fc.property(
        count,
        count,
        count,
        count,
        count,
        count,
        count,
        (due, late, overdue, mid, midLate, handled, re) => {
          const score = scoreUnit(
            SCORING,
            counts({
              due,
              late: Math.min(late, due),
              open_overdue: Math.min(overdue, late, due),
              middle_stages_due: mid,
              middle_stages_late: Math.min(midLate, mid),
              ever_handled: handled,
              reopened: Math.min(re, handled),
            }),
          );
          if (score === null) {
            expect(due + mid + handled).toBe(0);
            return;
          }
          const sum = score.components.reduce((units, { points }) => units + Math.round(points * 1000), 0);
          expect(sum).toBe(Math.round(score.points * 1000));
          expect(score.points).toBeGreaterThanOrEqual(0);
          expect(score.points).toBeLessThanOrEqual(100);
        },
      ),
    );
  });
});

describe("ranks", () => {
  const unit = (id: string, late: number, due: number) => ({
    unit: id,
    counts: counts({ due, late, ever_handled: due }),
  });

  it("are shared by equal points, ordered by fewer late, then id; small units are unranked", () => {
    const placed = rankGroup(SCORING, [
      unit("d", 10, 100),
      unit("tiny", 0, 19),
      unit("c", 2, 40),
      unit("b", 4, 80),
      unit("a", 2, 40),
      unit("best", 0, 20),
      { unit: "idle", counts: counts({ received: 2 }) },
    ]);
    expect(placed.map((one) => [one.unit, one.rank])).toEqual([
      ["best", 1],
      ["a", 2],
      ["c", 2],
      ["b", 2],
      ["d", 5],
      ["tiny", null],
      ["idle", null],
    ]);
    const [, a, c] = placed;
    expect(a?.score && c?.score && compare(a.score.exact, c.score.exact)).toBe(0);
  });
});

describe("the fair view", () => {
  const prior = { alpha: 2, beta: 38 };
  const group = Array.from({ length: 20 }, (_, i) => ({ unit: `u${i}`, late: i, due: 200, ranked: true }));

  it("is the same for any order, and ranks nobody below the minimum volume", () => {
    const small = { unit: "small", late: 0, due: 3, ranked: false };
    const found = viewFairly([...group, small], prior, "seed");
    expect(viewFairly([small, ...group].reverse(), prior, "seed")).toEqual(found);
    expect(found.get("small")).toMatchObject({ rank_interval: null, p_best_tenth: null, band: null });
    expect(found.get("small")?.late_rate).toBeCloseTo(2 / 43, 12);
  });

  it("draws ranks that keep to their places", () => {
    const found = viewFairly(group, prior, "seed");
    const sum = (of: "p_best_tenth" | "p_worst_tenth") =>
      [...found.values()].reduce((total, view) => total + (view[of] ?? 0), 0);
    // Two of twenty are among the best tenth in every draw.
    expect(sum("p_best_tenth")).toBeCloseTo(2, 9);
    expect(sum("p_worst_tenth")).toBeCloseTo(2, 9);
    expect(found.get("u0")?.p_best_tenth).toBeGreaterThan(0.7);
    expect(found.get("u19")?.rank_interval?.[1]).toBe(20);
    expect(found.get("u0")?.rank_interval?.[0]).toBe(1);
  });

  it("agrees with the chance that one unit is better than another, integrated", () => {
    const two = viewFairly(
      [
        { unit: "a", late: 1, due: 40, ranked: true },
        { unit: "b", late: 3, due: 60, ranked: true },
      ],
      prior,
      "two",
    );
    // P(Beta(3, 77) < Beta(5, 95)) by a fine grid.
    const steps = 20_000;
    const density = (a: number, b: number) => (x: number) => x ** (a - 1) * (1 - x) ** (b - 1);
    const [first, second] = [density(3, 77), density(5, 95)];
    let [below, chance, wholeA, wholeB] = [0, 0, 0, 0];
    for (let i = 0; i < steps; i++) {
      const x = (i + 0.5) / steps;
      chance += (below + first(x) / 2) * second(x);
      below += first(x);
      wholeA += first(x);
      wholeB += second(x);
    }
    expect(two.get("a")?.p_best_tenth).toBeCloseTo(chance / wholeA / wholeB, 1);
    expect(Math.abs((two.get("a")?.p_best_tenth ?? 0) - chance / wholeA / wholeB)).toBeLessThan(0.025);
  });

  it("bands what mostly overlaps, each with every other", () => {
    const bands = formBands([
      { unit: "a", interval: [1, 4] },
      { unit: "b", interval: [1, 5] },
      { unit: "c", interval: [3, 7] },
      { unit: "d", interval: [4, 7] },
    ]);
    expect([...bands]).toEqual([
      ["a", 1],
      ["b", 1],
      ["c", 2],
      ["d", 2],
    ]);
  });

  it("covers the true rate in 87 to 93 % of 210 simulated periods, and orders units better than the raw rates", () => {
    const random = seededRandom("coverage");
    const truth = { alpha: 1.6, beta: 30 };
    const seen = { all: [0, 0], few: [0, 0] };
    const error = { fair: 0, raw: 0 };
    for (let world = 0; world < 35; world++) {
      const dues = Array.from({ length: 40 }, () => 20 + Math.floor(random() ** 3 * 400));
      const periods = Array.from({ length: 12 }, () =>
        dues.map((due) => {
          const rate = drawBeta(random, truth);
          let late = 0;
          for (let i = 0; i < due; i++) if (random() < rate) late += 1;
          return { rate, late, due };
        }),
      );
      for (let now = 6; now < 12; now++) {
        const { prior: fitted } = fitPrior(periods.slice(now - 6, now).flat());
        const current = (periods[now] ?? []).map((one, index) => ({
          ...one,
          unit: `u${index}`,
          ranked: true,
        }));
        // Ranks are drawn in other tests: here only the rates are looked at.
        const views = viewFairly(
          current.map((one) => ({ ...one, ranked: false })),
          fitted,
          "coverage",
        );
        for (const one of current) {
          const [low, high] = views.get(one.unit)?.interval ?? [1, 0];
          const isCovered = one.rate >= low && one.rate <= high ? 1 : 0;
          seen.all[0] = (seen.all[0] ?? 0) + isCovered;
          seen.all[1] = (seen.all[1] ?? 0) + 1;
          if (one.late > 2) continue;
          seen.few[0] = (seen.few[0] ?? 0) + isCovered;
          seen.few[1] = (seen.few[1] ?? 0) + 1;
        }
        error.fair += rankError(current, (one) => views.get(one.unit)?.late_rate ?? 0);
        error.raw += rankError(current, (one) => one.late / one.due);
      }
    }
    for (const [covered = 0, all = 0] of [seen.all, seen.few]) {
      expect(all).toBeGreaterThan(1000);
      expect(covered / all).toBeGreaterThan(0.87);
      expect(covered / all).toBeLessThan(0.93);
    }
    expect(error.fair).toBeLessThan(error.raw);
  });
});

/** Sum of the distances between the ranks by truth and by an estimate. */
function rankError<T extends Trials & { rate: number }>(
  units: readonly T[],
  estimate: (one: T) => number,
): number {
  const ranksBy = (of: (one: T) => number) => {
    const order = [...units.keys()].sort((a, b) => {
      const [x, y] = [units[a], units[b]];
      return x === undefined || y === undefined ? 0 : of(x) - of(y) || a - b;
    });
    const ranks: number[] = [];
    for (const [place, index] of order.entries()) ranks[index] = place;
    return ranks;
  };
  const truth = ranksBy((one) => one.rate);
  return ranksBy(estimate).reduce((sum, rank, index) => sum + Math.abs(rank - (truth[index] ?? 0)), 0);
}

describe("the verdict on a period", () => {
  it("compares it with the unit's own past, and says nothing of too little", () => {
    const past = Array.from({ length: 11 }, (_, i) => ({ late: 4 + (i % 3), due: 100 }));
    expect(judgePeriod({ late: 5, due: 100 }, past).kind).toBe("usual");
    expect(judgePeriod({ late: 30, due: 100 }, past).kind).toBe("worse");
    expect(judgePeriod({ late: 0, due: 200 }, past).kind).toBe("better");
    expect(judgePeriod({ late: 9, due: 10 }, [{ late: 1, due: 99 }])).toMatchObject({
      kind: "too_few",
      usual: null,
    });
    expect(judgePeriod({ late: 0, due: 0 }, past).kind).toBe("too_few");
    expect(judgePeriod({ late: 3, due: 50 }, [{ late: 5, due: 100 }]).kind).toBe("usual");
  });

  it("calls about a tenth of periods unusual that are not", () => {
    const random = seededRandom("verdict");
    let outside = 0;
    const trials = 400;
    for (let trial = 0; trial < trials; trial++) {
      const periods = Array.from({ length: 12 }, () => {
        const rate = drawBeta(random, { alpha: 8, beta: 72 });
        let late = 0;
        for (let i = 0; i < 120; i++) if (random() < rate) late += 1;
        return { late, due: 120 };
      });
      const [now, ...past] = periods;
      if (now !== undefined && judgePeriod(now, past).kind !== "usual") outside += 1;
    }
    expect(outside / trials).toBeGreaterThan(0.04);
    expect(outside / trials).toBeLessThan(0.14);
  });
});
