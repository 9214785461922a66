import Type, { type Static } from "typebox";
import { EVENT_KINDS } from "../event/event.ts";
import { LiveReportSchema } from "./api.ts";

/** Shapes of /api/v1/reports: one report with all its steps, and nothing of the person who sent it. */
const Instant = Type.String({ format: "date-time" });
const NullableInstant = Type.Union([Instant, Type.Null()]);
const Count = Type.Integer({ minimum: 0 });
const NullableNumber = Type.Union([Type.Number(), Type.Null()]);

export const ReportStageSchema = Type.Object({
  stage: Type.String(),
  agency: Type.String({ description: '"" for the report itself' }),
  turn: Count,
  start: Instant,
  due: NullableInstant,
  done: NullableInstant,
});

export const ReportAssignmentSchema = Type.Object({
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
export const ReportTimelineEntrySchema = Type.Object({
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

export const EXPLAIN_LANGUAGES = ["vi", "en"] as const;

/** The deadline of a report told step by step, one line each. */
export const ReportExplanationSchema = Type.Object({
  service_request_id: Type.String(),
  as_of: Instant,
  lang: Type.Enum(EXPLAIN_LANGUAGES),
  lines: Type.Array(Type.String()),
});
export type ReportExplanation = Static<typeof ReportExplanationSchema>;
