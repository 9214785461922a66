import { describe, expect, it } from "vitest";
import { createAnswerCache } from "./answer-cache.ts";

function setup(maxEntries = 10) {
  const time = { now: 1000 };
  let computed = 0;
  const cache = createAnswerCache<number>({ maxAgeMs: 2000, maxEntries, now: () => time.now });
  const compute = async () => {
    computed += 1;
    return computed;
  };
  return { time, cache, compute, count: () => computed };
}

describe("answer cache", () => {
  it("computes once for all who ask the same at the same time", async () => {
    const { cache, compute } = setup();
    const answers = await Promise.all([1, 2, 3].map(() => cache.get("a", 1, compute)));
    expect(answers).toEqual([1, 1, 1]);
  });

  it("computes again after the age limit, on a new version, or for another key", async () => {
    const { cache, compute, time } = setup();
    expect(await cache.get("a", 1, compute)).toBe(1);
    time.now += 2000;
    expect(await cache.get("a", 1, compute)).toBe(1);
    time.now += 1;
    expect(await cache.get("a", 1, compute)).toBe(2);
    expect(await cache.get("a", 2, compute)).toBe(3);
    expect(await cache.get("b", 2, compute)).toBe(4);
  });

  it("does not keep a failure", async () => {
    const { cache, compute } = setup();
    const failing = cache.get("a", 1, async () => {
      throw new Error("no database");
    });
    await expect(failing).rejects.toThrow("no database");
    expect(await cache.get("a", 1, compute)).toBe(1);
  });

  it("computes again when the clock went back", async () => {
    const { cache, compute, time } = setup();
    await cache.get("a", 1, compute);
    time.now -= 60_000;
    expect(await cache.get("a", 1, compute)).toBe(2);
  });

  it("is bounded: the oldest gives way", async () => {
    const { cache, compute } = setup(2);
    for (const key of ["a", "b", "c"]) await cache.get(key, 1, compute);
    expect(await cache.get("c", 1, compute)).toBe(3);
    expect(await cache.get("a", 1, compute)).toBe(4);
  });
});
