import type { StoredEvent } from "@toancanh/contracts";
import { type Calendar, dateOfEpochDay, epochDayOf, isWorkingDay, localDate } from "../calendar/calendar.ts";
import { outcomeOf } from "../figures/metrics.ts";
import { type AssignmentRecord, isHandled, type Obligation, type ReportRecord } from "../fold/case-record.ts";
import { eventSetAt } from "../fold/event-set.ts";
import { type FoldWorkings, foldWorkings } from "../fold/fold.ts";
import { chargedFor } from "../fold/ledger.ts";
import type { SettledObligation } from "../fold/settle.ts";
import { readWithdrawals } from "../fold/withdrawals.ts";
import { firstMark, type StageTimes } from "../rules/deadline.ts";
import type { Rulebook } from "../rules/rulebook.ts";
import type {
  ExplainedHolder,
  ExplainedObligation,
  ExplainedStage,
  Explanation,
  PassedOn,
  StartReason,
} from "./explanation.ts";
import {
  findEnd,
  type HistoryStep,
  listChanges,
  listPassedOver,
  listRounds,
  walkHistory,
} from "./history.ts";
import { whyNoDeadline } from "./no-deadline.ts";

/**
 * Explains a report as of an instant (epoch milliseconds, must be finite): steps in order, each with rule,
 * start and why, extensions and pauses applied or ignored and why, due, finish, result, holders with minutes.
 * Null when nothing had happened by then. Throws CalendarRangeError as the fold does.
 */
export function explainReport(
  rulebook: Rulebook,
  events: readonly StoredEvent[],
  asOf: number,
): Explanation | null {
  const set = eventSetAt(events, { asOf, knownAt: Number.POSITIVE_INFINITY });
  if (set === null) return null;
  const workings = foldWorkings(rulebook, set, asOf);
  const { standing } = readWithdrawals(set);
  const steps = walkHistory(rulebook, standing);
  const { state, record, settledReport } = workings;
  const policy = record.policy?.policy;
  return {
    service_request_id: state.service_request_id,
    as_of: asOf,
    received_at: state.received_at,
    policy: policy ? { id: policy.id, number: policy.decision.number, title: policy.decision.title } : null,
    field_group: state.field_group,
    field_group_name: rulebook.fieldGroups.get(state.field_group) ?? null,
    complexity: state.complexity,
    source_due:
      record.sourceDue === null
        ? null
        : {
            due_at: record.sourceDue,
            is_used: settledReport.times.some(({ stage }) => stage.unit === "source"),
          },
    reopen_count: state.reopen_count,
    returned_count: state.returned_count,
    obligations: [
      explainObligation(settledReport, record, record, rulebook.stateCalendar, asOf, {
        agency: "",
        agency_name: "",
        unlisted_name: null,
        turn: 0,
        calendar: rulebook.stateCalendar.id,
        start_at: state.received_at,
        changes: listChanges(rulebook, steps, null),
        rounds: listRounds(steps),
        due_at: state.due_at,
        no_deadline: whyNoDeadline(rulebook, record, settledReport),
        finished_at: state.finished_at,
        ending: state.ending,
        is_obligation: true,
        passed_on: null,
        charged_to: null,
        reopened: state.reopen_count > 0,
      }),
      ...explainAssignments(rulebook, workings, steps, asOf),
    ],
    passed_over: listPassedOver(rulebook, steps, set.events),
    holders: explainHolders(rulebook, workings, asOf),
    flags: state.flags,
    time_zone: rulebook.timeZone,
  };
}

function explainAssignments(
  rulebook: Rulebook,
  { state, record, settledAssignments }: FoldWorkings,
  steps: readonly HistoryStep[],
  asOf: number,
): ExplainedObligation[] {
  return state.assignments.flatMap((assignment, index) => {
    const settled = settledAssignments[index];
    const own = record.assignments[index];
    if (settled === undefined || own === undefined) return [];
    const calendar = rulebook.agencyCalendar(assignment.agency);
    return [
      explainObligation(settled, own, record, calendar, asOf, {
        ...namesOf(rulebook, own),
        turn: assignment.turn,
        calendar: calendar.id,
        start_at: assignment.assigned_at,
        changes: listChanges(rulebook, steps, index),
        rounds: [],
        due_at: assignment.due_at,
        no_deadline: whyNoDeadline(rulebook, record, settled),
        finished_at: assignment.finished_at,
        ending: assignment.ending,
        is_obligation: assignment.is_obligation,
        passed_on: assignment.ending === "reassigned" ? explainPassing(rulebook, own, steps, index) : null,
        charged_to: assignment.ending === "returned" ? explainCharge(rulebook, own) : null,
        reopened: assignment.reopened,
      }),
    ];
  });
}

/** The agency of an assignment as the city's list has it, and by its source's name where that differs. */
function namesOf(
  rulebook: Rulebook,
  { agency, name }: AssignmentRecord,
): Pick<ExplainedObligation, "agency" | "agency_name" | "unlisted_name"> {
  return { agency, agency_name: nameOf(rulebook, agency), unlisted_name: name === agency ? null : name };
}

function nameOf(rulebook: Rulebook, agency: string): string {
  return rulebook.agencies.get(agency)?.name ?? agency;
}

function explainPassing(
  rulebook: Rulebook,
  { dueAt, endedAt }: AssignmentRecord,
  steps: readonly HistoryStep[],
  index: number,
): PassedOn | null {
  const end = findEnd(steps, index);
  if (end === null || !("agency_responsible" in end.event.data) || endedAt === null) return null;
  const agency = end.event.data.agency_responsible ?? "";
  return {
    agency,
    agency_name: nameOf(rulebook, agency),
    was_waiting: end.wasWaiting,
    was_overdue: dueAt === null ? null : endedAt > dueAt,
  };
}

function explainCharge(rulebook: Rulebook, own: AssignmentRecord): ExplainedObligation["charged_to"] {
  const charged = chargedFor(own);
  if (charged === null) return { agency: "", agency_name: "" };
  // An agency outside the list is known by the name its source gives.
  return { agency: charged.agency, agency_name: nameOf(rulebook, charged.name) };
}

function explainObligation(
  settled: SettledObligation,
  own: Obligation,
  record: ReportRecord,
  calendar: Calendar,
  asOf: number,
  obligation: Omit<ExplainedObligation, "stages" | "result" | "minutes_late">,
): ExplainedObligation {
  const result = outcomeOf(obligation, asOf);
  const isLate = result === "handled_late" || result === "open_overdue";
  const end = obligation.finished_at ?? asOf;
  const handledAt = isHandled(obligation.ending) ? obligation.finished_at : null;
  // What was given back or passed on is judged as it stood then.
  const judgedAt = handledAt === null ? end : asOf;
  const stages = settled.times.map((times): ExplainedStage => {
    const { stage } = times;
    const doneAt = stage.isLast ? handledAt : times.doneAt;
    return {
      stage: stage.stage,
      name: stage.name,
      limit: stage.limit,
      unit: stage.unit,
      start_at: times.startAt,
      start_reason: startReason(settled.times, times),
      limit_due_at: times.limitDueAt,
      days_off: daysOff(calendar, times),
      adjustments: [...(times.adjustments ?? [])],
      due_at: times.dueAt,
      done_at: doneAt,
      first_recorded: firstRecorded(times, doneAt, own, record),
      result: outcomeOf({ due_at: times.dueAt, finished_at: doneAt ?? handledAt }, judgedAt),
    };
  });
  const minutesLate = isLate && obligation.due_at !== null ? (end - obligation.due_at) / 60_000 : 0;
  return { ...obligation, stages, result, minutes_late: minutesLate };
}

/** When the work of a stage was first recorded, where that is not when it was done. */
function firstRecorded(
  { stage, startAt }: StageTimes,
  doneAt: number | null,
  own: Obligation,
  record: ReportRecord,
): ExplainedStage["first_recorded"] {
  const at = firstMark(own.marks, stage.doneBits);
  if (at === null || at === doneAt) return null;
  if (at < startAt) return doneAt === startAt ? { at, reason: "before_start" } : null;
  // A report that was reopened was done before, whatever its holders did since.
  const isJoint = own === record && record.wasShared && !(stage.isLast && record.reopenCount > 0);
  return isJoint ? { at, reason: "every_holder" } : null;
}

/** The dates a count of working days or hours passed over. */
function daysOff(calendar: Calendar, { stage, startAt, limitDueAt }: StageTimes): string[] {
  const isByDays = stage.unit === "working_days" || stage.unit === "working_hours";
  if (!isByDays || limitDueAt === null) return [];
  const dates: string[] = [];
  const last = localDate(calendar, limitDueAt);
  let day = epochDayOf(localDate(calendar, startAt)) ?? 0;
  for (let date = dateOfEpochDay(day); date < last; date = dateOfEpochDay(day)) {
    if (!isWorkingDay(calendar, date)) dates.push(date);
    day += 1;
  }
  return dates;
}

function startReason(all: readonly StageTimes[], { stage, startedBy }: StageTimes): StartReason {
  if (startedBy !== "previous_stage_done" && startedBy !== "previous_stage_due") return { kind: startedBy };
  const before = all.find((other) => other.stage.index === stage.after);
  return {
    kind: startedBy === "previous_stage_done" ? "done" : "due",
    after: before?.stage.name ?? stage.name,
  };
}

function explainHolders(rulebook: Rulebook, workings: FoldWorkings, asOf: number): ExplainedHolder[] {
  const { state, record, intake } = workings;
  const isLate = state.due_at !== null && (state.finished_at ?? asOf) > state.due_at;
  return [
    {
      agency: "",
      agency_name: "",
      unlisted_name: null,
      turn: 0,
      minutes: state.intake_minutes,
      returned_minutes: intake.returnedMs / 60_000,
      idle_minutes: intake.idleMs / 60_000,
      late_share: isLate ? intake.lateShare : null,
    },
    ...record.assignments.map((own) => ({
      ...namesOf(rulebook, own),
      turn: own.turn,
      minutes: own.heldMs / 60_000,
      returned_minutes: own.returnedMs / 60_000,
      idle_minutes: 0,
      late_share: isLate ? own.lateShare : null,
    })),
  ];
}
