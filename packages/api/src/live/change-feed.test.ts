import type { QueryParams, QueryRow } from "@toancanh/store";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { state } from "../testing/live-shapes.ts";
import { feedByPolling, feedFromIngester } from "./change-feed.ts";

type Row = QueryRow<"changed_since">;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A store that holds states by the time they were recorded, and remembers what it was asked. */
function setup(limit = 100) {
  const rows: Row[] = [];
  const asked: QueryParams<"changed_since">[] = [];
  const told: string[][] = [];
  const failures: string[] = [];
  let broken = false;
  const feed = feedByPolling(
    {
      changedSince: async (params) => {
        asked.push(params);
        if (broken) throw new Error("no database");
        return rows
          .filter((row) => row.last_recorded_at > params.since)
          .sort((a, b) => a.last_recorded_at - b.last_recorded_at)
          .slice(0, params.limit);
      },
    },
    { intervalMs: 500, limit, now: () => 100_000, logFailure: (message) => failures.push(message) },
  );
  feed.start((changed) => told.push(changed.map((one) => `${one.service_request_id}.${one.version}`)));
  return {
    feed,
    rows,
    asked,
    told,
    failures,
    breakStore: (value: boolean) => {
      broken = value;
    },
  };
}

describe("change feed by polling", () => {
  it("tells each new state once, also one that becomes visible after a later one", async () => {
    const { feed, rows, told } = setup();
    rows.push(state("A", { version: 1, last_recorded_at: 101_000 }));
    await vi.advanceTimersByTimeAsync(500);
    rows.push(state("B", { version: 1, last_recorded_at: 100_400 }));
    await vi.advanceTimersByTimeAsync(500);
    rows.push(state("A", { version: 2, last_recorded_at: 102_000 }));
    await vi.advanceTimersByTimeAsync(1500);
    expect(told).toEqual([["A.1"], ["B.1"], ["A.2"]]);
    feed.stop();
    rows.push(state("C", { last_recorded_at: 103_000 }));
    await vi.advanceTimersByTimeAsync(2000);
    expect(told).toHaveLength(3);
  });

  it("goes on at once while answers are full, also when one millisecond holds more than a page", async () => {
    const { feed, rows, told } = setup(3);
    for (let n = 0; n < 8; n++) {
      rows.push(state(`R${n}`, { version: 1, last_recorded_at: n < 5 ? 150_000 : 150_001 + n }));
    }
    await vi.advanceTimersByTimeAsync(510);
    expect(told[0]).toEqual(["R0.1", "R1.1", "R2.1"]);
    expect(told.flat()).toEqual(expect.arrayContaining(["R5.1", "R6.1", "R7.1"]));
    feed.stop();
  });

  it("says that it failed and tries again", async () => {
    const { feed, rows, told, failures, breakStore } = setup();
    breakStore(true);
    await vi.advanceTimersByTimeAsync(1000);
    expect(failures.length).toBeGreaterThan(0);
    breakStore(false);
    rows.push(state("A", { version: 1, last_recorded_at: 101_000 }));
    await vi.advanceTimersByTimeAsync(500);
    expect(told).toEqual([["A.1"]]);
    feed.stop();
  });
});

describe("change feed from the ingester", () => {
  it("passes on what the ingester tells, until stopped", () => {
    const listeners = new Set<(states: Row[]) => void>();
    const feed = feedFromIngester({
      onChange: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    });
    const told: number[] = [];
    feed.start((changed) => told.push(changed.length));
    for (const listener of listeners) listener([state("A"), state("B")]);
    feed.stop();
    expect([told, listeners.size]).toEqual([[2], 0]);
  });
});
