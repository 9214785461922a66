import Type, { type Static } from "typebox";
import {
  Cell,
  Code,
  Count8,
  Count16,
  Count32,
  Count53,
  EpochMs,
  Measure,
  nullable,
  Text,
  YesNo,
} from "./values.ts";

/** How an assignment or a report ended; `open` while it has not. */
const ENDINGS = ["open", "handled", "closed", "rejected", "merged", "returned", "reassigned"] as const;
export type Ending = (typeof ENDINGS)[number];
const EndingSchema = Type.Enum(ENDINGS);

/** Codes of `flags`: what data quality has to say about a report. */
export const STATE_FLAGS = [
  "finished_before_start",
  "event_conflict",
  "late_extension_ignored",
  "pause_ignored",
  "unknown_service_code",
  "unknown_agency",
  "no_received_event",
  "redacted",
  "unreadable_field",
  "outside_city",
  "coordinates_exchanged",
  "event_before_received",
  "events_missing",
] as const;
export type StateFlag = (typeof STATE_FLAGS)[number];

/** One stage of the policy for one assignment (agency ≠ "") or for the report itself (agency = ""). */
const StageStateSchema = Type.Object({
  stage: Code,
  agency: Code,
  turn: Count16,
  start_at: EpochMs,
  due_at: nullable(EpochMs),
  done_at: nullable(EpochMs),
});
export type StageState = Static<typeof StageStateSchema>;

/** One assignment: report × agency × turn (docs/metrics.md §4). */
const AssignmentStateSchema = Type.Object({
  agency: Code,
  turn: Count16,
  assigned_at: EpochMs,
  accepted_at: nullable(EpochMs),
  /** Due of the last stage of this assignment; null where the policy gives none. */
  due_at: nullable(EpochMs),
  finished_at: nullable(EpochMs),
  ending: EndingSchema,
  /** False when the agency returned it as not its own: the assignment then counts in no rate. */
  is_obligation: YesNo,
  /** The citizen came back after this turn had been handled. */
  reopened: YesNo,
  /** Minutes charged to this assignment in the hand-off ledger. */
  held_minutes: Measure,
  /** This assignment's share of the report's lateness, 0..1; all shares of a late report sum to 1. */
  late_share: Measure,
});
export type AssignmentState = Static<typeof AssignmentStateSchema>;

/** What the fold gives: everything but the place on the map. */
const FoldedReportSchema = Type.Object({
  service_request_id: Text,
  received_at: EpochMs,
  /** Grows with the set of events folded, so that a stale writer can never win. */
  version: Count53,
  event_count: Count32,
  conflict_count: Count32,
  last_event_at: EpochMs,
  last_recorded_at: EpochMs,
  simulated: YesNo,
  channel: Code,
  service_code: Code,
  field_group: Code,
  complexity: Code,
  urgency: Count8,
  policy_id: Code,
  lat: nullable(Measure),
  long: nullable(Measure),
  ending: EndingSchema,
  first_assigned_at: nullable(EpochMs),
  finished_at: nullable(EpochMs),
  /** Due of the last stage of the report; null where the policy gives none. */
  due_at: nullable(EpochMs),
  reopen_count: Count16,
  rating: nullable(Count8),
  expected_datetime: nullable(EpochMs),
  estimate_kept: nullable(YesNo),
  /** Clock minutes from received to finished; null while open. */
  handling_minutes: nullable(Measure),
  /** Office-hour minutes from received to finished; null while open. */
  handling_working_minutes: nullable(Measure),
  returned_count: Count16,
  intake_minutes: Measure,
  flags: Type.Array(Type.Enum(STATE_FLAGS)),
  stages: Type.Array(StageStateSchema),
  assignments: Type.Array(AssignmentStateSchema),
});
export type FoldedReport = Static<typeof FoldedReportSchema>;

/**
 * The state of one report: what its events fold to, and where it lies. Times are epoch milliseconds (UTC), durations
 * are named with their unit. The store's table, its writer and its reads follow from this record.
 */
export const ReportStateSchema = Type.Object({
  ...FoldedReportSchema.properties,
  /** At resolution 10; "" when unlocated. */
  cell: Cell,
  /** Unit of the epoch of `received_at` that contains the point; "" when none. */
  ward_code: Code,
  /** Unit in force today that contains the point; "" when none. */
  ward_code_now: Code,
});
export type ReportState = Static<typeof ReportStateSchema>;
