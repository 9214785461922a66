import type { Scoring } from "@toancanh/contracts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compare, fraction, writeFraction } from "./fraction.ts";
import { addScoredCounts, rankGroup } from "./rank-group.ts";
import { type ScoredCounts, scoreUnit } from "./score.ts";

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
