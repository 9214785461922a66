import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PROPERTY_RUNS } from "../testing/property-runs.ts";
import {
  addCounts,
  computeMetrics,
  countOutcomes,
  emptyCounts,
  lateFraction,
  outcomeOf,
  quantileOf,
  rateInterval,
} from "./metrics.ts";

const AS_OF = 1_000;

describe("outcome", () => {
  test.each<[number | null, number | null, string, string]>([
    [null, null, "no_deadline", "no due"],
    [null, 10, "no_deadline", "no due, though handled"],
    [500, 500, "handled_on_time", "at the due"],
    [500, 501, "handled_late", "a moment after"],
    [500, 1_000, "handled_late", "at the cut-off it has happened"],
    [500, 1_001, "open_overdue", "after the cut-off it has not"],
    [999, null, "open_overdue", "due before the cut-off"],
    [1_000, null, "open_in_time", "due at the cut-off"],
    [2_000, 1_500, "open_in_time", "will be handled in time"],
    [500, -5, "handled_on_time", "finished before the start"],
  ])("due %s, finished %s: %s (%s)", (due, finished, outcome) => {
    expect(outcomeOf({ due_at: due, finished_at: finished }, AS_OF)).toBe(outcome);
  });
});

/** 6 on time, 3 late, 1 overdue, 8 in time, 2 without deadline. */
const COUNTS = {
  received: 20,
  handled_on_time: 6,
  handled_late: 3,
  open_overdue: 1,
  open_in_time: 8,
  no_deadline: 2,
};

describe("rates", () => {
  test.each([
    ["due", 4 / 10, { late: 4, of: 10 }],
    ["handled", 3 / 9, { late: 3, of: 9 }],
    ["received", 4 / 20, { late: 4, of: 20 }],
  ] as const)("late_rate by %s", (denominator, rate, fraction) => {
    expect(lateFraction(COUNTS, denominator)).toEqual(fraction);
    expect(computeMetrics(COUNTS, denominator)).toEqual({
      ...COUNTS,
      handled: 9,
      late: 4,
      due: 10,
      late_rate: rate,
      on_time_rate: 0.6,
      closed_share: 9 / 20,
    });
  });

  test("due is the default", () => {
    expect(computeMetrics(COUNTS)).toEqual(computeMetrics(COUNTS, "due"));
  });

  test("null, not zero, when nothing was due", () => {
    const counts = { ...emptyCounts(), received: 2, open_in_time: 2 };
    expect(computeMetrics(counts)).toMatchObject({ late_rate: null, on_time_rate: null, closed_share: 0 });
    expect(computeMetrics(emptyCounts()).closed_share).toBeNull();
  });

  test("counts add up", () => {
    expect(addCounts([COUNTS, COUNTS, emptyCounts()])).toEqual({
      received: 40,
      handled_on_time: 12,
      handled_late: 6,
      open_overdue: 2,
      open_in_time: 16,
      no_deadline: 4,
    });
    const counted = countOutcomes([{ due_at: 1, finished_at: null }], AS_OF);
    expect(counted).toEqual({ ...emptyCounts(), received: 1, open_overdue: 1 });
  });
});

describe("Wilson interval", () => {
  test("of 4 in 10 at 90 %, by hand", () => {
    // p = 0.4, z² = 2.7055: centre (0.4 + 0.1353) / 1.2706 = 0.4213, half 1.2946 · 0.1753 = 0.2269.
    const [low, high] = rateInterval(4, 10) ?? [0, 0];
    expect(low).toBeCloseTo(0.1944, 3);
    expect(high).toBeCloseTo(0.6482, 3);
  });

  test("widens with confidence", () => {
    const widths = ([0.8, 0.9, 0.95, 0.99] as const).map((confidence) => {
      const [low, high] = rateInterval(4, 10, confidence) ?? [0, 0];
      return high - low;
    });
    expect(widths).toEqual(widths.toSorted((a, b) => a - b));
    expect(new Set(widths).size).toBe(4);
  });

  test("null of nothing; within 0..1 and around the rate always", () => {
    expect(rateInterval(0, 0)).toBeNull();
    expect(rateInterval(0, 5)?.[0]).toBe(0);
    expect(rateInterval(5, 5)?.[1]).toBe(1);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (n, part) => {
          const k = Math.round(part * n);
          const [low, high] = rateInterval(k, n) ?? [2, -1];
          return low >= 0 && high <= 1 && low <= k / n && k / n <= high && low < high;
        },
      ),
      { numRuns: PROPERTY_RUNS, seed: 7 },
    );
  });
});

describe("quantile", () => {
  test.each([
    [[], 0.5, null],
    [[7], 0.9, 7],
    [[3, 1, 2], 0.5, 2],
    [[1, 2, 3, 4], 0.5, 2.5],
    [[10, 9, 100], 0.5, 10],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], 0.9, 10],
    [[0, 10], 0.9, 9],
    [[4, 8], 1, 8],
  ])("%j at %d is %s", (values, level, expected) => {
    expect(quantileOf(values, level)).toBe(expected);
  });
});
