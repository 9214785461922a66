import { describe, expect, it } from "vitest";
import { createPlan } from "./plan.ts";

const counts = {
  kills: 20,
  outages: 5,
  resets: 50,
  freezes: 5,
  rebalances: 20,
  rewinds: 1,
  brokerRestarts: 3,
  cuts: 20,
};

describe("the plan of a fault run", () => {
  it("has everything that was asked for, half of kills and resets at their worst moment", () => {
    const plan = createPlan(counts, 1);
    const count = (kind: string) => plan.filter((step) => step.kind === kind).length;
    expect(count("kill-at")).toBe(10);
    expect(count("kill") + count("kill-in-outage")).toBe(10);
    expect(count("outage") + count("kill-in-outage")).toBe(5);
    expect(plan.filter((step) => step.kind === "reset" && step.afterCommit)).toHaveLength(25);
    expect(["freeze", "rebalance", "rewind", "broker-restart", "power-cut"].map(count)).toEqual([
      5, 20, 1, 3, 20,
    ]);
    expect(new Set(plan.flatMap((step) => (step.kind === "kill-at" ? step.point : []))).size).toBe(5);
  });

  it("reads again early, which heals what was lost before, and kills everyone last", () => {
    const plan = createPlan(counts, 2);
    expect(plan.findIndex((step) => step.kind === "rewind")).toBeLessThan(plan.length * 0.15);
    expect(plan.at(-1)?.kind).toBe("kill-in-outage");
  });

  it("is the same for the same seed", () => {
    expect(createPlan(counts, 3)).toEqual(createPlan(counts, 3));
    expect(createPlan(counts, 3)).not.toEqual(createPlan(counts, 4));
  });
});
