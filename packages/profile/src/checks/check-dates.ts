import type { CalendarDay } from "@toancanh/contracts";
import { DateTime, IANAZone } from "luxon";
import type { CalendarFile, Located } from "../read-lists.ts";
import type { ProfileLists } from "./check-references.ts";

type Report = (file: string, field: string, message: string, row?: number) => void;

export function isTimeZone(name: string): boolean {
  return IANAZone.isValidZone(name);
}

/** Instant (epoch ms) at which a local date begins; throws RangeError when there is no such date. */
export function startOfDay(date: string, timeZone: string): number {
  const start = DateTime.fromISO(date, { zone: timeZone }).startOf("day");
  if (!start.isValid) throw new RangeError(`no date "${date}" in ${timeZone}`);
  return start.toMillis();
}

/** Whether every date exists (the schemas know only its form) and ranges run forward. */
export function checkDates(lists: ProfileLists, report: Report): void {
  for (const { file, row, value } of lists.formerUnits) {
    requireDate(value.valid_from, file, "valid_from", report, row);
    requireDate(value.valid_to, file, "valid_to", report, row);
  }
  for (const { file, value } of lists.policies) {
    requireDate(value.decision.issued_on, file, "/decision/issued_on", report);
    requireDate(value.valid_from, file, "/valid_from", report);
    requireDate(value.valid_to, file, "/valid_to", report);
  }
  for (const { file, value } of lists.scorings) {
    requireDate(value.valid_from, file, "/valid_from", report);
    requireDate(value.valid_to, file, "/valid_to", report);
  }
  for (const { file, row, value } of lists.wards) {
    requireDate(value.valid_from, file, "valid_from", report, row);
    requireDate(value.valid_to, file, "valid_to", report, row);
    if (value.valid_to !== null && value.valid_to < value.valid_from) {
      report(file, "valid_to", `before valid_from ${value.valid_from}; correct one of them`, row);
    }
    if (Math.abs(value.lat) > 90 || Math.abs(value.long) > 180) {
      report(file, Math.abs(value.lat) > 90 ? "lat" : "long", "no degrees; lat is ±90, long is ±180", row);
    }
  }
}

/** Whether a calendar's days exist, lie in its range, and are each there once; office hours in order. */
export function checkCalendar(
  calendar: Located<CalendarFile>,
  days: readonly Located<CalendarDay>[],
  report: Report,
): void {
  const { file, value } = calendar;
  requireDate(value.from, file, "/from", report);
  requireDate(value.to, file, "/to", report);
  if (value.to < value.from) report(file, "/to", `before from ${value.from}; correct one of them`);
  let end = "";
  for (const [i, hours] of value.office_hours.entries()) {
    if (hours.from < end || hours.to <= hours.from) {
      report(file, `/office_hours/${i}`, "must follow the hours before and end after it begins");
    }
    end = hours.to;
  }
  const seen = new Set<string>();
  for (const { file: daysFile, row, value: day } of days) {
    requireDate(day.date, daysFile, "date", report, row);
    if (day.date < value.from || day.date > value.to) {
      const range = `${value.from} to ${value.to}`;
      report(
        daysFile,
        "date",
        `${day.date} is outside ${value.id} (${range}); widen it or remove the day`,
        row,
      );
    }
    if (seen.has(day.date)) report(daysFile, "date", `${day.date} is there twice; keep one`, row);
    seen.add(day.date);
  }
}

function requireDate(date: string | null, file: string, field: string, report: Report, row?: number): void {
  if (date !== null && !DateTime.fromISO(date).isValid) {
    report(file, field, `there is no date ${date}; correct it`, row);
  }
}
