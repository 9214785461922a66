import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BOSTON_CALENDAR, STATE_CALENDAR } from "../testing/calendar-fixture.ts";
import { PROPERTY_RUNS } from "../testing/property-runs.ts";
import { buildCalendar } from "./calendar.ts";
import { formatLocalInstant, parseInstant } from "./instant.ts";

const city = buildCalendar(STATE_CALENDAR);
const boston = buildCalendar(BOSTON_CALENDAR);

describe("parse", () => {
  test.each([
    ["2025-11-20T16:30:00+07:00", "2025-11-20T09:30:00.000Z"],
    ["2025-11-20T16:30+07:00", "2025-11-20T09:30:00.000Z"],
    ["2025-11-20T16:30:05Z", "2025-11-20T16:30:05.000Z"],
    ["2025-11-20t16:30:05.123456z", "2025-11-20T16:30:05.123Z"],
    ["2025-11-20T16:30:05.5-03:30", "2025-11-20T20:00:05.500Z"],
    ["2025-11-20T16:30:00+23:59", "2025-11-19T16:31:00.000Z"],
    ["2025-11-20T16:30", "2025-11-20T09:30:00.000Z"],
    ["2025-11-20 16:30:59", "2025-11-20T09:30:59.000Z"],
    ["2024-02-29T00:00:00Z", "2024-02-29T00:00:00.000Z"],
    ["2000-02-29T23:59:59Z", "2000-02-29T23:59:59.000Z"],
  ])("%s is %s", (text, iso) => {
    expect(new Date(parseInstant(city, text)).toISOString()).toBe(iso);
  });

  test.each([
    "",
    "2025-11-20",
    "2025-11-20T16",
    "2025/11/20T16:30:00Z",
    "2025/11-20T16:30:00Z",
    "2025-11-20T16:3/:00Z",
    "2025-11-20T16:30:00*07:00",
    "2025-11/20T16:30:00Z",
    "2025-11-20X16:30:00Z",
    "2025-11-20T16.30:00Z",
    "2025-00-20T16:30:00Z",
    "2025-13-20T16:30:00Z",
    "2025-11-31T16:30:00Z",
    "2025-11-00T16:30:00Z",
    "2025-02-29T16:30:00Z",
    "1900-02-29T16:30:00Z",
    "2025-11-20T24:00:00Z",
    "2025-11-20T16:60:00Z",
    "2025-11-20T16:30:60Z",
    "2025-11-20T16:30:0xZ",
    "2025-11-20T16:30:00.Z",
    "2025-11-20T16:30:00ZZ",
    "2025-11-20T16:30:00+0700",
    "2025-11-20T16:30:00+07-00",
    "2025-11-20T16:30:00+24:00",
    "2025-11-20T16:30:00+07:60",
    "2025-11-20T16:30:00+07:00 ",
    "2o25-11-20T16:30:00Z",
  ])("%j is none", (text) => {
    expect(parseInstant(city, text)).toBeNaN();
  });

  test("local time round a change of daylight saving: the earlier of two, past a gap the later", () => {
    const iso = (text: string) => new Date(parseInstant(boston, text)).toISOString();
    expect(iso("2015-11-01 01:30")).toBe("2015-11-01T05:30:00.000Z");
    expect(iso("2015-11-01 02:30")).toBe("2015-11-01T07:30:00.000Z");
    expect(iso("2015-03-08 02:30")).toBe("2015-03-08T07:30:00.000Z");
    expect(iso("2015-03-08 03:30")).toBe("2015-03-08T07:30:00.000Z");
    expect(iso("2015-03-08 01:59")).toBe("2015-03-08T06:59:00.000Z");
    expect(iso("2016-01-12 23:59")).toBe("2016-01-13T04:59:00.000Z");
  });
});

describe("format", () => {
  const calendars = { "Hồ Chí Minh City": city, Boston: boston };

  test.each([
    ["Hồ Chí Minh City", "2025-11-20T09:30:00.000Z", "2025-11-20T16:30:00+07:00"],
    ["Hồ Chí Minh City", "2025-11-20T17:00:00.007Z", "2025-11-21T00:00:00.007+07:00"],
    ["Hồ Chí Minh City", "1969-12-31T17:00:01.000Z", "1970-01-01T01:00:01+08:00"],
    ["Boston", "2015-07-01T12:05:09.000Z", "2015-07-01T08:05:09-04:00"],
    ["Boston", "2015-11-01T05:30:00.000Z", "2015-11-01T01:30:00-04:00"],
    ["Boston", "2015-11-01T06:30:00.000Z", "2015-11-01T01:30:00-05:00"],
  ] as const)("in %s, %s is %s", (place, iso, text) => {
    expect(formatLocalInstant(calendars[place], Date.parse(iso))).toBe(text);
  });

  test("what is formatted parses back", () => {
    const instants = fc.integer({
      min: Date.parse("2014-01-01T00:00Z"),
      max: Date.parse("2028-12-31T00:00Z"),
    });
    fc.assert(
      fc.property(instants, (ms) => parseInstant(boston, formatLocalInstant(boston, ms)) === ms),
      { numRuns: PROPERTY_RUNS, seed: 3 },
    );
  });
});
