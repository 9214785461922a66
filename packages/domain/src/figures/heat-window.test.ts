import { describe, expect, it } from "vitest";
import { chooseHeatWindow, HEAT_WINDOW_REPORTS } from "./heat-window.ts";

describe("chooseHeatWindow", () => {
  it.each([
    ["in a flood", [HEAT_WINDOW_REPORTS, 9_000, 20_000], 24],
    ["on an ordinary day", [490, 3_400, 13_700], 7 * 24],
    ["for one field", [120, 800, 3_300], 28 * 24],
    ["where hardly anything comes", [0, 3, 40], 28 * 24],
    ["just below enough", [HEAT_WINDOW_REPORTS - 1, HEAT_WINDOW_REPORTS, 9_000], 7 * 24],
  ])("%s looks back as far as it needs", async (_when, located, hours) => {
    const asked: number[] = [];
    const chosen = await chooseHeatWindow(async (span) => {
      asked.push(span);
      return located[asked.length - 1] ?? 0;
    });
    expect(chosen).toBe(hours);
    expect(asked.at(-1)).toBe(hours);
  });
});
