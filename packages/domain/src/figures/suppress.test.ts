import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MINIMUM_GROUP, suppress } from "./suppress.ts";

interface Group {
  id: string;
  received: number;
}

/** What an attacker has: the total, the groups shown, and how many are hidden. */
interface Published {
  total: number;
  shown: readonly Group[];
  hiddenCount: number;
}

/**
 * The exact range of one hidden group: hidden groups are whole numbers that add up to what is not shown, and an attacker
 * who knows the rule knows that none is larger than the largest that the rule can hide. All of them have the same range.
 */
function rangeOfHidden({ total, shown, hiddenCount }: Published): { least: number; most: number } {
  const rest = total - shown.reduce((sum, { received }) => sum + received, 0);
  const largest = Math.min(rest, Math.max(MINIMUM_GROUP - 1, ...shown.map(({ received }) => received)));
  return {
    least: Math.max(0, rest - largest * (hiddenCount - 1)),
    most: Math.min(largest, rest),
  };
}

/** Hidden groups with fewer reports than the minimum whose number follows from what is published. */
function findPinned(groups: readonly Group[], hidden: readonly Group[], shown: readonly Group[]): Group[] {
  const total = groups.reduce((sum, { received }) => sum + received, 0);
  const { least, most } = rangeOfHidden({ total, shown, hiddenCount: hidden.length });
  if (least !== most) return [];
  return hidden.filter(({ received }) => received > 0 && received < MINIMUM_GROUP);
}

/** Months as cities have them: some large groups, many small ones, some without a report. */
const months = fc
  .array(fc.oneof(fc.nat(12), fc.nat(60), fc.nat(900)), { minLength: 2, maxLength: 170 })
  .map((counts) => counts.map((received, index): Group => ({ id: `g-${index}`, received })));
const isPublishable = (groups: readonly Group[]) =>
  groups.reduce((sum, { received }) => sum + received, 0) >= MINIMUM_GROUP;

describe("groups of a table beside its total", () => {
  it("no group below the minimum is shown, or follows from what is, in any of 500 months", () => {
    fc.assert(
      fc.property(months.filter(isPublishable), (groups) => {
        const { shown, hidden } = suppress(groups);
        expect([...shown, ...hidden].map(({ id }) => id).sort()).toEqual(groups.map(({ id }) => id).sort());
        expect(shown.filter(({ received }) => received < MINIMUM_GROUP)).toEqual([]);
        const rest = hidden.reduce((sum, { received }) => sum + received, 0);
        if (hidden.length > 0) expect(rest).toBeGreaterThanOrEqual(MINIMUM_GROUP);
        expect(findPinned(groups, hidden, shown)).toEqual([]);
      }),
      { numRuns: 500, seed: 1022 },
    );
  });

  it("the attack finds what hiding small groups alone gives away", () => {
    const groups = [30, 20, 5].map((received, index) => ({ id: `g-${index}`, received }));
    const small = (group: Group) => group.received < MINIMUM_GROUP;
    const shown = groups.filter((group) => !small(group));
    expect(findPinned(groups, groups.filter(small), shown)).toEqual([{ id: "g-2", received: 5 }]);
    expect(suppress(groups)).toEqual({ shown: [groups[0]], hidden: [groups[2], groups[1]] });
  });

  it("a sensitive group is hidden with another, however large", () => {
    const groups = [
      { id: "a", received: 50 },
      { id: "b", received: 40 },
      { id: "c", received: 30 },
    ];
    const { shown, hidden } = suppress(groups, MINIMUM_GROUP, ({ id }) => id === "a");
    expect(shown.map(({ id }) => id)).toEqual(["b"]);
    expect(hidden.map(({ id }) => id)).toEqual(["a", "c"]);
  });

  it("nothing is hidden where all are large, and all where there is not enough", () => {
    const large = [
      { id: "a", received: 8 },
      { id: "b", received: 9 },
    ];
    expect(suppress(large)).toEqual({ shown: [large[1], large[0]], hidden: [] });
    expect(suppress([{ id: "a", received: 7 }]).shown).toEqual([]);
    expect(suppress([])).toEqual({ shown: [], hidden: [] });
  });
});
