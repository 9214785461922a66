import { describe, expect, it } from "vitest";
import { createRandom, keyOf, poissonAt } from "./random.ts";

describe("createRandom", () => {
  it("gives the same stream for the same keys and another for a neighbouring one", () => {
    const draw = (...keys: number[]) => {
      const random = createRandom(...keys);
      return Array.from({ length: 20 }, () => random.unit());
    };
    expect(draw(1, 489_000, 7)).toEqual(draw(1, 489_000, 7));
    expect(draw(1, 489_000, 7)).not.toEqual(draw(1, 489_000, 8));
    expect(draw(1, 489_000, 7)).not.toEqual(draw(2, 489_000, 7));
    expect(draw(1, 2, 3)).not.toEqual(draw(3, 2, 1));
  });

  it("is even over the first draw of neighbouring streams", () => {
    const tenths = new Array<number>(10).fill(0);
    for (let n = 0; n < 20_000; n++) {
      const tenth = Math.floor(createRandom(1022, 489_000, n).unit() * 10);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    for (const count of tenths) expect(Math.abs(count - 2000)).toBeLessThan(200);
  });

  it("draws around the median of a spread", () => {
    const random = createRandom(5);
    const draws = Array.from({ length: 4000 }, () => random.spread({ median: 8, sigma: 1 }));
    const below = draws.filter((value) => value < 8).length;
    expect(Math.abs(below - 2000)).toBeLessThan(150);
  });

  it("keys a stream by a code", () => {
    expect(keyOf("so-y-te")).not.toBe(keyOf("so-y-tế"));
  });
});

describe("poissonAt", () => {
  it("has the mean and the variance it is asked for", () => {
    for (const mean of [0.3, 20, 199, 5000]) {
      const counts = Array.from({ length: 4000 }, (_, n) => poissonAt((n + 0.5) / 4000, mean));
      const average = counts.reduce((sum, count) => sum + count, 0) / 4000;
      const variance = counts.reduce((sum, count) => sum + (count - average) ** 2, 0) / 4000;
      expect(Math.abs(average - mean) / mean).toBeLessThan(0.01);
      expect(Math.abs(variance - mean) / mean).toBeLessThan(0.05);
    }
  });

  it("never falls when the mean grows", () => {
    for (const u of [0.001, 0.2, 0.5, 0.9, 0.999]) {
      let before = 0;
      for (let mean = 1; mean < 400; mean += 7) {
        const count = poissonAt(u, mean);
        expect(count).toBeGreaterThanOrEqual(before);
        before = count;
      }
    }
  });

  it("is zero for a mean of zero", () => {
    expect(poissonAt(0.99, 0)).toBe(0);
  });
});
