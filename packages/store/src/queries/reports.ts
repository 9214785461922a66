import { type Ending, STATE_FLAGS } from "@toancanh/contracts";
import Type from "typebox";
import { Count, cutOff, defineQuery, Limit, nullable, Time } from "./define-query.ts";

const ENDINGS = [
  "open",
  "handled",
  "closed",
  "rejected",
  "merged",
  "returned",
  "reassigned",
] as const satisfies readonly Ending[];
const EndingSchema = Type.Enum(ENDINGS);

/** The row of `report_state`, field for field. */
export const stateRow = {
  service_request_id: Type.String(),
  received_at: Time,
  version: Count,
  event_count: Count,
  conflict_count: Count,
  last_event_at: Time,
  last_recorded_at: Time,
  simulated: Type.Boolean(),
  channel: Type.String(),
  service_code: Type.String(),
  field_group: Type.String(),
  complexity: Type.String(),
  urgency: Count,
  policy_id: Type.String(),
  lat: nullable(Type.Number()),
  long: nullable(Type.Number()),
  cell: Type.String(),
  ward_code: Type.String(),
  ward_code_now: Type.String(),
  ending: EndingSchema,
  first_assigned_at: nullable(Time),
  finished_at: nullable(Time),
  due_at: nullable(Time),
  reopen_count: Count,
  rating: nullable(Type.Number()),
  expected_datetime: nullable(Time),
  estimate_kept: nullable(Type.Boolean()),
  handling_minutes: nullable(Type.Number()),
  handling_working_minutes: nullable(Type.Number()),
  returned_count: Count,
  intake_minutes: Type.Number(),
  flags: Type.Array(Type.Enum(STATE_FLAGS)),
  stages: Type.Array(
    Type.Object({
      stage: Type.String(),
      agency: Type.String(),
      turn: Count,
      start_at: Time,
      due_at: nullable(Time),
      done_at: nullable(Time),
    }),
  ),
  assignments: Type.Array(
    Type.Object({
      agency: Type.String(),
      turn: Count,
      assigned_at: Time,
      accepted_at: nullable(Time),
      due_at: nullable(Time),
      finished_at: nullable(Time),
      ending: EndingSchema,
      is_obligation: Type.Boolean(),
      reopened: Type.Boolean(),
      held_minutes: Type.Number(),
      late_share: Type.Number(),
    }),
  ),
};

/** What identifies a report for good. */
const reportKey = { service_request_id: Type.String(), received_at: Time };

/** `received_at` in `[from, to)`. */
const period = { from: Time, to: Time };

/** sql/queries/reports: single reports, as listed, as folded, and their events. */
export const REPORT_QUERIES = {
  open_reports: defineQuery({
    params: { ...cutOff, limit: Limit },
    /** LiveReport of the contracts with times in milliseconds. */
    row: {
      ...reportKey,
      last_event_at: Time,
      service_code: Type.String(),
      field_group: Type.String(),
      channel: Type.String(),
      ward_code: Type.String(),
      lat: nullable(Type.Number()),
      long: nullable(Type.Number()),
      agencies: Type.Array(Type.String()),
      stage: Type.String(),
      clock_start: nullable(Time),
      due_at: nullable(Time),
      finished_at: nullable(Time),
      ending: Type.String(),
      reopen_count: Count,
    },
  }),
  open_totals: defineQuery({ params: cutOff, row: { total: Count, overdue: Count, unlocated: Count } }),
  newest_report: defineQuery({ params: { as_of: Time }, row: { ...reportKey, ward_code: Type.String() } }),
  report_by_id: defineQuery({ params: { service_request_id: Type.String() }, row: stateRow }),
  events_of_report: defineQuery({
    params: reportKey,
    row: {
      id: Type.String(),
      source: Type.String(),
      kind: Type.String(),
      time: Time,
      recorded_at: Time,
      payload_hash: Type.String(),
      /** Canonical JSON. */
      data: Type.String(),
    },
  }),
  states_in_period: defineQuery({ params: period, row: stateRow }),
  report_keys_in_period: defineQuery({ params: period, row: reportKey }),
  received_by_id: defineQuery({
    /** `["id"]` on a line for each: thousands of them as one literal. */
    params: { ids: Type.String() },
    row: reportKey,
  }),
  unprojected_reports: defineQuery({ params: {}, row: reportKey }),
};
