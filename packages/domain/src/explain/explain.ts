import type { Ending, LocalizedText, StateFlag, StoredEvent } from "@toancanh/contracts";
import { type Calendar, dateOfEpochDay, epochDayOf, isWorkingDay, localDate } from "../calendar/calendar.ts";
import { type Outcome, outcomeOf } from "../figures/metrics.ts";
import { isHandled } from "../fold/case-record.ts";
import { eventSetAt } from "../fold/event-set.ts";
import { type FoldWorkings, foldWorkings } from "../fold/fold.ts";
import type { SettledObligation } from "../fold/settle.ts";
import type { Adjustment, StageTimes } from "../rules/deadline.ts";
import type { PreparedStage } from "../rules/rule.ts";
import type { Rulebook } from "../rules/rulebook.ts";

/** Why a clock started where it did. */
export type StartReason =
  | { kind: "received" | "assigned" | "first_assigned" | "reopened" }
  /** The stage before was done in time; or it was not, and this one starts when it was due. */
  | { kind: "done" | "due"; after: LocalizedText };

/** One stage: rule, start and why, what moved its due or did not, due, finish, result. */
export interface ExplainedStage {
  stage: string;
  name: LocalizedText;
  limit: number | null;
  unit: PreparedStage["unit"];
  start_at: number;
  start_reason: StartReason;
  /** Due by the limit alone. */
  limit_due_at: number | null;
  /** Local dates YYYY-MM-DD between start and that due on which its calendar rests; none where days do not count. */
  days_off: string[];
  adjustments: Adjustment[];
  due_at: number | null;
  done_at: number | null;
  result: Outcome;
}

/** The citizen's deadline (agency "") or that of one assignment. */
export interface ExplainedObligation {
  agency: string;
  agency_name: string;
  turn: number;
  /** Calendar whose working days counted. */
  calendar: string;
  start_at: number;
  stages: ExplainedStage[];
  due_at: number | null;
  finished_at: number | null;
  ending: Ending;
  is_obligation: boolean;
  reopened: boolean;
  result: Outcome;
  /** 0 when not late. */
  minutes_late: number;
}

/** Who held the report for how long; agency "" is intake. */
export interface ExplainedHolder {
  agency: string;
  agency_name: string;
  turn: number;
  minutes: number;
  /** Of the minutes: what lay with those it was passed on to, who returned it as not theirs. */
  returned_minutes: number;
  /** Of the minutes: between a finish and the reopening. Stands with intake, which is not blamed for it. */
  idle_minutes: number;
  /** Share of the report's lateness, 0..1; null when it is not late. */
  late_share: number | null;
}

/** Everything about a report's deadlines as of an instant, as data. Instants are epoch milliseconds. */
export interface Explanation {
  service_request_id: string;
  as_of: number;
  received_at: number;
  policy: { id: string; number: string; title: LocalizedText } | null;
  field_group: string;
  field_group_name: LocalizedText | null;
  complexity: string;
  reopen_count: number;
  returned_count: number;
  /** The report first, then its assignments in order. */
  obligations: ExplainedObligation[];
  holders: ExplainedHolder[];
  flags: StateFlag[];
  /** The city's time zone, for writing its times. */
  time_zone: string;
}

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
    reopen_count: state.reopen_count,
    returned_count: state.returned_count,
    obligations: [
      explainObligation(settledReport, rulebook.stateCalendar, asOf, {
        agency: "",
        agency_name: "",
        turn: 0,
        calendar: rulebook.stateCalendar.id,
        start_at: state.received_at,
        due_at: state.due_at,
        finished_at: state.finished_at,
        ending: state.ending,
        is_obligation: true,
        reopened: state.reopen_count > 0,
      }),
      ...explainAssignments(rulebook, workings, asOf),
    ],
    holders: explainHolders(rulebook, workings, asOf),
    flags: state.flags,
    time_zone: rulebook.timeZone,
  };
}

function explainAssignments(rulebook: Rulebook, workings: FoldWorkings, asOf: number): ExplainedObligation[] {
  return workings.state.assignments.flatMap((assignment, index) => {
    const settled = workings.settledAssignments[index];
    if (settled === undefined) return [];
    const calendar = rulebook.agencyCalendar(assignment.agency);
    return [
      explainObligation(settled, calendar, asOf, {
        agency: assignment.agency,
        agency_name: nameOf(rulebook, assignment.agency),
        turn: assignment.turn,
        calendar: calendar.id,
        start_at: assignment.assigned_at,
        due_at: assignment.due_at,
        finished_at: assignment.finished_at,
        ending: assignment.ending,
        is_obligation: assignment.is_obligation,
        reopened: assignment.reopened,
      }),
    ];
  });
}

function nameOf(rulebook: Rulebook, agency: string): string {
  return rulebook.agencies.get(agency)?.name ?? agency;
}

function explainObligation(
  settled: SettledObligation,
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
      result: outcomeOf({ due_at: times.dueAt, finished_at: doneAt ?? handledAt }, judgedAt),
    };
  });
  const minutesLate = isLate && obligation.due_at !== null ? (end - obligation.due_at) / 60_000 : 0;
  return { ...obligation, stages, result, minutes_late: minutesLate };
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
      turn: 0,
      minutes: state.intake_minutes,
      returned_minutes: intake.returnedMs / 60_000,
      idle_minutes: intake.idleMs / 60_000,
      late_share: isLate ? intake.lateShare : null,
    },
    ...state.assignments.map(({ agency, turn, held_minutes, late_share }, index) => ({
      agency,
      agency_name: nameOf(rulebook, agency),
      turn,
      minutes: held_minutes,
      returned_minutes: (record.assignments[index]?.returnedMs ?? 0) / 60_000,
      idle_minutes: 0,
      late_share: isLate ? late_share : null,
    })),
  ];
}
