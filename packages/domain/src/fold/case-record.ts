import type { Complexity, Ending } from "@toancanh/contracts";
import { type Extension, NO_EXTENSIONS, NO_PAUSES, type Pause } from "../rules/deadline.ts";
import type { PreparedPolicy, PreparedRule } from "../rules/rule.ts";

/** What is noted of an obligation while its events are replayed, whether the report's or an agency's. */
export interface Obligation {
  /** Pairs (kind bits, instant). */
  marks: number[];
  extensions: readonly Extension[];
  pauses: readonly Pause[];
  endedAt: number | null;
  ending: Ending;
  sourceDue: number | null;
  /**
   * Classification at its end: a later change does not judge finished work anew. Service "" is one that ended
   * unclassified (a finish recorded before its `received`): judged by what comes to be known.
   */
  frozenService: string;
  frozenComplexity: Complexity;
}

/** One assignment while its report is replayed. */
export interface AssignmentRecord extends Obligation {
  /** As the source names it: two agencies that the city does not list are two all the same. */
  readonly name: string;
  /** The name where the city lists it, else the profile's unknown agency. */
  readonly agency: string;
  /** The n-th time this agency holds the report, from 1; those not listed are counted together. */
  readonly turn: number;
  /** Reopenings of the report before this assignment. */
  readonly round: number;
  readonly assignedAt: number;
  /** Who passed it on; null is intake. */
  readonly sender: AssignmentRecord | null;
  /** Opened by a reopening and not yet taken up: it is passed on when another agency is assigned. */
  provisional: boolean;
  /** Opened by a reopening, whether taken up or not. */
  fromReopening: boolean;
  acceptedAt: number | null;
  reopened: boolean;
  // Set when the replay is over.
  dueAt: number | null;
  heldMs: number;
  /** Of that: what lay with those it was passed on to, who returned it as not theirs. */
  returnedMs: number;
  overMs: number;
  lateShare: number;
}

/** Who held the report from one instant to the next; without holders it was intake. */
interface Segment {
  /** It was thought finished and was reopened later: time that passed while no agency held it. */
  readonly isIdle: boolean;
  readonly from: number;
  readonly to: number;
  readonly holders: readonly AssignmentRecord[];
}

/** One report while it is replayed. */
export interface ReportRecord extends Obligation {
  readonly id: string;
  readonly receivedAt: number;
  readonly policy: PreparedPolicy | null;
  flags: number;
  simulated: boolean;
  channel: string;
  serviceCode: string;
  complexity: Complexity | null;
  urgency: number;
  lat: number | null;
  long: number | null;
  firstAssignedAt: number | null;
  reopenCount: number;
  returnedCount: number;
  rating: number | null;
  estimate: number | null;
  open: AssignmentRecord[];
  /** Several agencies held it at the same time, at least once. */
  wasShared: boolean;
  assignments: AssignmentRecord[];
  segments: Segment[];
  /** Up to where the segments reach. */
  cursor: number;
  /** The rule for the present classification, looked up again when that changes. */
  rule: PreparedRule | null;
}

/** A report of which nothing is known yet but who it is. */
export function createReportRecord(
  id: string,
  receivedAt: number,
  policy: PreparedPolicy | null,
): ReportRecord {
  return {
    id,
    receivedAt,
    policy,
    marks: [],
    extensions: NO_EXTENSIONS,
    pauses: NO_PAUSES,
    endedAt: null,
    ending: "open",
    sourceDue: null,
    frozenService: "",
    frozenComplexity: "normal",
    flags: 0,
    simulated: false,
    channel: "",
    serviceCode: "",
    complexity: null,
    urgency: 0,
    lat: null,
    long: null,
    firstAssignedAt: null,
    reopenCount: 0,
    returnedCount: 0,
    rating: null,
    estimate: null,
    open: [],
    wasShared: false,
    assignments: [],
    segments: [],
    cursor: receivedAt,
    rule: null,
  };
}

/** Accrues the time since the last change of hands to those who held the report. */
export function advance(report: ReportRecord, to: number): void {
  if (to <= report.cursor) return;
  const isIdle = report.endedAt !== null;
  report.segments.push({ isIdle, from: report.cursor, to, holders: report.open.slice() });
  report.cursor = to;
}

/** An agency by the name its source gives, and as the city's lists have it. */
export interface NamedAgency {
  readonly name: string;
  readonly agency: string;
}

/** Adds an assignment whose agency does not hold the report yet; the n-th of this agency gets turn n. */
export function addAssignment(
  report: ReportRecord,
  { name, agency }: NamedAgency,
  assignedAt: number,
  sender: AssignmentRecord | null,
  sourceDue: number | null,
): AssignmentRecord {
  let turn = 1;
  for (const other of report.assignments) if (other.agency === agency) turn += 1;
  const record: AssignmentRecord = {
    name,
    agency,
    turn,
    round: report.reopenCount,
    assignedAt,
    sender,
    provisional: false,
    fromReopening: false,
    acceptedAt: null,
    reopened: false,
    marks: [],
    extensions: NO_EXTENSIONS,
    pauses: NO_PAUSES,
    endedAt: null,
    ending: "open",
    sourceDue,
    frozenService: "",
    frozenComplexity: "normal",
    dueAt: null,
    heldMs: 0,
    returnedMs: 0,
    overMs: 0,
    lateShare: 0,
  };
  report.assignments.push(record);
  return record;
}

/** From `at` on the assignment's agency is among those who hold the report. */
export function hold(report: ReportRecord, record: AssignmentRecord, at: number): void {
  advance(report, at);
  if (report.open.length > 0) report.wasShared = true;
  report.open.push(record);
}

/** Ends an assignment and freezes the classification it is judged by. */
export function endAssignment(
  report: ReportRecord,
  record: AssignmentRecord,
  at: number,
  ending: Ending,
): void {
  advance(report, at);
  report.open.splice(report.open.indexOf(record), 1);
  finish(report, record, at, ending);
}

/** Ends the report and every assignment still open. */
export function endReport(report: ReportRecord, at: number, ending: Ending): void {
  advance(report, at);
  for (const record of report.open) finish(report, record, at, ending);
  report.open = [];
  finish(report, report, at, ending);
}

/** Notes how and when an obligation ended, without a change of hands. */
export function finish(report: ReportRecord, obligation: Obligation, at: number, ending: Ending): void {
  obligation.endedAt = at;
  obligation.ending = ending;
  obligation.frozenService = report.serviceCode;
  obligation.frozenComplexity = report.complexity ?? "normal";
  resume(obligation, at);
}

/** Whether an obligation that ended so is handled: its last stage done, or closed, rejected or merged. */
export function isHandled(ending: Ending): boolean {
  return ending !== "open" && ending !== "returned" && ending !== "reassigned";
}

/** Begins a pause unless the clock stands still already. */
export function pause(obligation: Obligation, eventId: string, from: number): void {
  const last = obligation.pauses.at(-1);
  if (last?.to === Number.POSITIVE_INFINITY) return;
  obligation.pauses = [...obligation.pauses, { eventId, from, to: Number.POSITIVE_INFINITY }];
}

/** Ends the pause that lasts, if one does. */
export function resume(obligation: Obligation, to: number): void {
  const last = obligation.pauses.at(-1);
  if (last?.to !== Number.POSITIVE_INFINITY) return;
  obligation.pauses = [...obligation.pauses.slice(0, -1), { ...last, to }];
}
