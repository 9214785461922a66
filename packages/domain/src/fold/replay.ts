import { SIMULATOR_SOURCE, type StoredEvent } from "@toancanh/contracts";
import { ruleOf } from "../rules/rule.ts";
import { preparedPolicyAt, type Rulebook } from "../rules/rulebook.ts";
import {
  type AssignmentRecord,
  createReportRecord,
  endAssignment,
  endReport,
  type Obligation,
  pause,
  type ReportRecord,
  resume,
} from "./case-record.ts";
import { bitsOf, KIND_BITS } from "./event-bits.ts";
import { FLAG } from "./flags.ts";
import { assign, knownAgency, reassign, reopen, takeBack } from "./hand-over.ts";

/** What ends an obligation for which the policy has no rule. */
const DONE_WITHOUT_RULE = bitsOf(["resolved", "responded"]);

/**
 * An agency at work: its turn after a reopening is taken up. These alone speak of the agency they name; elsewhere
 * `agency_responsible` is the one to come, or an unknown additional field.
 */
export const IS_WORK = bitsOf([
  "accepted",
  "verified",
  "temporary_fixed",
  "estimate_published",
  "extended",
  "paused",
  "resumed",
  "resolved",
  "responded",
]);

/**
 * Replays events in order into a record of what happened. Total: an event that does not fit what went
 * before (assigned after closed, resolved by an agency that holds nothing) is noted or passed over.
 */
export function replay(rulebook: Rulebook, events: readonly StoredEvent[], first: StoredEvent): ReportRecord {
  const report = beginReplay(rulebook, first);
  for (const event of events) applyEvent(rulebook, report, event);
  return report;
}

/** The record before its first event. */
export function beginReplay(rulebook: Rulebook, first: StoredEvent): ReportRecord {
  const { service_request_id: id, received_at: receivedAt } = first;
  const report = createReportRecord(id, receivedAt, preparedPolicyAt(rulebook, receivedAt));
  report.flags = FLAG.noReceived;
  return report;
}

/** Changes the record by the next event in order. */
export function applyEvent(rulebook: Rulebook, report: ReportRecord, event: StoredEvent): void {
  if (event.source === SIMULATOR_SOURCE) report.simulated = true;
  switch (event.kind) {
    case "received":
      receive(rulebook, report, event);
      break;
    case "classified":
      classify(rulebook, report, event.data, false);
      break;
    case "corrected":
      correct(rulebook, report, event);
      break;
    case "complexity_changed":
      report.complexity = event.data.complexity;
      findRule(rulebook, report);
      break;
    case "assigned":
      assign(rulebook, report, event);
      break;
    case "reassigned":
      reassign(rulebook, report, event);
      break;
    case "returned":
      takeBack(rulebook, report, event);
      break;
    case "accepted":
      for (const record of targets(rulebook, report, event)) {
        record.acceptedAt ??= event.time;
      }
      break;
    case "estimate_published":
      if (report.endedAt === null) report.estimate = Date.parse(event.data.expected_datetime);
      break;
    case "extended":
      extend(rulebook, report, event);
      break;
    case "paused":
      for (const obligation of affected(rulebook, report, event)) {
        pause(obligation, event.id, event.time);
      }
      if (report.policy?.policy.pause_allowed === false) report.flags |= FLAG.pauseIgnored;
      break;
    case "resumed":
      for (const obligation of affected(rulebook, report, event)) {
        resume(obligation, event.time);
      }
      break;
    case "reopened":
      reopen(report, event.time);
      break;
    case "closed":
    case "rejected":
    case "merged":
      if (report.endedAt === null) endReport(report, event.time, event.kind);
      break;
    case "rated":
      report.rating = event.data.rating;
      break;
    case "redacted":
      report.flags |= FLAG.redacted;
      break;
    case "verified":
    case "temporary_fixed":
    case "resolved":
    case "responded":
      break;
  }
  markDone(rulebook, report, event);
}

function receive(rulebook: Rulebook, report: ReportRecord, event: StoredEvent<"received">): void {
  const { data } = event;
  report.flags &= ~FLAG.noReceived;
  if (data.unreadable !== undefined && data.unreadable.length > 0) report.flags |= FLAG.unreadableField;
  if (report.channel === "") report.channel = data.channel;
  if (data.lat !== undefined) report.lat ??= data.lat;
  if (data.long !== undefined) report.long ??= data.long;
  if (data.expected_datetime !== undefined) report.sourceDue ??= Date.parse(data.expected_datetime);
  // A source may classify before it records the receipt: the receipt then fills only what is missing.
  classify(rulebook, report, data, true);
}

interface Classification {
  readonly service_code?: string;
  readonly urgency?: number;
  readonly complexity?: ReportRecord["complexity"];
}

function classify(
  rulebook: Rulebook,
  report: ReportRecord,
  data: Classification,
  onlyMissing: boolean,
): void {
  if (data.service_code !== undefined && !(onlyMissing && report.serviceCode !== "")) {
    report.serviceCode = knownService(rulebook, report, data.service_code);
  }
  if (data.urgency !== undefined && !(onlyMissing && report.urgency !== 0)) report.urgency = data.urgency;
  if (data.complexity && !(onlyMissing && report.complexity !== null)) report.complexity = data.complexity;
  findRule(rulebook, report);
}

/** A correction says what was true from the beginning: finished work is judged by it too. */
function correct(rulebook: Rulebook, report: ReportRecord, event: StoredEvent<"corrected">): void {
  const { data } = event;
  if (data.channel !== undefined) report.channel = data.channel;
  if (data.lat !== undefined) report.lat = data.lat;
  if (data.long !== undefined) report.long = data.long;
  classify(rulebook, report, data, false);
  const obligations: Obligation[] = [report, ...report.assignments];
  for (const obligation of obligations) {
    if (obligation.frozenService === "") continue;
    if (data.service_code !== undefined) obligation.frozenService = report.serviceCode;
    if (data.complexity !== undefined) obligation.frozenComplexity = data.complexity;
  }
}

function findRule(rulebook: Rulebook, report: ReportRecord): void {
  const group = rulebook.fieldGroupOf(report.serviceCode);
  report.rule = ruleOf(report.policy, group, report.complexity ?? "normal");
}

function knownService(rulebook: Rulebook, report: ReportRecord, code: string): string {
  if (rulebook.categories.has(code)) return code;
  report.flags |= FLAG.unknownService;
  return rulebook.unknownServiceCode;
}

/** The open assignments an event speaks of: that of its agency, or all when it names none. */
function targets(rulebook: Rulebook, report: ReportRecord, event: StoredEvent): readonly AssignmentRecord[] {
  const { kind, data } = event;
  if ((KIND_BITS[kind] & IS_WORK) === 0 || !("agency_responsible" in data)) return report.open;
  if (data.agency_responsible === undefined) return report.open;
  const { name } = knownAgency(rulebook, report, data.agency_responsible);
  return report.open.filter((record) => record.name === name);
}

/** Whether the agency an event speaks of holds nothing of the report while others do. */
function isStranger(report: ReportRecord, records: readonly AssignmentRecord[]): boolean {
  return records.length === 0 && report.open.length > 0;
}

/** Obligations whose clock an event may move: the targets, and the report's own unless it names a stranger. */
function affected(rulebook: Rulebook, report: ReportRecord, event: StoredEvent): readonly Obligation[] {
  const records = targets(rulebook, report, event);
  return report.endedAt !== null || isStranger(report, records) ? records : [report, ...records];
}

function extend(rulebook: Rulebook, report: ReportRecord, event: StoredEvent<"extended">): void {
  const { id: eventId, time: at, data } = event;
  const extension = { eventId, at, to: Date.parse(data.expected_datetime), stage: data.stage ?? null };
  for (const obligation of affected(rulebook, report, event)) {
    obligation.extensions = [...obligation.extensions, extension];
  }
}

/** Notes what the event completes; the last stage done ends the assignment, and the report with the last holder. */
function markDone(rulebook: Rulebook, report: ReportRecord, event: StoredEvent): void {
  const { kind, time } = event;
  const bits = KIND_BITS[kind];
  const records = targets(rulebook, report, event);
  // To hand on is to assign: a history that begins with `reassigned` has left intake all the same.
  const reportBits = kind === "reassigned" ? bits | KIND_BITS.assigned : bits;
  if (report.endedAt !== null) {
    // Forwarded is forwarded, also while the report stands rejected or closed.
    if ((reportBits & KIND_BITS.assigned) !== 0) report.marks.push(reportBits, time);
    return;
  }
  if (isStranger(report, records)) return;
  report.marks.push(reportBits, time);
  const isDone = (bits & (report.rule?.lastBits ?? DONE_WITHOUT_RULE)) !== 0;
  for (const record of records.slice()) {
    if ((bits & IS_WORK) !== 0) record.provisional = false;
    record.marks.push(bits, time);
    if (isDone) endAssignment(report, record, time, "handled");
  }
  if (isDone && report.open.length === 0) endReport(report, time, "handled");
}
