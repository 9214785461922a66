import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { OffsetLedger } from "./offset-ledger.ts";

/** By definition: one behind the last of the longest durable prefix of what was taken. */
function expectedCommit(taken: readonly number[], durable: ReadonlySet<number>): number | null {
  let commit: number | null = null;
  for (const offset of taken) {
    if (!durable.has(offset)) break;
    commit = offset + 1;
  }
  return commit;
}

describe("OffsetLedger", () => {
  it("commits up to the first offset that is not durable, in any order and with any gaps", () => {
    const ledger = new OffsetLedger();
    for (const offset of [5, 6, 9, 10]) expect(ledger.take(offset)).toBe(true);
    expect(ledger.committable()).toBeNull();
    ledger.settle([6, 10]);
    expect(ledger.committable()).toBeNull();
    ledger.settle([5]);
    expect(ledger.committable()).toBe(7);
    ledger.settle([9]);
    expect(ledger.committable()).toBe(11);
    expect(ledger.pending).toBe(0);
  });

  it("refuses an offset it has taken", () => {
    const ledger = new OffsetLedger();
    expect(ledger.take(3)).toBe(true);
    expect(ledger.take(3)).toBe(false);
    expect(ledger.take(2)).toBe(false);
    expect(ledger.pending).toBe(1);
  });

  it("never commits beyond the contiguous durable offsets, and commits all of them (10,000 runs)", () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant("take" as const), gap: fc.integer({ min: 1, max: 4 }) }),
      fc.record({
        kind: fc.constant("settle" as const),
        pick: fc.nat(50),
        count: fc.integer({ min: 1, max: 6 }),
      }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const ledger = new OffsetLedger();
        const taken: number[] = [];
        const durable = new Set<number>();
        for (const action of steps) {
          if (action.kind === "take") {
            const offset = (taken.at(-1) ?? -1) + action.gap;
            taken.push(offset);
            ledger.take(offset);
          } else if (taken.length > 0) {
            const from = action.pick % taken.length;
            const settled = taken.slice(from, from + action.count);
            for (const offset of settled) durable.add(offset);
            ledger.settle(settled);
          }
          const expected = expectedCommit(taken, durable);
          if (ledger.committable() !== expected) return false;
          const passed = taken.filter((offset) => expected !== null && offset < expected).length;
          if (ledger.pending !== taken.length - passed) return false;
        }
        return true;
      }),
      { numRuns: 10_000 },
    );
  });

  it("stays small over a million offsets", () => {
    const ledger = new OffsetLedger();
    for (let start = 0; start < 1_000_000; start += 500) {
      const batch = Array.from({ length: 500 }, (_, index) => start + index);
      for (const offset of batch) ledger.take(offset);
      ledger.settle(batch);
    }
    expect(ledger.committable()).toBe(1_000_000);
    expect(ledger.pending).toBe(0);
  });
});
