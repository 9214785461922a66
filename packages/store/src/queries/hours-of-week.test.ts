import { describe, expect, it } from "vitest";
import { createLocalClock, hoursOfWeekIn } from "../testing/local-time.ts";
import { seededRandom } from "../testing/seeded-random.ts";
import { hoursOfWeek } from "./hours-of-week.ts";

const HOUR = 3_600_000;
const WEEK = 168 * HOUR;
const ZONES = ["Asia/Ho_Chi_Minh", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe"] as const;

describe("hoursOfWeek", () => {
  it("has each hour of a whole week once, from Monday 0 h local", () => {
    const monday = Date.UTC(2025, 10, 16, 17);
    expect(hoursOfWeek("Asia/Ho_Chi_Minh", monday, monday + WEEK)).toEqual(
      Array.from({ length: 168 }, () => 1),
    );
    const firstHalf = hoursOfWeek("Asia/Ho_Chi_Minh", monday, monday + HOUR / 2);
    expect(firstHalf.slice(0, 2)).toEqual([0.5, 0]);
  });

  it("lacks the hour that is skipped in spring and has that of autumn twice", () => {
    const spring = hoursOfWeek("America/New_York", Date.UTC(2025, 2, 3, 5), Date.UTC(2025, 2, 10, 4));
    expect(spring[6 * 24 + 2]).toBe(0);
    const autumn = hoursOfWeek("America/New_York", Date.UTC(2025, 9, 27, 4), Date.UTC(2025, 10, 3, 5));
    expect(autumn[6 * 24 + 1]).toBe(2);
  });

  it("has nothing of a span that is empty or turned round", () => {
    expect(Math.max(...hoursOfWeek("Asia/Ho_Chi_Minh", 5, 5), ...hoursOfWeek("Asia/Ho_Chi_Minh", 9, 5))).toBe(
      0,
    );
  });

  it("agrees with counting quarters of an hour", () => {
    const clocks = new Map(ZONES.map((zone) => [zone, createLocalClock(zone)]));
    const random = seededRandom(168);
    for (let round = 0; round < 40; round++) {
      const zone = random.pick(ZONES);
      const from = random.between(Date.UTC(2015, 0, 1), Date.UTC(2030, 0, 1));
      const to = from + random.between(0, 9 * 24 * HOUR);
      const clock = clocks.get(zone);
      if (clock === undefined) throw new Error(`no clock of ${zone}`);
      const found = hoursOfWeek(zone, from, to);
      for (const [slot, hours] of hoursOfWeekIn(clock, from, to).entries()) {
        expect(found[slot], `${zone} ${from} ${to}`).toBeCloseTo(hours, 9);
      }
    }
  });
});
