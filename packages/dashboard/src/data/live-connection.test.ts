import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { keepLive, type LiveEnvironment, type LiveKind } from "./live-connection.ts";

const HEARTBEAT = JSON.stringify({
  as_of: "2026-11-22T07:32:07Z",
  latest_event_at: null,
  simulated: true,
  alarms: [],
});

function start() {
  const streams: { send: (kind: LiveKind, text: string) => void; fail: () => void; closed: boolean }[] = [];
  const lost: boolean[] = [];
  let heartbeats = 0;
  const environment: LiveEnvironment = {
    open: ({ onMessage, onError }) => {
      const stream = { send: onMessage, fail: onError, closed: false };
      streams.push(stream);
      return {
        close: () => {
          stream.closed = true;
        },
      };
    },
    monotonic: () => Date.now(),
    random: () => 0.5,
  };
  const stop = keepLive(environment, {
    onSnapshot: () => {},
    onDelta: () => {},
    onHeartbeat: () => {
      heartbeats += 1;
    },
    onLost: (value) => lost.push(value),
  });
  return { streams, lost, stop, heartbeats: () => heartbeats };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("keepLive", () => {
  it("says within 35 s that a silent server is lost, and opens a new stream", () => {
    const live = start();
    live.streams[0]?.send("heartbeat", HEARTBEAT);
    vi.advanceTimersByTime(30_000);
    expect(live.lost).toEqual([]);
    vi.advanceTimersByTime(2_000);
    expect(live.lost).toEqual([true]);
    vi.advanceTimersByTime(6_000);
    expect(live.streams.length).toBe(2);
    expect(live.streams[0]?.closed).toBe(true);
    live.streams[1]?.send("heartbeat", HEARTBEAT);
    expect(live.lost).toEqual([true, false]);
    live.stop();
  });

  it("retries every 5 s for ever while the server refuses", () => {
    const live = start();
    for (let i = 0; i < 100; i += 1) {
      live.streams.at(-1)?.fail();
      vi.advanceTimersByTime(5_000);
    }
    expect(live.streams.length).toBe(101);
    expect(live.streams.slice(0, -1).every((stream) => stream.closed)).toBe(true);
    expect(live.lost).toEqual([true]);
    live.stop();
  });

  it("does not cry at one broken stream that comes back", () => {
    const live = start();
    live.streams[0]?.send("heartbeat", HEARTBEAT);
    live.streams[0]?.fail();
    vi.advanceTimersByTime(5_000);
    live.streams[1]?.send("heartbeat", HEARTBEAT);
    expect(live.lost).toEqual([]);
    live.stop();
  });

  it("does not take garbage for a sign of life", () => {
    const live = start();
    live.streams[0]?.send("heartbeat", "{");
    live.streams[0]?.send("snapshot", "{}");
    live.streams[0]?.send("delta", "null");
    expect(live.heartbeats()).toBe(0);
    vi.advanceTimersByTime(40_000);
    expect(live.lost).toEqual([true]);
    live.stop();
    const count = live.streams.length;
    vi.advanceTimersByTime(60_000);
    expect(live.streams.length).toBe(count);
  });
});
