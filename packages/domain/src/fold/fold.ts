import type { EventKind, FoldedReport, StageState, StoredEvent } from "@toancanh/contracts";
import { CalendarRangeError, workingMinutesBetween } from "../calendar/calendar.ts";
import type { Rulebook } from "../rules/rulebook.ts";
import { advance, type ReportRecord } from "./case-record.ts";
import { type EventSet, eventSetAt, toEventSet } from "./event-set.ts";
import { FLAG, flagsOf } from "./flags.ts";
import { chargeHolders, type IntakeAccount } from "./ledger.ts";
import { replay } from "./replay.ts";
import {
  lateExtensionBits,
  pushStageStates,
  type SettledObligation,
  settleAssignment,
  settleReport,
  toAssignmentState,
} from "./settle.ts";
import { readWithdrawals } from "./withdrawals.ts";

const MINUTE_MS = 60_000;

/** A folded report with the workings that its explanation shows. */
export interface FoldWorkings {
  readonly state: FoldedReport;
  readonly record: ReportRecord;
  readonly settledReport: SettledObligation;
  /** One per assignment, in the same order. */
  readonly settledAssignments: readonly SettledObligation[];
  readonly intake: IntakeAccount;
}

/**
 * The state of one report: the same for any order, duplication and batching of the same events.
 * `events` are those of one report, at least one. While it is open, the ledger runs to the last event.
 * Throws CalendarRangeError when a deadline or a duration leaves the calendar, RangeError without events.
 */
export function foldReport(rulebook: Rulebook, events: readonly StoredEvent[]): FoldedReport {
  return foldWorkings(rulebook, toEventSet(events), Number.POSITIVE_INFINITY).state;
}

/**
 * As things stood at `asOf`, as far as was known at `knownAt` (epoch milliseconds, Infinity for now): folds
 * only events with time ≤ asOf and recorded_at ≤ knownAt, without what was known by then to be withdrawn; an open
 * report's ledger runs to `asOf`. Null when there was none.
 */
export function stateAt(
  rulebook: Rulebook,
  events: readonly StoredEvent[],
  moment: { asOf: number; knownAt: number },
): FoldedReport | null {
  const set = eventSetAt(events, moment);
  return set === null ? null : foldWorkings(rulebook, set, moment.asOf).state;
}

/** Folds and keeps the workings. `until` is where the ledger of an open report ends; Infinity: its last event. */
export function foldWorkings(rulebook: Rulebook, set: EventSet, until: number): FoldWorkings {
  const { events } = set;
  const { standing, takenBack } = readWithdrawals(set);
  const [first] = events;
  const last = events.at(-1);
  if (first === undefined || last === undefined) throw new RangeError("A report without events has no state");
  const record = replay(rulebook, standing, first);
  const ledgerEnd = until === Number.POSITIVE_INFINITY ? (standing.at(-1) ?? last).time : until;
  if (record.endedAt === null) advance(record, ledgerEnd);

  const settledReport = settleReport(rulebook, record);
  const settledAssignments = record.assignments.map((one) => settleAssignment(rulebook, record, one));
  const intake = chargeHolders(record, settledReport.dueAt, intakeLimitAt(record, settledReport), ledgerEnd);

  const stages: StageState[] = [];
  pushStageStates(stages, settledReport, record, "", 0);
  for (const [index, one] of record.assignments.entries()) {
    const settled = settledAssignments[index];
    if (settled) pushStageStates(stages, settled, one, one.agency, one.turn);
  }
  const conflicts = set.pairs - events.length;
  const state: FoldedReport = {
    service_request_id: record.id,
    received_at: record.receivedAt,
    version: set.pairs,
    event_count: events.length,
    conflict_count: conflicts,
    last_event_at: last.time,
    last_recorded_at: set.lastRecordedAt,
    simulated: record.simulated,
    channel: record.channel,
    service_code: record.serviceCode === "" ? rulebook.unknownServiceCode : record.serviceCode,
    field_group: rulebook.fieldGroupOf(record.serviceCode),
    complexity: record.complexity ?? "normal",
    urgency: record.urgency,
    policy_id: record.policy?.policy.id ?? "",
    lat: record.lat,
    long: record.long,
    ending: record.ending,
    first_assigned_at: record.firstAssignedAt,
    finished_at: record.endedAt,
    due_at: settledReport.dueAt,
    reopen_count: record.reopenCount + takenBack,
    rating: record.rating,
    expected_datetime: record.estimate,
    estimate_kept:
      record.endedAt === null || record.estimate === null ? null : record.endedAt <= record.estimate,
    handling_minutes: handlingMinutes(record),
    handling_working_minutes: handlingWorkingMinutes(rulebook, record),
    returned_count: record.returnedCount,
    intake_minutes: intake.heldMs / MINUTE_MS,
    flags: flagsOf(
      flagBits(record, conflicts, [settledReport, ...settledAssignments]) |
        earlyBits(standing, record.receivedAt),
    ),
    stages,
    assignments: record.assignments.map(toAssignmentState),
  };
  return { state, record, settledReport, settledAssignments, intake };
}

/**
 * Until when intake holds within its own limit: the due of the stage it owes, else the first assignment, but not
 * beyond the due the source gave with the receipt.
 */
function intakeLimitAt(record: ReportRecord, settled: SettledObligation): number {
  const index = settled.rule?.intakeStage ?? -1;
  const stage = index < 0 ? undefined : settled.rule?.stages[index];
  const dueAt = settled.times.find((times) => times.stage === stage)?.dueAt ?? null;
  return (
    dueAt ?? Math.min(record.firstAssignedAt ?? record.receivedAt, settled.dueAt ?? Number.POSITIVE_INFINITY)
  );
}

/** Office time from received to finished; null also where the calendar does not reach. */
function handlingWorkingMinutes({ stateCalendar }: Rulebook, record: ReportRecord): number | null {
  if (record.endedAt === null) return null;
  try {
    return workingMinutesBetween(stateCalendar, record.receivedAt, record.endedAt);
  } catch (error) {
    // A report that no deadline binds to the calendar can be finished all the same.
    if (error instanceof CalendarRangeError) return null;
    throw error;
  }
}

/** Whole time from received to finished; a finish before the start took no time. */
function handlingMinutes({ endedAt, receivedAt }: ReportRecord): number | null {
  return endedAt === null ? null : Math.max(0, endedAt - receivedAt) / MINUTE_MS;
}

/** Endings before the receipt have a flag of their own. */
const ENDING_KINDS: ReadonlySet<EventKind> = new Set([
  "resolved",
  "responded",
  "closed",
  "rejected",
  "merged",
]);

/** @param events in order of time */
function earlyBits(events: readonly StoredEvent[], receivedAt: number): number {
  for (const { kind, time } of events) {
    if (time >= receivedAt) break;
    if (!ENDING_KINDS.has(kind)) return FLAG.eventBeforeReceived;
  }
  return 0;
}

function flagBits(record: ReportRecord, conflicts: number, settled: readonly SettledObligation[]): number {
  let bits = record.flags;
  if (conflicts > 0) bits |= FLAG.eventConflict;
  const isEarly =
    (record.endedAt !== null && record.endedAt < record.receivedAt) ||
    record.assignments.some((one) => one.endedAt !== null && one.endedAt < one.assignedAt);
  if (isEarly) bits |= FLAG.finishedBeforeStart;
  // What was granted to an agency stands with the report too: most reports have none and need no search.
  return record.extensions.length > 0 ? bits | lateExtensionBits(settled) : bits;
}
