import { describe, expect, it } from "vitest";
import { drawBeta, seededRandom } from "../statistics/seeded-draws.ts";
import { judgePeriod } from "./verdict.ts";

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
