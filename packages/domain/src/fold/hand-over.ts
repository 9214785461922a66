import type { StoredEvent } from "@toancanh/contracts";
import type { Rulebook } from "../rules/rulebook.ts";
import {
  type AssignmentRecord,
  addAssignment,
  advance,
  endAssignment,
  endReport,
  finish,
  hold,
  isHandled,
  type NamedAgency,
  type ReportRecord,
} from "./case-record.ts";
import { FLAG } from "./flags.ts";

/** The agency a source names; one that the city does not list stands with the unknown agency, and is flagged. */
export function knownAgency(rulebook: Rulebook, report: ReportRecord, name: string): NamedAgency {
  if (rulebook.agencies.has(name)) return { name, agency: name };
  report.flags |= FLAG.unknownAgency;
  return { name, agency: rulebook.unknownAgency };
}

/**
 * An `assigned` event: the agency holds the report from now on, beside those who hold it already. Turns that a
 * reopening gave and no agency has taken up are passed on, but for the agency's own, which runs on.
 */
export function assign(rulebook: Rulebook, report: ReportRecord, event: StoredEvent<"assigned">): void {
  const { data, time } = event;
  const agency = knownAgency(rulebook, report, data.agency_responsible);
  const due = data.expected_datetime === undefined ? null : Date.parse(data.expected_datetime);
  if (report.firstAssignedAt === null) {
    report.firstAssignedAt = time;
    if (due !== null) report.sourceDue = due;
  }
  for (const waiting of report.open.filter((record) => record.provisional)) {
    if (waiting.name !== agency.name) {
      endAssignment(report, waiting, time, "reassigned");
      continue;
    }
    waiting.provisional = false;
    if (due !== null) waiting.sourceDue = due;
  }
  handOver(report, agency, time, null, due);
}

/** A `reassigned` event: from one agency's hands into another's; to the agency that has it, nothing changes. */
export function reassign(rulebook: Rulebook, report: ReportRecord, event: StoredEvent<"reassigned">): void {
  const { data, time } = event;
  const agency = knownAgency(rulebook, report, data.agency_responsible);
  const from = knownAgency(rulebook, report, data.from_agency);
  report.firstAssignedAt ??= time;
  const sender = report.open.find((record) => record.name === from.name) ?? null;
  if (sender !== null && from.name === agency.name) return;
  if (sender !== null) endAssignment(report, sender, time, "reassigned");
  handOver(report, agency, time, sender, null);
}

function handOver(
  report: ReportRecord,
  agency: NamedAgency,
  at: number,
  sender: AssignmentRecord | null,
  due: number | null,
): void {
  if (report.open.some((record) => record.name === agency.name)) return;
  const { endedAt, ending } = report;
  if (endedAt !== null && (ending !== "handled" || report.assignments.length === 0)) {
    // The finish was recorded before this (real data has it): it ends this assignment at the same instant.
    finish(report, addAssignment(report, agency, at, sender, due), endedAt, ending);
    return;
  }
  // Handed on after it was handled, without a `reopened`: an agency holds it, so it is open again.
  if (endedAt !== null) resumeReport(report, at);
  hold(report, addAssignment(report, agency, at, sender, due), at);
}

/** The report is open again under its original due. */
function resumeReport(report: ReportRecord, at: number): void {
  advance(report, at);
  report.endedAt = null;
  report.ending = "open";
  report.frozenService = "";
}

/** A `returned` event: not ours; back to its sender. */
export function takeBack(rulebook: Rulebook, report: ReportRecord, event: StoredEvent<"returned">): void {
  const agency = knownAgency(rulebook, report, event.data.agency_responsible);
  const record = report.open.find((open) => open.name === agency.name);
  if (record === undefined) return;
  endAssignment(report, record, event.time, "returned");
  report.returnedCount += 1;
  if (report.open.length > 0) return;
  // The others have done their part and the last holder says it is not theirs: nothing is left to do.
  const round = report.reopenCount;
  if (report.assignments.some((other) => other.round === round && other.ending === "handled")) {
    endReport(report, event.time, "handled");
  }
}

/** A `reopened` event: open again for the citizen, a new turn for those who had handled the latest one. */
export function reopen(report: ReportRecord, at: number): void {
  if (report.endedAt === null) return;
  const round = report.reopenCount;
  resumeReport(report, at);
  report.reopenCount += 1;
  const handled = report.assignments.filter((record) => record.round === round && isHandled(record.ending));
  for (const record of handled) {
    record.reopened = true;
    if (report.open.some((open) => open.name === record.name)) continue;
    const next = addAssignment(report, record, at, null, null);
    next.provisional = true;
    next.fromReopening = true;
    hold(report, next, at);
  }
}
