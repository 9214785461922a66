import type { CalendarDefinition } from "@toancanh/contracts";
import { describe, expect, test } from "vitest";
import { BOSTON_CALENDAR, STATE_CALENDAR, UTILITY_CALENDAR } from "../testing/calendar-fixture.ts";
import { buildMinuteModel } from "../testing/minute-model.ts";
import { PROPERTY_RUNS } from "../testing/property-runs.ts";
import { addWorkingDays, addWorkingHours, buildCalendar, workingMinutesBetween } from "./calendar.ts";

/** New York in 2015 and 2016, by the rule as written: second Sunday of March to first Sunday of November, 2:00. */
const SUMMERS = [
  { from: Date.parse("2015-03-08T07:00:00Z"), to: Date.parse("2015-11-01T06:00:00Z") },
  { from: Date.parse("2016-03-13T07:00:00Z"), to: Date.parse("2016-11-06T06:00:00Z") },
];

function newYorkOffset(ms: number): number {
  return SUMMERS.some(({ from, to }) => ms >= from && ms < to) ? -240 : -300;
}

/** Small, fast, seeded: the cases are the same in every run. */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Offices open at night: across the very hours that daylight saving takes and gives. */
const NIGHT_SHIFT: CalendarDefinition = {
  ...BOSTON_CALENDAR,
  id: "night",
  workweek: [1, 2, 3, 4, 5, 6, 7],
  office_hours: [
    { from: "00:30", to: "03:30" },
    { from: "22:00", to: "23:30" },
  ],
};

describe.each([
  ["state offices", STATE_CALENDAR, () => 420, 0.8],
  ["utilities", UTILITY_CALENDAR, () => 420, 0.6],
  ["Boston", BOSTON_CALENDAR, newYorkOffset, 0.4],
  ["Boston by night", NIGHT_SHIFT, newYorkOffset, 0.4],
] as const)("%s, minute by minute", (_name, definition, offsetAt, share) => {
  const cases = Math.ceil(PROPERTY_RUNS * share);
  const calendar = buildCalendar(definition);
  const model = buildMinuteModel(definition, offsetAt);

  test(`agrees in ${cases} random cases`, () => {
    const random = createRandom(4_874);
    const wrong: string[] = [];
    for (let index = 0; index < cases; index += 1) {
      const start = (model.firstMinute + random(model.minutes - 45 * 1440)) * 60_000;
      const days = 1 + random(12);
      const hours = (1 + random(180)) / 4;
      const end = start + random(10 * 1440) * 60_000;
      const pairs = [
        ["days", addWorkingDays(calendar, start, days), model.addWorkingDays(start, days)],
        ["hours", addWorkingHours(calendar, start, hours), model.addWorkingHours(start, hours)],
        ["between", workingMinutesBetween(calendar, start, end), model.workingMinutesBetween(start, end)],
      ];
      for (const [what, ours, theirs] of pairs) {
        if (ours !== theirs)
          wrong.push(`${what} ${new Date(start).toISOString()} ${days} ${hours}: ${ours} ${theirs}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});
