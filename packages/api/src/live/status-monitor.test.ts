import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createStatusMonitor, type StoreTotals } from "./status-monitor.ts";

const TOTALS: StoreTotals = {
  events: 5,
  reports: 1,
  dead_letters: 0,
  latest_event_at: 1000,
  simulated: true,
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function setup(read: () => Promise<StoreTotals>) {
  const failures: string[] = [];
  const monitor = createStatusMonitor(read, {
    refreshMs: 1000,
    now: () => Date.now(),
    logFailure: (message) => failures.push(message),
  });
  return { monitor, failures };
}

describe("status monitor", () => {
  it("counts at start and then again and again", async () => {
    let reads = 0;
    const { monitor } = setup(async () => ({ ...TOTALS, events: ++reads }));
    expect([monitor.counted, monitor.totals.events]).toEqual([false, 0]);
    await monitor.start();
    expect([monitor.counted, monitor.fresh, monitor.totals.events]).toEqual([true, true, 1]);
    await vi.advanceTimersByTimeAsync(2000);
    expect(monitor.totals.events).toBe(3);
    monitor.stop();
    await vi.advanceTimersByTimeAsync(5000);
    expect(reads).toBe(3);
  });

  it("keeps the last figures while the store fails, says so after five refreshes, and recovers", async () => {
    let broken = false;
    const { monitor, failures } = setup(async () => {
      if (broken) throw new Error("no database");
      return TOTALS;
    });
    await monitor.start();
    broken = true;
    await vi.advanceTimersByTimeAsync(5000);
    expect([monitor.fresh, monitor.totals.events]).toEqual([true, 5]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(monitor.fresh).toBe(false);
    expect(failures).toHaveLength(1);
    broken = false;
    await vi.advanceTimersByTimeAsync(1000);
    expect(monitor.fresh).toBe(true);
    monitor.stop();
  });

  it("is not fresh while a count hangs", async () => {
    let reads = 0;
    const { monitor } = setup(() => (++reads === 1 ? Promise.resolve(TOTALS) : new Promise(() => {})));
    await monitor.start();
    await vi.advanceTimersByTimeAsync(6000);
    expect([monitor.fresh, monitor.totals.events, reads]).toEqual([false, 5, 2]);
    monitor.stop();
  });
});
