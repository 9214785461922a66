import Type, { type Static, type TSchema } from "typebox";
import {
  Count,
  Instant,
  LocalizedTextSchema,
  NullableInstant,
  NullableNumber,
  Rate,
  strict,
} from "../../primitives.ts";
import { IssuerSchema } from "../../profile/profile.ts";
import { endpoint, json } from "../endpoint.ts";
import { OUTCOMES } from "../figure-parts.ts";
import {
  FILE_ANSWER,
  IntervalSchema,
  PeriodName,
  periodFacts,
  periodQuery,
  UnitCountsSchema,
} from "./period-parts.ts";

/** One unit in one period: the one document of figures that the desk shows and that every file is written from. */

const SCORECARD_LANGUAGES = ["vi", "en"] as const;
export const Language = Type.Enum(SCORECARD_LANGUAGES);

const UNIT_SCOPES = ["city", "block", "agency", "ward", "district"] as const;

/** Which sentence the headline is (docs/metrics.md §7). */
const HEADLINE_CASES = [
  "no_reports",
  "nothing_due",
  "too_few",
  "none_late",
  "no_earlier_period",
  "worse",
  "better",
  "worse_though_falling",
  "better_though_rising",
  "no_clear_change",
] as const;

const nullable = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()]);

const TrendPointSchema = Type.Object({
  period: PeriodName,
  /** Null before the first report, as all that follow. */
  received: nullable(Count),
  late: nullable(Count),
  due: nullable(Count),
  late_rate: Rate,
  /** Clock minutes. */
  median_minutes: NullableNumber,
  p90_minutes: NullableNumber,
  reopened: nullable(Count),
  ratings: nullable(Count),
  rating_mean: NullableNumber,
});
export type TrendPoint = Static<typeof TrendPointSchema>;

/** How a unit stands among its peers. */
const StandingSchema = Type.Object({
  group: Type.String(),
  scoring: Type.String(),
  rank: NullableNumber,
  /** Units with a rank. */
  ranked: Count,
  points: NullableNumber,
  band: NullableNumber,
  bands: Count,
  rank_interval: IntervalSchema,
  /** Shrunk towards the group. */
  late_rate: Rate,
  interval: IntervalSchema,
  text: Type.String(),
});

const QuestionSchema = Type.Object({
  id: Type.Enum(["own_deadlines", "residents"]),
  question: Type.String(),
  counted: Type.String(),
  late: Count,
  due: Count,
  late_rate: Rate,
  /** 90 %. */
  interval: IntervalSchema,
});

const LateCaseSchema = Type.Object({
  service_request_id: Type.String(),
  field: Type.String(),
  outcome: Type.Enum(["handled_late", "open_overdue"]),
  due: Instant,
  /** Null: not finished by the cut-off. */
  finished: NullableInstant,
  minutes_late: Type.Number(),
  /** Of the report's lateness that is charged to the unit, 0..1; null where the unit is no agency. */
  late_share: Rate,
  /** Null where the unit has no points. */
  points: NullableNumber,
  reason: Type.String(),
});
export type LateCase = Static<typeof LateCaseSchema>;

export const ScorecardSchema = Type.Object({
  ...periodFacts,
  published_at: NullableInstant,
  as_of: Instant,
  simulated: Type.Boolean(),
  lang: Language,
  time_zone: Type.String(),
  city: Type.String(),
  line: Type.String({ description: "Name of the report line" }),
  /** Null where the city names none. */
  issuer: nullable(IssuerSchema),
  unit: Type.Object({
    id: Type.String({
      description: "As figures name it: city, block:ID, an agency's id, ward:CODE, district:NAME",
    }),
    scope: Type.Enum(UNIT_SCOPES),
    name: Type.String(),
    short_name: Type.String(),
  }),
  /** What is counted, once and for all of it. */
  counted: Type.Enum(["assignments", "reports"]),
  headline: Type.Object({
    case: Type.Enum(HEADLINE_CASES),
    text: Type.String(),
    /** Change of the late rate against the period before, unrounded share; null where either has none. */
    change: NullableNumber,
    /** Late rate of the unit's 11 periods before together. */
    earlier_late_rate: Rate,
    earlier_due: Count,
  }),
  standing: nullable(StandingSchema),
  /** Of blocks that have one: the late rate has to stay below it. */
  target: Rate,
  /** With fewer due no rate is printed, only the fraction. */
  minimum_due: Count,
  /** The unit now and in the period before, and the group it belongs to; null where there is none. */
  now: UnitCountsSchema,
  before: nullable(UnitCountsSchema),
  group: nullable(Type.Object({ name: Type.String(), counts: UnitCountsSchema })),
  questions: Type.Array(QuestionSchema),
  /** Twelve periods, oldest first, each as of its own cut-off. */
  trend: Type.Array(TrendPointSchema),
  /** Shares of late that 90 % of the periods would have if the unit kept the level of its 11 before. */
  usual: IntervalSchema,
  handling: Type.Object({
    median_minutes: NullableNumber,
    p90_minutes: NullableNumber,
    median_working_minutes: NullableNumber,
    p90_working_minutes: NullableNumber,
  }),
  stages: Type.Array(
    Type.Object({
      stage: Type.String(),
      name: Type.String(),
      limit: Type.String(),
      due: Count,
      on_time: Count,
      late: Count,
      late_rate: Rate,
      median_minutes: NullableNumber,
    }),
  ),
  /** Most received first; the `received` of all is the unit's. */
  fields: Type.Array(
    Type.Object({
      service_code: Type.String(),
      name: Type.String(),
      received: Count,
      due: Count,
      late: Count,
      late_rate: Rate,
      median_minutes: NullableNumber,
    }),
  ),
  hand_offs: Type.Object({
    /** Given to the unit when the report was past its own due. */
    received_late: Count,
    /** Passed on by the unit to another agency. */
    passed_on: Count,
    /** Returned as not its own: they count in no rate. */
    returned: Count,
  }),
  reopened: Type.Object({ count: Count, ever_handled: Count, rate: Rate }),
  satisfaction: Type.Object({ count: Count, mean: NullableNumber }),
  /** The longest late first; null for a caller who may not see single reports. */
  cases: nullable(Type.Array(LateCaseSchema)),
  /** All late ones; `cases` may hold only the longest. */
  late_cases: Count,
  /** Late ones that an upheld objection counts as on time; null for a caller who may not see single reports. */
  excused: nullable(
    Type.Array(
      Type.Object({
        service_request_id: Type.String(),
        objection: Type.String(),
        reason: Type.String(),
        ground: Type.String(),
      }),
    ),
  ),
  excused_cases: Count,
  /** Points lost by late ones and by all else; null without points. */
  lost: nullable(Type.Object({ late: Type.Number(), other: Type.Number(), all: Type.Number() })),
  map: Type.Object({
    located: Count,
    unlocated: Count,
    /** Null for a caller who may not see single reports, and for units too large to be drawn by points. */
    points: nullable(
      Type.Array(Type.Object({ lat: Type.Number(), long: Type.Number(), outcome: Type.Enum(OUTCOMES) })),
    ),
  }),
  /** How those that were in time at the cut-off ended since; it changes no figure. Null before the cut-off. */
  after_cut_off: nullable(
    Type.Object({ in_time: Count, on_time: Count, late: Count, still_in_time: Count, text: Type.String() }),
  ),
  scoring: nullable(
    Type.Object({
      id: Type.String(),
      version: Type.Integer(),
      name: LocalizedTextSchema,
      note: LocalizedTextSchema,
    }),
  ),
  decisions: Type.Array(Type.String()),
  definitions: Type.Array(Type.Object({ term: Type.String(), text: Type.String() })),
});
export type Scorecard = Static<typeof ScorecardSchema>;

const scorecardQuery = {
  ...periodQuery,
  unit: Type.String({
    minLength: 1,
    maxLength: 200,
    description: "city, block:ID, an agency's id, ward:CODE or district:NAME",
  }),
  lang: Type.Optional(Language),
};

export const SCORECARD_FORMATS = ["pdf", "docx", "xlsx", "csv", "json"] as const;

export const scorecardEndpoints = {
  scorecard: endpoint({
    method: "GET",
    path: "/scorecards",
    tag: "periods",
    summary: "A unit's scorecard of a period: the one document of figures behind the page and every file",
    query: Type.Object(scorecardQuery, strict),
    answer: json(ScorecardSchema),
    scope: "period_figures",
    cache: "no-store",
  }),
  scorecard_file: endpoint({
    method: "GET",
    path: "/scorecards/file",
    tag: "periods",
    summary: "The same as a file to keep: PDF, DOCX, XLSX, CSV or JSON with the same figures",
    query: Type.Object(
      { ...scorecardQuery, format: Type.Enum(SCORECARD_FORMATS, { description: "Ending of the file" }) },
      strict,
    ),
    answer: FILE_ANSWER,
    scope: "period_figures",
    cache: "no-store",
  }),
};
