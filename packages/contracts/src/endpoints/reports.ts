import Type, { type Static } from "typebox";
import { EVENT_KINDS } from "../event/event.ts";
import {
  Count,
  Instant,
  LocalizedTextSchema,
  NullableInstant,
  NullableNumber,
  Rate,
  stamp,
  strict,
} from "../primitives.ts";
import { OBJECTION_STATES } from "../records/objection.ts";
import { STATE_FLAGS } from "../records/report-state.ts";
import { endpoint, json } from "./endpoint.ts";
import { AnalysisQuerySchema, OUTCOMES } from "./figure-parts.ts";

/** Single reports: those that are open, and one with all its steps; nothing of the person who sent it. */

const EXPLAIN_LANGUAGES = ["vi", "en"] as const;

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

/** Orders of a list; what has no due stands last where dues decide. */
export const REPORT_SORTS = ["due", "due_desc", "received", "received_desc", "late"] as const;
export type ReportSort = (typeof REPORT_SORTS)[number];

/** What a list takes: `open` is all that has not ended, `missed` what is late or overdue, `due` what is judged. */
export const LIST_STATES = ["all", "open", "missed", "due", ...OUTCOMES] as const;
export type ListState = (typeof LIST_STATES)[number];

const listFilters = {
  ...AnalysisQuerySchema.properties,
  channel: Type.Optional(Type.String()),
  state: Type.Optional(Type.Enum(LIST_STATES, { description: "Default all" })),
  flag: Type.Optional(Type.Enum(STATE_FLAGS, { description: "Reports with that flag of data quality" })),
  unlocated: Type.Optional(Type.Literal("true", { description: "Only what is on no map" })),
  reopened: Type.Optional(Type.Literal("true", { description: "Only what the citizen came back about" })),
  id: Type.Optional(
    Type.String({ minLength: 1, maxLength: 100, description: "Part of the report's number, in any case" }),
  ),
  due_from: Type.Optional(Instant),
  due_to: Type.Optional(Type.String({ format: "date-time", description: "Exclusive" })),
  sort: Type.Optional(Type.Enum(REPORT_SORTS, { description: "Default received_desc" })),
};

const ReportListQuerySchema = Type.Object(
  {
    ...listFilters,
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, description: "Default 50" })),
    cursor: Type.Optional(
      Type.String({ maxLength: 400, description: "`next` of the page before, with the same query" }),
    ),
  },
  strict,
);
export type ReportListQuery = Static<typeof ReportListQuerySchema>;

const ReportFileQuerySchema = Type.Object(
  { ...listFilters, lang: Type.Optional(Type.Enum(EXPLAIN_LANGUAGES)) },
  strict,
);
export type ReportFileQuery = Static<typeof ReportFileQuerySchema>;

const ListedReportSchema = Type.Object({
  service_request_id: Type.String(),
  requested_datetime: Instant,
  service_code: Type.String(),
  field_group: Type.String(),
  channel: Type.String(),
  ward_code: Type.String(),
  agency_responsible: Type.Array(Type.String(), {
    description:
      "Of an assignment its agency; of a report those who hold it, or once it ended all that were given it",
  }),
  due: NullableInstant,
  finished: NullableInstant,
  ending: Type.String(),
  outcome: Type.Enum(OUTCOMES),
  reopened: Type.Boolean(),
});
export type ListedReport = Static<typeof ListedReportSchema>;

const ReportListSchema = Type.Object({
  ...stamp,
  /** What is counted: with agency or block their assignments, else reports. */
  counts: Type.Enum(["reports", "assignments"]),
  total: Count,
  rows: Type.Array(ListedReportSchema),
  next: Type.Union([Type.String(), Type.Null()], {
    description: "Cursor of the page after; null on the last",
  }),
});
export type ReportList = Static<typeof ReportListSchema>;

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

const ExplainQuerySchema = Type.Object({ lang: Type.Optional(Type.Enum(EXPLAIN_LANGUAGES)) }, strict);

const ExplainedStageSchema = Type.Object({
  stage: Type.String(),
  name: LocalizedTextSchema,
  limit: NullableNumber,
  unit: Type.Enum(["hours", "working_days", "working_hours", "source"]),
  start: Instant,
  due: NullableInstant,
  done: NullableInstant,
  days_off: Type.Array(Type.String({ format: "date" }), {
    description:
      "Local dates between start and due on which its calendar rests; none where days do not count",
  }),
  outcome: Type.Enum(OUTCOMES),
});

/** The deadline of a report told step by step, one line each. */
export const ReportExplanationSchema = Type.Object({
  service_request_id: Type.String(),
  as_of: Instant,
  lang: Type.Enum(EXPLAIN_LANGUAGES),
  lines: Type.Array(Type.String()),
  /** The decision in force at the receipt; null when none was. */
  policy: Type.Union([Type.Object({ number: Type.String(), title: LocalizedTextSchema }), Type.Null()]),
  /** The same as data: the report first (agency ""), then its assignments in order. */
  obligations: Type.Array(
    Type.Object({
      agency: Type.String(),
      name: Type.String(),
      turn: Count,
      is_obligation: Type.Boolean({ description: "False when returned as not theirs: counts in no rate" }),
      outcome: Type.Enum(OUTCOMES),
      start: Instant,
      due: NullableInstant,
      finished: NullableInstant,
      minutes_late: Type.Number({ minimum: 0 }),
      stages: Type.Array(ExplainedStageSchema),
    }),
  ),
  /** Who held it how long; agency "" is intake. */
  holders: Type.Array(
    Type.Object({
      agency: Type.String(),
      name: Type.String(),
      turn: Count,
      minutes: Type.Number({ minimum: 0 }),
      late_share: Rate,
    }),
  ),
  /** To late findings of its agencies, as they stand; an upheld one is counted as on time by its period. */
  objections: Type.Array(
    Type.Object({
      id: Type.String(),
      agency: Type.String(),
      turn: Count,
      state: Type.Enum(OBJECTION_STATES),
      /** In a sentence. */
      text: Type.String(),
    }),
  ),
});
export type ReportExplanation = Static<typeof ReportExplanationSchema>;

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
  report_list: endpoint({
    method: "GET",
    path: "/reports",
    tag: "reports",
    summary: "Reports one by one: what stands behind a figure, in pages",
    description:
      "With agency or block it lists their assignments, as the figures count them. Without a period: whenever received. Pages are read with `cursor`; `total` is that of all pages.",
    query: ReportListQuerySchema,
    answer: json(ReportListSchema),
    scope: "report_lists",
    cache: "no-store",
  }),
  report_file: endpoint({
    method: "GET",
    path: "/reports.csv",
    tag: "reports",
    summary: "The same list as a CSV file, at most 100,000 rows",
    description:
      "UTF-8 with a byte order mark, times in the city's zone. Each is written into the audit log.",
    query: ReportFileQuerySchema,
    answer: {
      kind: "media",
      media_type: "text/csv",
      description: "A row for each report or assignment",
      schema: Type.String(),
    },
    scope: "report_lists",
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
