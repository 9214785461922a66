import { localDate } from "../calendar/calendar.ts";
import type { ReportRecord } from "../fold/case-record.ts";
import type { SettledObligation } from "../fold/settle.ts";
import type { Rulebook } from "../rules/rulebook.ts";
import type { NoDeadlineReason } from "./explanation.ts";

/** Why an obligation of this report has no due; null where it has one. */
export function whyNoDeadline(
  { stateCalendar }: Rulebook,
  record: ReportRecord,
  { rule, times, dueAt }: SettledObligation,
): NoDeadlineReason | null {
  if (dueAt !== null) return null;
  if (record.policy === null) return "no_policy";
  if (rule === null) return "no_rule";
  const last = times.at(-1);
  if (last === undefined) {
    // An assignment that no calendar covers is refused, so such a report looks as if it had never had one.
    const byDays = rule.stages.some(({ unit }) => unit === "working_days" || unit === "working_hours");
    const date = localDate(stateCalendar, record.receivedAt);
    const isCovered = date >= stateCalendar.from && date <= stateCalendar.to;
    return byDays && !isCovered ? "no_calendar" : "not_assigned";
  }
  if (!last.stage.isLast) return "not_begun";
  if (last.stage.unit === "source") return "no_source_due";
  return "pause_lasts";
}
