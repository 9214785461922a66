/**
 * The state of one report, as folded from its events: the row of `report_state`, field for column.
 * Times are epoch milliseconds (UTC), durations are named with their unit.
 */

/** How an assignment or a report ended; `open` while it has not. */
export type Ending = "open" | "handled" | "closed" | "rejected" | "merged" | "returned" | "reassigned";

/** One stage of the policy for one assignment (agency ≠ "") or for the report itself (agency = ""). */
export interface StageState {
  stage: string;
  agency: string;
  turn: number;
  start_at: number;
  due_at: number | null;
  done_at: number | null;
}

/** One assignment: report × agency × turn (METRICS.md §4). */
export interface AssignmentState {
  agency: string;
  turn: number;
  assigned_at: number;
  accepted_at: number | null;
  /** Due of the last stage of this assignment; null where the policy gives none. */
  due_at: number | null;
  finished_at: number | null;
  ending: Ending;
  /** False when returned as not ours: it then counts in no rate. */
  is_obligation: boolean;
  /** The citizen came back after this turn had been handled. */
  reopened: boolean;
  /** Minutes charged to this assignment in the hand-off ledger. */
  held_minutes: number;
  /** This assignment's share of the report's lateness, 0..1; all shares of a late report sum to 1. */
  late_share: number;
}

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
] as const;
export type StateFlag = (typeof STATE_FLAGS)[number];

/** What the fold gives: everything but the place on the map. */
export interface FoldedReport {
  service_request_id: string;
  received_at: number;
  /** Grows with the set of events folded, so that a stale writer can never win. */
  version: number;
  event_count: number;
  conflict_count: number;
  last_event_at: number;
  last_recorded_at: number;
  simulated: boolean;
  channel: string;
  service_code: string;
  field_group: string;
  complexity: string;
  urgency: number;
  policy_id: string;
  lat: number | null;
  long: number | null;
  ending: Ending;
  first_assigned_at: number | null;
  finished_at: number | null;
  /** Due of the last stage of the report; null where the policy gives none. */
  due_at: number | null;
  reopen_count: number;
  rating: number | null;
  expected_datetime: number | null;
  estimate_kept: boolean | null;
  /** Clock minutes from received to finished; null while open. */
  handling_minutes: number | null;
  /** Office-hour minutes from received to finished; null while open. */
  handling_working_minutes: number | null;
  returned_count: number;
  intake_minutes: number;
  flags: StateFlag[];
  stages: StageState[];
  assignments: AssignmentState[];
}

/** The row of `report_state`: the folded report and where it lies. */
export interface ReportState extends FoldedReport {
  /** H3 cell at resolution 10 as hex string; "" when unlocated. */
  cell: string;
  /** Unit of the epoch of `received_at` that contains the point; "" when none. */
  ward_code: string;
  /** Unit in force today that contains the point; "" when none. */
  ward_code_now: string;
}

/** One event the pipeline could not take, kept so that nothing is lost. */
export interface DeadLetter {
  dead_letter_id: string;
  source: string;
  /** Where in the source: topic/partition/offset, request id/index, file/line. */
  position: string;
  /** Epoch milliseconds. */
  recorded_at: number;
  reason_code: string;
  /** JSON pointer into the event, "" for the whole. */
  field_path: string;
  message: string;
  schema_version: string;
  raw_sha256: string;
  /** The bytes as received, base64. Restricted: never leaves through the public API. */
  raw: string;
}
