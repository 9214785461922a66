import { EventRowSchema, OUTCOMES, REPORT_SORTS, ReportStateSchema, STATE_FLAGS } from "@toancanh/contracts";
import Type from "typebox";
import { Count, cutOff, defineQuery, filters, Limit, nullable, Time } from "./define-query.ts";

const { service_request_id, received_at, ...eventOfReport } = EventRowSchema.properties;
/** What identifies a report for good. */
const reportKey = { service_request_id, received_at };

/** `received_at` in `[from, to)`. */
const period = { from: Time, to: Time };

/** Which obligations a list takes; what is left out takes all. */
const listed = {
  ...cutOff,
  outcomes: Type.Optional(Type.Array(Type.Enum(OUTCOMES))),
  /** "open": only what has not ended. */
  open: Type.Optional(Type.Literal("open")),
  flag: Type.Optional(Type.Enum(STATE_FLAGS)),
  unlocated: Type.Optional(Type.Literal("unlocated")),
  reopened: Type.Optional(Type.Literal("reopened")),
  id_part: Type.Optional(Type.String()),
  due_from: Type.Optional(Time),
  due_to: Type.Optional(Time),
};

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
  incident_reports: defineQuery({
    params: {
      as_of: Time,
      ...period,
      ...filters,
      resolution: Type.Integer({ minimum: 0, maximum: 10 }),
      service_codes: Type.Array(Type.String()),
    },
    row: {
      ...reportKey,
      service_code: Type.String(),
      ward_code: Type.String(),
      lat: Type.Number(),
      long: Type.Number(),
      /** H3, resolution 10, and its parent of `resolution`. */
      cell: Type.String(),
      rate_cell: Type.String(),
      /** Those that hold it now. */
      agencies: Type.Array(Type.String()),
      due_at: nullable(Time),
      /** Null while open at the cut-off. */
      finished_at: nullable(Time),
      /** "" for none. */
      merged_into: Type.String(),
    },
  }),
  open_totals: defineQuery({ params: cutOff, row: { total: Count, overdue: Count, unlocated: Count } }),
  report_list: defineQuery({
    params: {
      ...listed,
      sort: Type.Enum(REPORT_SORTS),
      /** "after" to read on behind a row: its sort_by, received_at, id, due and finish (0 for none). */
      after: Type.Optional(Type.Literal("after")),
      after_sort: Type.Optional(Type.Integer()),
      after_received: Type.Optional(Type.Integer()),
      after_id: Type.Optional(Type.String()),
      after_due: Type.Optional(Type.Integer()),
      after_ended: Type.Optional(Type.Integer()),
      limit: Limit,
    },
    row: {
      ...reportKey,
      service_code: Type.String(),
      field_group: Type.String(),
      channel: Type.String(),
      ward_code: Type.String(),
      /** Of an assignment; "" of a report. */
      agency: Type.String(),
      due_at: nullable(Time),
      finished_at: nullable(Time),
      ending: Type.String(),
      outcome: Type.Enum(OUTCOMES),
      reopened: Type.Boolean(),
      sort_by: Type.Integer(),
    },
  }),
  report_list_total: defineQuery({ params: listed, row: { total: Count } }),
  report_holders: defineQuery({
    params: { ids: Type.Array(Type.String()), ...period, ...filters },
    row: { ...reportKey, holders: Type.Array(Type.String()), agencies: Type.Array(Type.String()) },
  }),
  service_requests: defineQuery({
    params: {
      as_of: Time,
      from: Type.Optional(Time),
      to: Type.Optional(Time),
      services: Type.Optional(Type.Array(Type.String())),
      ids: Type.Optional(Type.Array(Type.String())),
      status: Type.Optional(Type.Enum(["open", "closed"])),
      updated_from: Type.Optional(Time),
      updated_to: Type.Optional(Time),
      limit: Limit,
      offset: Type.Integer({ minimum: 0 }),
    },
    row: {
      ...reportKey,
      service_code: Type.String(),
      simulated: Type.Boolean(),
      lat: nullable(Type.Number()),
      long: nullable(Type.Number()),
      /** Those it was assigned to by then and that did not return it as not their own, in order. */
      agencies: Type.Array(Type.String()),
      due_at: nullable(Time),
      finished_at: nullable(Time),
      updated_at: Time,
    },
  }),
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
