import { describe, expect, it } from "vitest";
import { type CutLimits, msUntilCut } from "./batch-cut.ts";

const LIMITS: CutLimits = {
  maxBatchRows: 10_000,
  maxBatchBytes: 1_000_000,
  lingerMs: 50,
  lingerBelowRows: 500,
  loadRows: 1000,
  loadLingerMs: 1000,
};

const until = (rows: number, since: { answer?: number; stream?: number }, bytes = 0): number =>
  msUntilCut({ rows, bytes, since }, LIMITS, 100);

describe("msUntilCut", () => {
  it("lets a few events wait for more, from any source", () => {
    expect(until(1, { answer: 80 })).toBe(30);
    expect(until(1, { stream: 80 })).toBe(30);
    expect(until(2, { answer: 90, stream: 70 })).toBe(20);
  });

  it("lets no sender wait for its answer once there are enough for an insert", () => {
    expect(until(500, { answer: 100 })).toBe(0);
    expect(until(500, { answer: 100, stream: 90 })).toBe(0);
  });

  it("gathers more of a stream under load", () => {
    expect(until(999, { stream: 90 })).toBe(40);
    expect(until(1000, { stream: 90 })).toBe(990);
  });

  it("cuts what fills a batch at once, by rows or by bytes", () => {
    expect(until(10_000, { stream: 100 })).toBe(0);
    expect(until(3, { stream: 100 }, 1_000_000)).toBe(0);
  });

  it("never cuts when nothing waits", () => {
    expect(until(0, {})).toBe(Number.POSITIVE_INFINITY);
  });
});
