import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { at, wallOf } from "../testing/event-fixture.ts";
import { CITY } from "../testing/profile-fixture.ts";
import { PROPERTY_RUNS } from "../testing/property-runs.ts";
import {
  defaultPeriodKind,
  periodContaining,
  type RecurringPeriodKind,
  UnknownPeriodError,
} from "./periods.ts";

const city = { timeZone: CITY.time_zone, periods: CITY.periods };
const boston = { timeZone: "America/New_York", periods: CITY.periods.slice(1) };

describe("periods of Ho Chi Minh City", () => {
  test.each<[RecurringPeriodKind, string, number, string, string, string]>([
    ["official", "2025-11-25 11:59", 0, "2025-10-25 12:00", "2025-11-25 12:00", "a minute before the turn"],
    ["official", "2025-11-25 12:00", 0, "2025-11-25 12:00", "2025-12-25 12:00", "at the turn"],
    ["official", "2025-11-30 09:00", 0, "2025-11-25 12:00", "2025-12-25 12:00", "end of the month"],
    ["official", "2026-01-01 00:00", 0, "2025-12-25 12:00", "2026-01-25 12:00", "over the year's end"],
    ["official", "2025-03-31 09:00", 1, "2025-02-25 12:00", "2025-03-25 12:00", "one back, from a 31st"],
    ["official", "2025-03-31 09:00", 13, "2024-02-25 12:00", "2024-03-25 12:00", "thirteen back"],
    ["calendar", "2025-02-28 23:59", 0, "2025-02-01 00:00", "2025-03-01 00:00", "February"],
    ["calendar", "2025-03-31 09:00", 1, "2025-02-01 00:00", "2025-03-01 00:00", "one back, from a 31st"],
    ["quarter", "2025-11-20 09:00", 0, "2025-10-01 00:00", "2026-01-01 00:00", "fourth"],
    ["quarter", "2025-01-01 00:00", 1, "2024-10-01 00:00", "2025-01-01 00:00", "one back, over the year"],
    ["year", "2025-11-20 09:00", 2, "2023-01-01 00:00", "2024-01-01 00:00", "two back"],
    ["day", "2025-11-20 00:00", 0, "2025-11-20 00:00", "2025-11-21 00:00", "from its first instant"],
    ["day", "2025-11-20 23:59", 1, "2025-11-19 00:00", "2025-11-20 00:00", "yesterday"],
    ["last_7_days", "2025-11-20 09:00", 0, "2025-11-14 00:00", "2025-11-21 00:00", "today and six before"],
    ["last_7_days", "2025-11-20 09:00", 1, "2025-11-07 00:00", "2025-11-14 00:00", "the seven before those"],
  ])("%s at %s, %d back: %s to %s (%s)", (kind, now, offset, from, to) => {
    const period = periodContaining(city, kind, at(now), offset);
    expect({ kind: period.kind, from: wallOf(period.from), to: wallOf(period.to) }).toEqual({
      kind,
      from,
      to,
    });
  });

  test("every instant lies in exactly one, and they follow each other", () => {
    const kinds = fc.constantFrom<RecurringPeriodKind[]>("official", "calendar", "quarter", "year", "day");
    const instants = fc.integer({ min: at("2015-01-01 00:00"), max: at("2027-12-31 23:59") });
    fc.assert(
      fc.property(
        kinds,
        instants,
        fc.integer({ min: 0, max: 20 }),
        fc.boolean(),
        (kind, now, offset, isBoston) => {
          const settings = isBoston && kind !== "official" ? boston : city;
          const current = periodContaining(settings, kind, now);
          const back = periodContaining(settings, kind, now, offset);
          const before = periodContaining(settings, kind, now, offset + 1);
          expect(current.from <= now && now < current.to).toBe(true);
          expect(before.to).toBe(back.from);
          expect(periodContaining(settings, kind, back.from)).toEqual(back);
        },
      ),
      { numRuns: PROPERTY_RUNS, seed: 25 },
    );
  });
});

test("a city may turn its month at any minute", () => {
  const settings = {
    timeZone: CITY.time_zone,
    periods: [{ kind: "official" as const, name: { vi: "Kỳ", en: "Period" }, day: 20, time: "16:45" }],
  };
  const before = periodContaining(settings, "official", at("2025-11-20 16:44"));
  const after = periodContaining(settings, "official", at("2025-11-20 16:45"));
  expect([before.to, after.from].map(wallOf)).toEqual(["2025-11-20 16:45", "2025-11-20 16:45"]);
});

test("a period with a change of daylight saving is an hour longer", () => {
  const november = periodContaining(boston, "day", Date.parse("2015-11-01T12:00:00Z"));
  expect((november.to - november.from) / 3_600_000).toBe(25);
  const march = periodContaining(boston, "calendar", Date.parse("2015-03-20T12:00:00Z"));
  expect([march.from, march.to].map((ms) => new Date(ms).toISOString())).toEqual([
    "2015-03-01T05:00:00.000Z",
    "2015-04-01T04:00:00.000Z",
  ]);
});

test("the default is the first listed; `official` must be listed, calendar months exist everywhere", () => {
  expect(defaultPeriodKind(city)).toBe("official");
  expect(defaultPeriodKind(boston)).toBe("calendar");
  expect(defaultPeriodKind({ timeZone: "UTC", periods: [] })).toBe("calendar");
  expect(() => periodContaining(boston, "official", 0)).toThrow(UnknownPeriodError);
  expect(new UnknownPeriodError("official")).toMatchObject({
    name: "UnknownPeriodError",
    code: "unknown_period",
  });
  expect(() => periodContaining(boston, "official", 0)).toThrow('no period "official"');
  expect(periodContaining({ timeZone: "UTC", periods: [] }, "calendar", 0)).toMatchObject({ from: 0 });
});
