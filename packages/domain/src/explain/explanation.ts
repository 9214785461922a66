import type { Complexity, Ending, EventKind, LocalizedText, StateFlag } from "@toancanh/contracts";
import type { Outcome } from "../figures/metrics.ts";
import type { Adjustment } from "../rules/deadline.ts";
import type { PreparedStage } from "../rules/rule.ts";

/** Why a clock started where it did. */
export type StartReason =
  | { kind: "received" | "assigned" | "first_assigned" | "reopened" }
  /** The stage before was done in time; or it was not, and this one starts when it was due. */
  | { kind: "done" | "due"; after: LocalizedText };

/**
 * Why a stage of the report was done when it was and not when its work was first recorded (docs/metrics.md §3): every
 * agency that held it had to do it, or the work was recorded before the stage began.
 */
type DoneReason = "every_holder" | "before_start";

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
  /** When its work was first recorded, where that is not when it was done, and why; null elsewhere. */
  first_recorded: { at: number; reason: DoneReason } | null;
  result: Outcome;
}

/**
 * Why an obligation has no due (docs/metrics.md §3): no decision was in force at the receipt, no calendar covers the
 * year in which its working days would count, the decision has no limit for its field and complexity, it was never
 * assigned, its source gave no due, a pause lasts, or the stage before it has no due.
 */
export type NoDeadlineReason =
  | "no_policy"
  | "no_calendar"
  | "no_rule"
  | "not_assigned"
  | "no_source_due"
  | "pause_lasts"
  | "not_begun";

/** Field group and complexity, by which the limits are found. */
export interface ExplainedClass {
  field_group: string;
  field_group_name: LocalizedText | null;
  complexity: Complexity;
}

/**
 * A change of field or complexity, and whether an obligation is judged by it: `counted` while it was open, `after_end`
 * not, because it had ended; `true_from_beginning` is a correction, which counts even then.
 */
export interface ExplainedChange {
  event_id: string;
  kind: "classified" | "complexity_changed" | "corrected";
  at: number;
  from: ExplainedClass;
  to: ExplainedClass;
  reason: "counted" | "after_end" | "true_from_beginning";
}

/** A finish of the report that did not last: it was reopened, or assigned again without a reopening. */
export interface ExplainedRound {
  finished_at: number;
  ending: Ending;
  reopened_at: number;
  reopened_by: "reopened" | "assigned";
}

/** Where an assignment went from an agency that passed it on. */
export interface PassedOn {
  agency: string;
  agency_name: string;
  /** It waited after a reopening and nothing had been done with it. */
  was_waiting: boolean;
  /** Past its due by then, so that it counts as late here; null where it had no due. */
  was_overdue: boolean | null;
}

/** The citizen's deadline (agency "") or that of one assignment. */
export interface ExplainedObligation {
  agency: string;
  agency_name: string;
  /** What its source calls it, where the city's list does not have the agency; else null. */
  unlisted_name: string | null;
  turn: number;
  /** Calendar whose working days counted. */
  calendar: string;
  start_at: number;
  stages: ExplainedStage[];
  /** Changes of field or complexity since it began. */
  changes: ExplainedChange[];
  /** Of the report: its finishes before the latest one, in order; none for an assignment. */
  rounds: ExplainedRound[];
  due_at: number | null;
  /** Null where it has a due. */
  no_deadline: NoDeadlineReason | null;
  finished_at: number | null;
  ending: Ending;
  is_obligation: boolean;
  /** Null unless it was passed on. */
  passed_on: PassedOn | null;
  /** Whose minutes the time of a returned assignment is; agency "" is intake. Null unless it was returned. */
  charged_to: { agency: string; agency_name: string } | null;
  reopened: boolean;
  result: Outcome;
  /** 0 when not late. */
  minutes_late: number;
}

/**
 * An event that counts for less than it says. `not_holder`: its agency did not hold the report; `held_by_none`: no
 * agency held it (it was not assigned yet, say), so the work counts for the report alone; `after_end`: the report had
 * ended; `runs_on`: handed to the agency that held it, whose turn runs on; `withdrawn`: its source took it back.
 */
export interface PassedOver {
  event_id: string;
  kind: EventKind;
  at: number;
  /** "" where the event names none. */
  agency: string;
  agency_name: string;
  reason: "not_holder" | "held_by_none" | "after_end" | "runs_on" | "withdrawn";
}

/** Who held the report for how long; agency "" is intake. */
export interface ExplainedHolder {
  agency: string;
  agency_name: string;
  unlisted_name: string | null;
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
  /** The due its source gave for the report, and whether it judges it; null where it gave none. */
  source_due: { due_at: number; is_used: boolean } | null;
  reopen_count: number;
  returned_count: number;
  /** The report first, then its assignments in order. */
  obligations: ExplainedObligation[];
  /** Events that count for less than they say, in order. */
  passed_over: PassedOver[];
  holders: ExplainedHolder[];
  flags: StateFlag[];
  /** The city's time zone, for writing its times. */
  time_zone: string;
}
