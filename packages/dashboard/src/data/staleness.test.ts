import { describe, expect, it } from "vitest";
import { ageForLabel, freshnessOf } from "./staleness.ts";

describe("freshnessOf", () => {
  it("calls figures old beyond two cadences and dead beyond five", () => {
    expect(freshnessOf(0, 30_000, 15_000)).toBe("fresh");
    expect(freshnessOf(0, 30_001, 15_000)).toBe("old");
    expect(freshnessOf(0, 75_000, 15_000)).toBe("old");
    expect(freshnessOf(0, 75_001, 15_000)).toBe("dead");
  });
  it("judges by real time, whatever the pace of the server's clock", () => {
    expect(freshnessOf(0, 30_000 * 60, 15_000, 60)).toBe("fresh");
    expect(freshnessOf(0, 75_001 * 60, 15_000, 60)).toBe("dead");
    expect(freshnessOf(0, 3_000, 15_000, 0.05)).toBe("old");
    expect(freshnessOf(0, 1e12, 15_000, 0)).toBe("fresh");
  });
  it("does not call old what has not come yet", () => {
    expect(freshnessOf(null, 1e12, 15_000)).toBe("fresh");
  });
});

describe("ageForLabel", () => {
  it("says at least one minute", () => {
    expect(ageForLabel(0, 31_000)).toBe(60_000);
    expect(ageForLabel(0, 130_000)).toBe(130_000);
  });
});
