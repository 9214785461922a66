import Type, { type Static } from "typebox";
import { EVENT_KINDS } from "../event/event.ts";
import { Count, Instant, NullableInstant, NullableNumber, stamp, strict } from "../primitives.ts";

import { endpoint, json } from "./endpoint.ts";

/** Single reports: those that are open, and one with all its steps; nothing of the person who sent it. */

/** One report as the wall may see it: no text, no person. */
export const LiveReportSchema = Type.Object({
  service_request_id: Type.String(),
  requested_datetime: Instant,
  updated_datetime: Instant,
  service_code: Type.String(),
  field_group: Type.String(),
  channel: Type.String(),
  ward_code: Type.String(),
  lat: NullableNumber,
  long: NullableNumber,
  agency_responsible: Type.Array(Type.String(), { description: "Those who hold it now; empty at intake" }),
  /** Stage that runs now; "" when ended. */
  stage: Type.String(),
  clock_start: Type.Union([Instant, Type.Null()], {
    description: "Where the clock of the report's last stage began",
  }),
  due: NullableInstant,
  finished: NullableInstant,
  ending: Type.String(),
  reopen_count: Count,
});
export type LiveReport = Static<typeof LiveReportSchema>;

const NewestReportSchema = Type.Object({
  service_request_id: Type.String(),
  requested_datetime: Instant,
  ward_code: Type.String(),
});
export type NewestReport = Static<typeof NewestReportSchema>;

const OpenReportsQuerySchema = Type.Object(
  {
    limit: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 1000, description: "Most rows of each kind, default 100" }),
    ),
  },
  strict,
);
export type OpenReportsQuery = Static<typeof OpenReportsQuerySchema>;

export const OpenReportsSchema = Type.Object({
  ...stamp,
  open: Count,
  overdue: Count,
  newest: Type.Union([Type.Null(), NewestReportSchema], {
    description: "Received last; null when none was in 31 days",
  }),
  rows: Type.Array(LiveReportSchema, {
    description:
      "In time by nearest due, then overdue by longest, then without a due; of each kind at most `limit`",
  }),
});
export type OpenReports = Static<typeof OpenReportsSchema>;

const ReportParamsSchema = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 100, description: "service_request_id" }),
});

const ReportStageSchema = Type.Object({
  stage: Type.String(),
  agency: Type.String({ description: '"" for the report itself' }),
  turn: Count,
  start: Instant,
  due: NullableInstant,
  done: NullableInstant,
});

const ReportAssignmentSchema = Type.Object({
  agency_responsible: Type.String(),
  name: Type.String(),
  turn: Count,
  assigned: Instant,
  accepted: NullableInstant,
  due: NullableInstant,
  finished: NullableInstant,
  ending: Type.String(),
  is_obligation: Type.Boolean({ description: "False when returned as not theirs: counts in no rate" }),
  reopened: Type.Boolean(),
  held_minutes: Type.Number(),
  /** Share of the report's lateness, 0..1. */
  late_share: Type.Number(),
});

/** One event; of its data only codes, times and places, never free text. */
const ReportTimelineEntrySchema = Type.Object({
  time: Instant,
  recorded: Instant,
  kind: Type.Enum(EVENT_KINDS),
  source: Type.String(),
  agency_responsible: Type.Optional(Type.String()),
  from_agency: Type.Optional(Type.String()),
  stage: Type.Optional(Type.String()),
  service_code: Type.Optional(Type.String()),
  channel: Type.Optional(Type.String()),
  complexity: Type.Optional(Type.String()),
  urgency: Type.Optional(Type.Integer()),
  expected_datetime: Type.Optional(Type.String()),
  reason: Type.Optional(Type.String()),
  duplicate_of: Type.Optional(Type.String()),
  rating: Type.Optional(Type.Integer()),
});
export type ReportTimelineEntry = Static<typeof ReportTimelineEntrySchema>;

export const ReportDetailSchema = Type.Object({
  as_of: Instant,
  simulated: Type.Boolean(),
  report: LiveReportSchema,
  complexity: Type.String(),
  urgency: Count,
  policy_id: Type.String({ description: '"" when no decision was in force' }),
  rating: NullableNumber,
  expected_datetime: NullableInstant,
  estimate_kept: Type.Union([Type.Boolean(), Type.Null()]),
  handling_minutes: NullableNumber,
  handling_working_minutes: NullableNumber,
  intake_minutes: Type.Number(),
  returned_count: Count,
  conflict_count: Count,
  flags: Type.Array(Type.String()),
  stages: Type.Array(ReportStageSchema),
  assignments: Type.Array(ReportAssignmentSchema),
  /** Oldest first. */
  timeline: Type.Array(ReportTimelineEntrySchema),
});
export type ReportDetail = Static<typeof ReportDetailSchema>;

const EXPLAIN_LANGUAGES = ["vi", "en"] as const;
const ExplainQuerySchema = Type.Object({ lang: Type.Optional(Type.Enum(EXPLAIN_LANGUAGES)) }, strict);

/** The deadline of a report told step by step, one line each. */
export const ReportExplanationSchema = Type.Object({
  service_request_id: Type.String(),
  as_of: Instant,
  lang: Type.Enum(EXPLAIN_LANGUAGES),
  lines: Type.Array(Type.String()),
});

export const reportEndpoints = {
  open_reports: endpoint({
    method: "GET",
    path: "/open-reports",
    tag: "live",
    summary: "Open reports: nearest due first, then the longest overdue, then those without a due",
    query: OpenReportsQuerySchema,
    answer: json(OpenReportsSchema),
    scope: "open_reports",
    cache: "no-store",
  }),
  report: endpoint({
    method: "GET",
    path: "/reports/:id",
    tag: "reports",
    summary: "One report: state, stages, assignments and timeline",
    params: ReportParamsSchema,
    answer: json(ReportDetailSchema),
    scope: "report_details",
    cache: "no-store",
  }),
  report_explanation: endpoint({
    method: "GET",
    path: "/reports/:id/explain",
    tag: "reports",
    summary: "Why it is due when it is due, step by step",
    params: ReportParamsSchema,
    query: ExplainQuerySchema,
    answer: json(ReportExplanationSchema),
    scope: "report_details",
    cache: "no-store",
  }),
};
