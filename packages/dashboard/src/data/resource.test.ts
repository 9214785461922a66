import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createResource, jitter } from "./resource.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("createResource", () => {
  it("loads while it has subscribers and stops when it has none", async () => {
    let loads = 0;
    const resource = createResource({ cadenceMs: 10_000, load: async () => ++loads });
    const leave = resource.subscribe(() => {});
    await vi.advanceTimersByTimeAsync(0);
    expect(resource.getState()).toEqual({ data: 1, failure: null });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(loads).toBe(2);
    leave();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(loads).toBe(2);
  });

  it("loads anew on request when it has subscribers, else for the next one", async () => {
    let loads = 0;
    const resource = createResource({ cadenceMs: 10_000, load: async () => ++loads });
    const leave = resource.subscribe(() => {});
    await vi.advanceTimersByTimeAsync(1);
    resource.refreshIfUsed();
    await vi.advanceTimersByTimeAsync(1);
    expect(loads).toBe(2);
    leave();
    resource.refreshIfUsed();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(loads).toBe(2);
    resource.subscribe(() => {});
    await vi.advanceTimersByTimeAsync(1);
    expect(loads).toBe(3);
  });

  it("keeps the last figures when a load fails and retries by itself", async () => {
    let loads = 0;
    const resource = createResource({
      cadenceMs: 10_000,
      load: async () => {
        loads += 1;
        if (loads === 2) throw new TypeError("fetch failed");
        return loads;
      },
    });
    resource.subscribe(() => {});
    await vi.advanceTimersByTimeAsync(10_000);
    expect(resource.getState()).toEqual({ data: 1, failure: { kind: "network" } });
    await vi.advanceTimersByTimeAsync(6_000);
    expect(resource.getState()).toEqual({ data: 3, failure: null });
  });
});

describe("jitter", () => {
  it("spreads by a fifth to both sides", () => {
    expect(jitter(5_000, () => 0)).toBe(4_000);
    expect(jitter(5_000, () => 1)).toBe(6_000);
  });
});
