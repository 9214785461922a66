import { describe, expect, it } from "vitest";
import { CommandError } from "../terminal/output.ts";
import { type ClockRequest, chooseClockPosition, parseClock, showMoment } from "./directory-clock.ts";

const ZONE = "Asia/Ho_Chi_Minh";
const NOON = Date.parse("2026-11-25T12:00:00+07:00");
const HOUR = 3_600_000;
const REQUEST: ClockRequest = { position: null, used: false, asked: null, path: "dir", timeZone: ZONE };
const LIVED = { set_to: NOON, reached: NOON + HOUR };

function refusalOf(request: Partial<ClockRequest>): CommandError {
  try {
    chooseClockPosition({ ...REQUEST, ...request });
  } catch (error) {
    if (error instanceof CommandError) return error;
    throw error;
  }
  throw new Error("was not refused");
}

describe("chooseClockPosition", () => {
  it.each([
    ["the world's clock, fresh or used", { used: true }, null],
    ["a fresh directory, set", { asked: NOON }, { set_to: NOON, reached: NOON }],
    ["the same moment again goes on", { position: LIVED, used: true, asked: NOON }, LIVED],
    [
      "a later moment jumps there",
      { position: LIVED, used: true, asked: NOON + 2 * HOUR },
      { set_to: NOON + 2 * HOUR, reached: NOON + 2 * HOUR },
    ],
  ])("%s", (_what, request, chosen) => {
    expect(chooseClockPosition({ ...REQUEST, ...request })).toEqual(chosen);
  });

  it.each([
    ["a directory of the world's clock", { used: true, asked: NOON }, ["--data", "--replay"]],
    [
      "a simulated one without --clock",
      { position: LIVED },
      ["13:00:00+07:00", "--clock 2026-11-25T12:00:00+07:00"],
    ],
    ["an earlier moment", { position: LIVED, asked: NOON - HOUR }, ["11:00:00", "13:00:00", "--data"]],
    ["a moment already lived", { position: LIVED, asked: NOON + 1 }, ["13:00:00", "--data"]],
  ])("never mixes two clocks: %s", (_what, request, words) => {
    const error = refusalOf(request);
    expect(error.exitCode).toBe(1);
    for (const word of words) expect(error.message).toContain(word);
  });
});

describe("parseClock", () => {
  it("takes an offset, or else the city's time", () => {
    expect(parseClock("2026-11-25T05:00:00Z", ZONE)).toBe(NOON);
    expect(parseClock("2026-11-25T12:00", ZONE)).toBe(NOON);
    expect(showMoment(NOON, ZONE)).toBe("2026-11-25T12:00:00+07:00");
    expect(parseClock(showMoment(NOON + 7, ZONE), ZONE)).toBe(NOON + 7);
  });

  it.each(["noon", "", "1999-12-31", "2100-01-02", "2026-02-30"])("refuses %j", (text) => {
    expect(() => parseClock(text, ZONE)).toThrow(/--clock/);
  });
});
