import type { ChangeRow, Metrics, Summary } from "@toancanh/contracts";
import { computeMetrics } from "@toancanh/domain";
import { describe, expect, it } from "vitest";
import { flowTotals, pushApart, roundUp, shownChanges, wholeHours } from "./figures.ts";

const metrics: Metrics = {
  received: 20,
  handled_on_time: 10,
  handled_late: 2,
  open_overdue: 1,
  open_in_time: 4,
  no_deadline: 3,
  handled: 12,
  late: 3,
  due: 13,
  late_rate: 3 / 13,
  on_time_rate: 10 / 13,
  closed_share: 0.6,
};
describe("what was due", () => {
  it("leaves out what is open in time and what has no deadline", () => {
    expect(computeMetrics(metrics).due).toBe(13);
  });
});

describe("shownChanges", () => {
  const changed = (id: string, change: number): ChangeRow => ({
    agency_responsible: id,
    name: id,
    short_name: id,
    late: 9,
    due: 120,
    late_rate: 0.075,
    before: { late: 4, due: 300, late_rate: 0.0133 },
    change,
    probability_worse: change > 0 ? 0.97 : 0.03,
  });
  const rises = ["a", "b", "c", "d", "e", "f"].map((id, n) => changed(id, 0.09 - n / 100));
  const falls = ["x", "y", "z"].map((id, n) => changed(id, -0.05 + n / 100));
  it("fills five rows with rises and leaves the rest to falls", () => {
    expect(shownChanges({ worse: rises, better: falls }).worse).toHaveLength(5);
    expect(shownChanges({ worse: rises, better: falls }).better).toEqual([]);
    const few = shownChanges({ worse: rises.slice(0, 3), better: falls });
    expect(few.better.map((row) => row.agency_responsible)).toEqual(["x", "y"]);
    expect(shownChanges({ worse: [], better: falls }).better).toHaveLength(3);
  });
});

describe("flow", () => {
  const period = { kind: "official", from: "2026-10-25T05:00:00Z", to: "2026-11-25T05:00:00Z" } as const;
  const summary: Summary = {
    as_of: "2026-11-22T07:32:00Z",
    latest_event_at: null,
    simulated: true,
    denominator: "due",
    period,
    metrics,
    previous_period: period,
    previous: metrics,
    target: { on_time_rate: 0.99, source: "" },
    windows: { today: metrics, last_7_days: metrics, quarter: metrics },
    open: { total: 5, overdue: 1, unlocated: 0 },
    flow: [
      { hour: "2026-11-22T05:00:00Z", received: 20, handled: 18 },
      { hour: "2026-11-22T06:00:00Z", received: 22, handled: 21 },
      { hour: "2026-11-22T07:00:00Z", received: 9, handled: 8 },
    ],
    median_handling_minutes: null,
    p90_handling_minutes: null,
    reopened: 0,
    ratings: { count: 0, mean: null },
  };
  it("draws whole hours and sums all of them", () => {
    expect(wholeHours(summary).map((point) => point.received)).toEqual([20, 22]);
    expect(flowTotals(summary)).toEqual({ received: 51, handled: 47 });
  });
});

describe("pushApart", () => {
  it("leaves room between labels and keeps them inside", () => {
    expect(pushApart([50, 52], 40, 200)).toEqual([50, 90]);
    expect(pushApart([198, 199], 40, 200)).toEqual([140, 180]);
    expect(pushApart([10, 150], 40, 200)).toEqual([20, 150]);
  });
});

describe("roundUp", () => {
  it("gives a round axis end", () => {
    expect([0, 5, 41, 999, 1001].map(roundUp)).toEqual([5, 5, 50, 1000, 2000]);
  });
});
