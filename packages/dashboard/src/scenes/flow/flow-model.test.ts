import type { FlowCurrent } from "@toancanh/contracts";
import { describe, expect, it } from "vitest";
import { barShare, partsOf, shapeOf, stepTotals } from "./flow-model.ts";

const STEP = { median_minutes: 1, limit: null };
const current = (received: number, over: Partial<FlowCurrent> = {}): FlowCurrent => ({
  clock: "clock",
  received,
  assigned: received,
  checked: null,
  answered: received,
  on_time: received,
  late: 0,
  assign: STEP,
  check: null,
  answer: STEP,
  ...over,
});

describe("partsOf", () => {
  it("follows what was received, and leaves room for text", () => {
    const rounded = (...counts: number[]) =>
      partsOf(
        counts.map((count) => current(count)),
        0.4,
      ).map((part) => Math.round(part * 1000) / 1000);
    expect(rounded(45, 55)).toEqual([0.45, 0.55]);
    expect(rounded(1, 999)).toEqual([0.4, 0.6]);
    expect(rounded(5, 0, 95)).toEqual([0.333, 0.333, 0.333]);
    expect(partsOf([current(0)], 0.4)).toEqual([1]);
  });
});

describe("shapeOf", () => {
  it("narrows from step to step and parts at its end", () => {
    const { steps, late } = shapeOf(
      current(200, { assigned: 190, checked: 150, answered: 100, on_time: 80, late: 20 }),
    );
    expect(steps.map(({ height }) => height)).toEqual([100, 95, 75, 50]);
    expect(late).toBe("75,40 100,46 100,56 75,50");
  });
  it("has no step for a check that its policy does not have, and draws one late report", () => {
    const { steps, late } = shapeOf(current(5_000, { on_time: 4_999, late: 1 }));
    expect(steps.map(({ x }) => x)).toEqual([0, 25, 75]);
    expect(late).toBe("75,97 100,97 100,100 75,100");
    expect(shapeOf(current(3)).late).toBe("");
  });
});

it("sums the steps of all currents, and no checks where none has one", () => {
  expect(stepTotals([current(3, { checked: 2 }), current(4)])).toEqual({
    received: 7,
    assigned: 7,
    checked: 2,
    answered: 7,
  });
  expect(stepTotals([current(4)]).checked).toBeNull();
});

it("draws bars by the root of what waits", () => {
  const bands = [{ from_minutes: 0, to_minutes: null, open: 400, overdue: 0 }];
  const waiting = [{ step: "answer" as const, open: 400, bands }];
  expect(barShare(100, { waiting })).toBe(0.5);
  expect(barShare(0, { waiting: [] })).toBe(0);
});
