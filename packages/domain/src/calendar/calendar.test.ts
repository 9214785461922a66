import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BOSTON_CALENDAR, STATE_CALENDAR, UTILITY_CALENDAR } from "../testing/calendar-fixture.ts";
import { at, wallOf } from "../testing/event-fixture.ts";
import { PROPERTY_RUNS } from "../testing/property-runs.ts";
import {
  addWorkingDays,
  addWorkingHours,
  buildCalendar,
  CalendarDefinitionError,
  CalendarRangeError,
  isWorkingDay,
  localDate,
  workingMinutesBetween,
} from "./calendar.ts";

const state = buildCalendar(STATE_CALENDAR);
const utility = buildCalendar(UTILITY_CALENDAR);
const boston = buildCalendar(BOSTON_CALENDAR);
const first = at("2023-01-01 00:00");
/** Leaves room for the longest limit below before the calendar ends. */
const instants = fc.integer({ min: first / 1000, max: at("2027-11-20 00:00") / 1000 }).map((s) => s * 1000);
const RUNS = { numRuns: PROPERTY_RUNS, seed: 20_251_120 };

describe("working days", () => {
  test("are monotone in start and in number", () => {
    fc.assert(
      fc.property(instants, instants, fc.integer({ min: 1, max: 20 }), (a, b, days) => {
        const [early, late] = a < b ? [a, b] : [b, a];
        expect(addWorkingDays(state, early, days)).toBeLessThanOrEqual(addWorkingDays(state, late, days));
        expect(addWorkingDays(state, early, days)).toBeLessThan(addWorkingDays(state, early, days + 1));
      }),
      RUNS,
    );
  });

  test("never land on a day off, always after the start's date, always at the end of office hours", () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 1, max: 20 }), (start, days) => {
        const due = addWorkingDays(state, start, days);
        const date = localDate(state, due);
        expect(isWorkingDay(state, date)).toBe(true);
        expect(date > localDate(state, start)).toBe(true);
        expect(wallOf(due)?.slice(11)).toBe("17:00");
      }),
      RUNS,
    );
  });

  test("count as many days as asked for, none fewer", () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 1, max: 15 }), (start, days) => {
        const minutes = workingMinutesBetween(state, start, addWorkingDays(state, start, days));
        // Every whole day has 8 office hours; the day of the start adds what is left of it.
        expect(Math.floor(minutes / 480)).toBeGreaterThanOrEqual(days);
        expect(minutes).toBeLessThanOrEqual((days + 1) * 480);
      }),
      RUNS,
    );
  });
});

describe("working hours", () => {
  test("added and measured again are the same", () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 1, max: 400 }), (start, quarters) => {
        const due = addWorkingHours(utility, start, quarters / 4);
        expect(workingMinutesBetween(utility, start, due)).toBeCloseTo(quarters * 15, 6);
      }),
      RUNS,
    );
  });

  test.each([
    ["2025-11-20 16:00", 1, "2025-11-20 17:00", "to the very end of the day"],
    ["2025-11-20 16:00", 1.5, "2025-11-21 08:00", "over night"],
    ["2025-11-20 11:00", 0.5, "2025-11-20 11:30", "to the noon break, not past it"],
    ["2025-11-20 11:00", 1, "2025-11-20 13:30", "past the noon break"],
    ["2025-11-22 10:00", 8, "2025-11-24 17:00", "from a Saturday"],
    ["2026-02-13 16:00", 2, "2026-02-23 08:30", "over Tết"],
    ["2025-11-20 03:00", 0, "2025-11-20 03:00", "nothing asked"],
  ])("%s + %d h = %s (%s)", (start, hours, due) => {
    expect(wallOf(addWorkingHours(state, at(start), hours))).toBe(due);
  });

  test("between two instants: none backwards, none at night", () => {
    expect(workingMinutesBetween(state, at("2025-11-21 10:00"), at("2025-11-20 10:00"))).toBe(0);
    expect(workingMinutesBetween(state, at("2025-11-20 17:00"), at("2025-11-21 07:30"))).toBe(0);
    expect(workingMinutesBetween(state, at("2025-11-20 16:59"), at("2025-11-21 07:31"))).toBe(2);
  });
});

describe("range", () => {
  test("is an error that names the calendar and its range", () => {
    const late = () => addWorkingDays(state, at("2027-12-28 09:00"), 5);
    expect(late).toThrow(CalendarRangeError);
    expect(late).toThrow(
      'Calendar "state" covers 2023-01-01 to 2027-12-31; 5 working days after its 2027-12-28 lie outside',
    );
    expect(() => addWorkingDays(state, at("2022-12-31 23:59"), 1)).toThrow("2022-12-31 lies outside");
    expect(() => addWorkingDays(state, at("2028-01-01 00:00"), 1)).toThrow("2028-01-01 lies outside");
    expect(() => addWorkingHours(state, at("2027-12-31 16:00"), 1.01)).toThrow(
      "1.01 working hours after its 2027-12-31",
    );
    expect(() => isWorkingDay(state, "2028-01-01")).toThrow(CalendarRangeError);
    expect(() => isWorkingDay(state, "2022-12-31")).toThrow(CalendarRangeError);
    expect(() => isWorkingDay(state, "2025-02-30")).toThrow("2025-02-30 lies outside");
    expect(() => workingMinutesBetween(state, 0, Number.NaN)).toThrow(CalendarRangeError);
  });

  test("includes its first and last instant", () => {
    expect(wallOf(addWorkingHours(state, at("2027-12-31 16:00"), 1))).toBe("2027-12-31 17:00");
    expect(wallOf(addWorkingDays(state, at("2027-12-30 23:59"), 1))).toBe("2027-12-31 17:00");
    expect(wallOf(addWorkingDays(state, first, 1))).toBe("2023-01-03 17:00");
    expect(isWorkingDay(state, "2023-01-01")).toBe(false);
    expect(isWorkingDay(state, "2027-12-31")).toBe(true);
  });

  test("tells its details", () => {
    expect(new CalendarRangeError(state, "x")).toMatchObject({
      name: "CalendarRangeError",
      code: "calendar_range",
      calendarId: "state",
      from: "2023-01-01",
      to: "2027-12-31",
    });
  });
});

describe("daylight saving", () => {
  test("moves the end of office hours in UTC", () => {
    const before = addWorkingDays(boston, Date.parse("2015-03-05T15:00:00Z"), 1);
    const after = addWorkingDays(boston, Date.parse("2015-03-06T15:00:00Z"), 1);
    expect(new Date(before).toISOString()).toBe("2015-03-06T22:00:00.000Z");
    expect(new Date(after).toISOString()).toBe("2015-03-09T21:00:00.000Z");
  });

  test("the day of 25 hours ends at its own midnight", () => {
    expect(localDate(boston, Date.parse("2015-11-02T04:59:59Z"))).toBe("2015-11-01");
    expect(localDate(boston, Date.parse("2015-11-02T05:00:00Z"))).toBe("2015-11-02");
    expect(localDate(boston, Date.parse("2015-11-01T04:00:00Z"))).toBe("2015-11-01");
    expect(localDate(boston, Date.parse("2010-07-01T03:59:00Z"))).toBe("2010-06-30");
  });
});

describe("definition", () => {
  test.each([
    [{ time_zone: "Asia/Nowhere" }, "/time_zone", 'unknown time zone "Asia/Nowhere"'],
    [{ from: "2023-02-29" }, "/from", '"2023-02-29" is no date'],
    [{ to: "soon" }, "/to", '"soon" is no date'],
    [{ to: "2022-12-31" }, "/to", "2022-12-31 lies before 2023-01-01"],
    [{ office_hours: [] }, "/office_hours", "is empty"],
    [
      { office_hours: [{ from: "17:00", to: "17:00" }] },
      "/office_hours/0",
      "17:00 does not lie before 17:00",
    ],
    [
      {
        office_hours: [
          { from: "07:30", to: "11:30" },
          { from: "11:00", to: "17:00" },
        ],
      },
      "/office_hours/1",
      "overlaps the one before",
    ],
    [{ days: [{ date: "2025-13-01", name: "x", kind: "holiday" as const }] }, "/days/0/date", "is no date"],
    [
      { days: [...STATE_CALENDAR.days, ...STATE_CALENDAR.days] },
      "/days/70/date",
      "2023-01-01 is listed twice",
    ],
  ])("%o is refused", (change, field, message) => {
    const build = () => buildCalendar({ ...STATE_CALENDAR, ...change });
    expect(build).toThrow(CalendarDefinitionError);
    expect(build).toThrow(message);
    expect(build).toThrow(expect.objectContaining({ code: "calendar_definition", field }));
  });

  test("adjoining shifts and days outside the range are taken", () => {
    const calendar = buildCalendar({
      ...STATE_CALENDAR,
      office_hours: [
        { from: "07:30", to: "11:30" },
        { from: "11:30", to: "17:00" },
      ],
      days: [{ date: "2022-12-24", name: "x", kind: "make_up_workday" }],
    });
    expect(wallOf(addWorkingHours(calendar, at("2025-11-20 11:00"), 1))).toBe("2025-11-20 12:00");
  });
});
