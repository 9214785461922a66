import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createAlarmBoard } from "./alarm-board.ts";
import { watchClock } from "./watch-clock.ts";

const NOON = Date.UTC(2026, 10, 27, 12);
const MINUTE = 60_000;

describe("watchClock", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** Codes that stand within 60 s under a clock that stands still at those moments, one after the other. */
  function codesUnder(newest: number | null, moments: readonly number[]): string[][] {
    let now = moments[0] ?? 0;
    const board = createAlarmBoard();
    const stop = watchClock(newest, { clock: { now: () => now }, board, log: pino({ level: "silent" }) });
    const said = moments.map((moment) => {
      now = moment;
      vi.advanceTimersByTime(MINUTE);
      return board.alarms().map(({ code }) => code);
    });
    stop();
    return said;
  }

  it("tells a clock before what is stored, until it is right", () => {
    expect(codesUnder(NOON, [NOON - 2 * 60 * MINUTE, NOON + MINUTE])).toEqual([["clock_behind"], []]);
  });

  it("tells a clock that is set back while the process runs", () => {
    const moments = [NOON, NOON + 5 * MINUTE, NOON - 10 * MINUTE, NOON + 6 * MINUTE];
    expect(codesUnder(null, moments)).toEqual([[], [], ["clock_behind"], []]);
  });

  it("says how far it is behind", () => {
    const board = createAlarmBoard();
    const clock = { now: () => NOON };
    watchClock(NOON + 90 * MINUTE, { clock, board, log: pino({ level: "silent" }) })();
    expect(board.alarms()[0]?.message.en).toContain("90 minutes");
  });

  it("is quiet about a minute, an empty store and a clock that goes on", () => {
    expect(codesUnder(NOON + MINUTE, [NOON])).toEqual([[]]);
    expect(codesUnder(null, [NOON, NOON + MINUTE])).toEqual([[], []]);
  });
});
