import type { AgencyRow, Metrics, Summary } from "@toancanh/contracts";
import { computeMetrics } from "@toancanh/domain";
import { describe, expect, it } from "vitest";
import { flowTotals, pushApart, roundUp, wholeHours, worstMovers } from "./figures.ts";

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
const agency = (id: string, week_change: number | null): AgencyRow => ({
  agency_responsible: id,
  name: id,
  short_name: id,
  block: "state",
  metrics,
  interval: [0.1, 0.4],
  previous_late_rate: 0.1,
  week_due: 100,
  week_change,
  week_late_rate: week_change === null ? null : 0.2,
});

describe("what was due", () => {
  it("leaves out what is open in time and what has no deadline", () => {
    expect(computeMetrics(metrics).due).toBe(13);
  });
});

describe("worstMovers", () => {
  const sized = (id: string, change: number | null, week_due: number): AgencyRow => ({
    ...agency(id, change),
    week_due,
  });
  it("lists rises only, the largest first", () => {
    const rows = [sized("a", 0.01, 500), sized("b", null, 500), sized("c", -0.2, 500), sized("d", 0.05, 100)];
    expect(worstMovers(rows, 5).map((row) => row.agency_responsible)).toEqual(["d", "a"]);
  });
  it("prefers a sure rise over a large one by chance", () => {
    const rows = [sized("tiny", 0.15, 5), sized("sure", 0.08, 900)];
    expect(worstMovers(rows, 1).map((row) => row.agency_responsible)).toEqual(["sure"]);
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
