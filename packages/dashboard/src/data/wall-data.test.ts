// @vitest-environment happy-dom

import { STATE_HEADERS } from "@toancanh/contracts";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { freshnessOf } from "./staleness.ts";
import { createWallData, type WallData } from "./wall-data.ts";

/** What stands in place of the browser's EventSource. */
class Stream extends EventTarget {
  static behave: (stream: Stream) => void = () => undefined;
  constructor() {
    super();
    setTimeout(() => Stream.behave(this), 10);
  }
  close(): void {}
}

const CITY_TIME = Date.UTC(2026, 10, 27, 5);
let headers: Record<string, string>;
let stop: () => void;
let data: WallData;

beforeEach(() => {
  vi.useFakeTimers({ now: CITY_TIME + 600_000 });
  headers = {};
  vi.stubGlobal("EventSource", Stream);
  vi.stubGlobal("fetch", async (url: string) => {
    const time = new Date(Date.now() - 600_000).toISOString();
    const status = url.includes("/health") ? 502 : 503;
    // A proxy's own refusal says nothing of the server.
    return new Response("{}", {
      status,
      headers: status === 502 ? {} : { [STATE_HEADERS.time]: time, ...headers },
    });
  });
  data = createWallData();
  stop = data.start();
});
afterEach(() => {
  stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("a wall whose live stream is missing", () => {
  it.each([
    ["is refused (502, all slots taken)", (stream: Stream) => stream.dispatchEvent(new Event("error"))],
    ["never opens", () => undefined],
    ["opens and says nothing", (stream: Stream) => stream.dispatchEvent(new Event("open"))],
    [
      "says what is no message of ours",
      (stream: Stream) => stream.dispatchEvent(new MessageEvent("heartbeat", { data: "<html>" })),
    ],
  ])("knows within 35 s that it %s", async (_what, behave) => {
    Stream.behave = behave;
    expect(data.connection.getState().lost).toBe(false);
    await vi.advanceTimersByTimeAsync(35_000);
    expect(data.connection.getState()).toMatchObject({ lost: true, heardAt: null });
  });
});

describe("a wall that only polls", () => {
  beforeEach(() => {
    Stream.behave = (stream) => stream.dispatchEvent(new Event("error"));
  });

  it("takes the alarms of any answer, and lets them go again", async () => {
    headers[STATE_HEADERS.alarms] = "writes_failing,from_a_later_version";
    data.summary.subscribe(() => undefined);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(data.connection.getState().alarms).toEqual(["writes_failing"]);
    headers = {};
    await vi.advanceTimersByTimeAsync(10_000);
    expect(data.connection.getState().alarms).toEqual([]);
  });

  it("checks its clock on every answer, also while /health fails", async () => {
    data.health.subscribe(() => undefined);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(data.clock.skew()).toBeNull();
    data.wards.subscribe(() => undefined);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(data.clock.skew()).toBe(600_000);
    // Figures that stopped ten minutes ago by the server's time are dead, whatever this machine's clock says.
    expect(freshnessOf(data.clock.now() - 600_000, data.clock.now(), 15_000)).toBe("dead");
  });
});
