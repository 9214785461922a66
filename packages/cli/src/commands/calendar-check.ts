import type { CalendarDefinition } from "@toancanh/contracts";
import { buildCalendar, isWorkingDay } from "@toancanh/domain";
import { DateTime } from "luxon";
import { loadCity } from "../open-city.ts";
import type { Terminal } from "../output.ts";

/** Fewer holidays than this in a year and the list is surely not complete: every year has at least New Year and National Day. */
const FEWEST_HOLIDAYS = 5;

interface YearCheck {
  year: number;
  working_days: number;
  holidays: number;
  make_up_workdays: number;
  missing: string[];
}

function checkYear(definition: CalendarDefinition, year: number): YearCheck {
  const calendar = buildCalendar(definition);
  const days = definition.days.filter((day) => day.date.startsWith(`${year}-`));
  const holidays = days.filter((day) => day.kind === "holiday").length;
  const missing: string[] = [];
  const first = DateTime.fromISO(`${year}-01-01`, { zone: "utc" });
  let workingDays = 0;
  let uncovered = 0;
  for (let day = first; day.year === year; day = day.plus({ days: 1 })) {
    const date = day.toISODate() ?? "";
    if (date < definition.from || date > definition.to) uncovered += 1;
    else if (isWorkingDay(calendar, date)) workingDays += 1;
  }
  if (uncovered > 0)
    missing.push(`${uncovered} days lie outside the range ${definition.from} to ${definition.to}`);
  if (holidays < FEWEST_HOLIDAYS) missing.push(`only ${holidays} holidays are listed`);
  for (const day of days) {
    const weekday = DateTime.fromISO(day.date, { zone: "utc" }).weekday;
    const worked = definition.workweek.includes(weekday);
    if (day.kind === "make_up_workday" && worked)
      missing.push(`${day.date} is worked anyway, yet listed as make-up workday`);
  }
  const swapped = days.filter((day) => day.kind === "holiday" && /thay cho/i.test(day.name)).length;
  const makeUp = days.filter((day) => day.kind === "make_up_workday").length;
  if (swapped !== makeUp) missing.push(`${swapped} days off in exchange, but ${makeUp} make-up workdays`);
  return { year, working_days: workingDays, holidays, make_up_workdays: makeUp, missing };
}

/**
 * Prints the working days of each year of each calendar and what is missing.
 * @returns exit code: 1 when anything is missing
 */
export async function runCalendarCheck(profileId: string, terminal: Terminal): Promise<0 | 1> {
  const { profile } = await loadCity(profileId);
  const checks = profile.calendars.map((definition) => {
    const firstYear = Number(definition.from.slice(0, 4));
    const lastYear = Number(definition.to.slice(0, 4));
    const years = Array.from({ length: lastYear - firstYear + 1 }, (_, index) =>
      checkYear(definition, firstYear + index),
    );
    return { calendar: definition.id, from: definition.from, to: definition.to, years };
  });
  terminal.out(`${JSON.stringify(checks, null, 2)}\n`);
  const problems = checks.flatMap((check) =>
    check.years.flatMap((year) => year.missing.map((text) => `${check.calendar} ${year.year}: ${text}`)),
  );
  for (const problem of problems) terminal.err(`${problem}\n`);
  return problems.length > 0 ? 1 : 0;
}
