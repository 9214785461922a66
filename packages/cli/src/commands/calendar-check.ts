import type { CalendarDay, CalendarDefinition } from "@toancanh/contracts";
import { buildCalendar, type Calendar, isWorkingDay } from "@toancanh/domain";
import { DateTime } from "luxon";
import { loadCity } from "../city/open-city.ts";
import type { Terminal } from "../terminal/output.ts";

/**
 * Fewer holidays than this in a year and the list is surely not complete: every year has at least New Year and
 * National Day.
 */
const FEWEST_HOLIDAYS = 5;

interface YearCheck {
  year: number;
  working_days: number;
  holidays: number;
  make_up_workdays: number;
  missing: string[];
  /** Single working days between days off: often swapped by a decision that a list of holidays does not have. */
  to_check: string[];
}

/** The day to be worked for a day off whose name says so: "… (thay cho ngày dd/mm/yyyy)". */
function workdayInExchangeFor(day: CalendarDay): string | null {
  const [, date, month, year] = /thay cho ngày (\d{2})\/(\d{2})\/(\d{4})/i.exec(day.name) ?? [];
  return year === undefined ? null : `${year}-${month}-${date}`;
}

function isBridgeDay(calendar: Calendar, definition: CalendarDefinition, day: DateTime): boolean {
  const dates = [-1, 0, 1].map((days) => day.plus({ days }).toISODate() ?? "");
  if (dates.some((date) => date < definition.from || date > definition.to)) return false;
  const [before, itself, after] = dates.map((date) => isWorkingDay(calendar, date));
  return itself === true && before === false && after === false;
}

function checkYear(definition: CalendarDefinition, year: number): YearCheck {
  const calendar = buildCalendar(definition);
  const days = definition.days.filter((day) => day.date.startsWith(`${year}-`));
  const holidays = days.filter((day) => day.kind === "holiday").length;
  const missing: string[] = [];
  const first = DateTime.fromISO(`${year}-01-01`, { zone: "utc" });
  const toCheck: string[] = [];
  let workingDays = 0;
  let uncovered = 0;
  for (let day = first; day.year === year; day = day.plus({ days: 1 })) {
    const date = day.toISODate() ?? "";
    if (date < definition.from || date > definition.to) uncovered += 1;
    else if (isWorkingDay(calendar, date)) workingDays += 1;
    if (isBridgeDay(calendar, definition, day)) toCheck.push(date);
  }
  if (uncovered > 0)
    missing.push(`${uncovered} days lie outside the range ${definition.from} to ${definition.to}`);
  if (holidays < FEWEST_HOLIDAYS) missing.push(`only ${holidays} holidays are listed`);
  const makeUp = days.filter((day) => day.kind === "make_up_workday");
  for (const day of definition.days) {
    const worked = workdayInExchangeFor(day);
    if (worked === null || !worked.startsWith(`${year}-`) || worked < definition.from) continue;
    if (!definition.days.some((other) => other.date === worked && other.kind === "make_up_workday")) {
      missing.push(`${day.date} is off in exchange for ${worked}, which is not listed as make-up workday`);
    }
  }
  return {
    year,
    working_days: workingDays,
    holidays,
    make_up_workdays: makeUp.length,
    missing,
    to_check: toCheck,
  };
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
