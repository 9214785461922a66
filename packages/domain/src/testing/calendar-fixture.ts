import type { CalendarDay, CalendarDefinition } from "@toancanh/contracts";

/**
 * Public holidays of Vietnam 2023–2027, MM-DD by year (facts from python-holidays 0.105, MIT: the calendar
 * docs/metrics.md §3 rests on). Known gap there and here: the swaps of 2025 and 2026.
 */
const HOLIDAYS = {
  2023: "01-01 01-02 01-20 01-21 01-22 01-23 01-24 01-25 01-26 04-29 04-30 05-01 05-02 05-03 09-01 09-02 09-04",
  2024: "01-01 02-08 02-09 02-10 02-11 02-12 02-13 02-14 04-18 04-29 04-30 05-01 09-02 09-03",
  2025: "01-01 01-27 01-28 01-29 01-30 01-31 02-01 04-07 04-30 05-01 09-01 09-02",
  2026: "01-01 02-16 02-17 02-18 02-19 02-20 04-26 04-27 04-30 05-01 09-01 09-02",
  2027: "01-01 02-04 02-05 02-06 02-07 02-08 02-09 02-10 04-16 04-30 05-01 05-03 09-02 09-03",
};

const VIETNAM_DAYS: CalendarDay[] = [
  ...Object.entries(HOLIDAYS).flatMap(([year, dates]) =>
    dates
      .split(" ")
      .map((date): CalendarDay => ({ date: `${year}-${date}`, name: "Nghỉ lễ", kind: "holiday" })),
  ),
  { date: "2024-05-04", name: "Ngày làm bù", kind: "make_up_workday" },
];

/** State offices of Hồ Chí Minh City: Monday to Friday, closing at 17:00. */
export const STATE_CALENDAR: CalendarDefinition = {
  id: "state",
  name: { vi: "Cơ quan nhà nước", en: "State offices" },
  time_zone: "Asia/Ho_Chi_Minh",
  from: "2023-01-01",
  to: "2027-12-31",
  workweek: [1, 2, 3, 4, 5],
  office_hours: [
    { from: "07:30", to: "11:30" },
    { from: "13:00", to: "17:00" },
  ],
  days: VIETNAM_DAYS,
  source: "test",
};

/** A utility that also works on Saturdays and closes at 16:30. */
export const UTILITY_CALENDAR: CalendarDefinition = {
  ...STATE_CALENDAR,
  id: "utility",
  name: { vi: "Doanh nghiệp", en: "Utilities" },
  workweek: [1, 2, 3, 4, 5, 6],
  office_hours: [{ from: "07:00", to: "16:30" }],
};

/** Boston: a zone with daylight saving, whose days have 23 and 25 hours twice a year. */
export const BOSTON_CALENDAR: CalendarDefinition = {
  id: "boston",
  name: { vi: "Boston", en: "Boston" },
  time_zone: "America/New_York",
  from: "2015-01-01",
  to: "2016-12-31",
  workweek: [1, 2, 3, 4, 5],
  office_hours: [{ from: "08:00", to: "17:00" }],
  days: [
    { date: "2015-07-03", name: "Independence Day (observed)", kind: "holiday" },
    { date: "2015-11-26", name: "Thanksgiving", kind: "holiday" },
  ],
  source: "test",
};
