import { EventRowSchema, ReportStateSchema } from "@toancanh/contracts";
import Type from "typebox";
import { Count, cutOff, defineQuery, Limit, nullable, Time } from "./define-query.ts";

const { service_request_id, received_at, ...eventOfReport } = EventRowSchema.properties;
/** What identifies a report for good. */
const reportKey = { service_request_id, received_at };

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
  report_by_id: defineQuery({
    params: { service_request_id: Type.String() },
    row: ReportStateSchema.properties,
  }),
  events_of_report: defineQuery({
    params: reportKey,
    row: eventOfReport,
  }),
  states_in_period: defineQuery({ params: period, row: ReportStateSchema.properties }),
  report_keys_in_period: defineQuery({ params: period, row: reportKey }),
  received_by_id: defineQuery({
    /** `["id"]` on a line for each: thousands of them as one literal. */
    params: { ids: Type.String() },
    row: reportKey,
  }),
  unprojected_reports: defineQuery({ params: {}, row: reportKey }),
};
