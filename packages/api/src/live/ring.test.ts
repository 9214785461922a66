import { describe, expect, it } from "vitest";
import { createEventRing } from "./ring.ts";

describe("event ring", () => {
  it("gives what came after a sequence, nothing when up to date", () => {
    const ring = createEventRing(3, 1000);
    for (const n of [1, 2, 3]) ring.push(n, `m${n}`);
    expect(ring.since(1)).toEqual(["m2", "m3"]);
    expect(ring.since(3)).toEqual([]);
    expect(ring.since(0)).toEqual(["m1", "m2", "m3"]);
  });

  it("says null when something is missing or not yet sent", () => {
    const ring = createEventRing(3, 1000);
    for (const n of [1, 2, 3, 4, 5]) ring.push(n, `m${n}`);
    expect(ring.since(1)).toBeNull();
    expect(ring.since(2)).toEqual(["m3", "m4", "m5"]);
    expect(ring.since(6)).toBeNull();
    expect(ring.since(2.5)).toBeNull();
  });

  it("is bounded in size too", () => {
    const ring = createEventRing(100, 10);
    for (const n of [1, 2, 3]) ring.push(n, "12345");
    expect(ring.since(1)).toEqual(["12345", "12345"]);
    expect(ring.since(0)).toBeNull();
  });

  it("forgets on restart and goes on from there", () => {
    const ring = createEventRing(3, 1000);
    ring.push(1, "m1");
    ring.restart(7);
    expect(ring.since(1)).toBeNull();
    expect(ring.since(7)).toEqual([]);
    ring.push(8, "m8");
    expect(ring.since(7)).toEqual(["m8"]);
    expect(() => ring.push(10, "gap")).toThrow(RangeError);
  });
});
