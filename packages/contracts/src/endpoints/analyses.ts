import Type, { type Static } from "typebox";
import { Count, Rate, stamp, strict } from "../primitives.ts";
import { endpoint, json } from "./endpoint.ts";
import {
  AnalysisQuerySchema,
  DENOMINATORS,
  FigureQuerySchema,
  MetricsSchema,
  PeriodSchema,
  partFilters,
} from "./figure-parts.ts";

/** Figures by more than one dimension or period. */

const { field_group, service_code, block, ward_code } = partFilters;

/** Ward × category; a pair without a report has no row. The rows' `received` sum to the table's figure. */
export const MatrixSchema = Type.Object({
  ...stamp,
  period: PeriodSchema,
  denominator: Type.Enum(DENOMINATORS),
  rows: Type.Array(
    Type.Object({
      ward_code: Type.String({ description: '"" for unlocated' }),
      service_code: Type.String(),
      received: Count,
      /** handled_late + open_overdue */
      late: Count,
      /** late + handled_on_time: sums of `late` by sums of `due` are the late share of any part. */
      due: Count,
      late_rate: Rate,
    }),
  ),
});
export type Matrix = Static<typeof MatrixSchema>;

export const SERIES_BUCKETS = ["hour", "day", "month"] as const;
const TimeSeriesQuerySchema = Type.Object(
  {
    ...AnalysisQuerySchema.properties,
    bucket: Type.Optional(Type.Enum(SERIES_BUCKETS, { description: "Local; default day" })),
  },
  strict,
);
export type TimeSeriesQuery = Static<typeof TimeSeriesQuerySchema>;

export const TimeSeriesSchema = Type.Object({
  ...stamp,
  period: PeriodSchema,
  bucket: Type.Enum(SERIES_BUCKETS),
  /** Oldest first; a bucket in which nothing happened has no row. */
  rows: Type.Array(
    Type.Object({
      at: Type.String({ format: "date-time", description: "Where the bucket begins" }),
      /** By when it came. */
      received: Count,
      /** By when it was finished, whenever it came. */
      handled: Count,
      handled_on_time: Count,
      handled_late: Count,
    }),
  ),
});
export type TimeSeries = Static<typeof TimeSeriesSchema>;

const AgeBandsQuerySchema = Type.Object(partFilters, strict);
export type AgeBandsQuery = Static<typeof AgeBandsQuerySchema>;

/** What is open now by age, youngest first; with the open reports of every band listed once. */
export const AgeBandsSchema = Type.Object({
  ...stamp,
  rows: Type.Array(
    Type.Object({
      from_minutes: Count,
      to_minutes: Type.Union([Count, Type.Null()], { description: "Exclusive; null in the last band" }),
      open: Count,
      overdue: Count,
    }),
  ),
});
export type AgeBands = Static<typeof AgeBandsSchema>;

const MoversQuerySchema = Type.Object(
  {
    ...FigureQuerySchema.properties,
    field_group,
    block,
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 300, description: "Default 10" })),
    min_due: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 100_000, description: "Due in both periods; default 10" }),
    ),
  },
  strict,
);
export type MoversQuery = Static<typeof MoversQuerySchema>;

const DueVolume = Type.Object({ due: Count, late: Count, late_rate: Type.Number() });
export const MoversSchema = Type.Object({
  ...stamp,
  period: PeriodSchema,
  previous_period: PeriodSchema,
  /** Worst change first; by denominator `due`. */
  rows: Type.Array(
    Type.Object({
      agency_responsible: Type.String(),
      name: Type.String(),
      short_name: Type.String(),
      block: Type.String(),
      current: DueVolume,
      previous: DueVolume,
      change: Type.Number({ description: "current − previous late rate; > 0 is worse" }),
    }),
  ),
});
export type Movers = Static<typeof MoversSchema>;

const CompareQuerySchema = Type.Object(
  {
    ...AnalysisQuerySchema.properties,
    against: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 120,
        description: "Periods back of the one compared with; default 1",
      }),
    ),
  },
  strict,
);
export type CompareQuery = Static<typeof CompareQuerySchema>;

/** Two periods of one kind, both as things stand now. */
export const ComparisonSchema = Type.Object({
  ...stamp,
  denominator: Type.Enum(DENOMINATORS),
  period: PeriodSchema,
  metrics: MetricsSchema,
  compared_period: PeriodSchema,
  compared: MetricsSchema,
});
export type Comparison = Static<typeof ComparisonSchema>;

const TrendQuerySchema = Type.Object(
  {
    ...FigureQuerySchema.properties,
    field_group,
    service_code,
    /** One unit, of today or former: its trend with an explanation in words. */
    ward_code,
    periods: Type.Optional(
      Type.Integer({ minimum: 2, maximum: 36, description: "How many, the last one included; default 13" }),
    ),
  },
  strict,
);
export type TrendQuery = Static<typeof TrendQuerySchema>;

const TrendVolume = Type.Object({ received: Count, due: Count, late: Count, late_rate: Rate });
const TREND_KINDS = ["same", "reformed", "former", "unplaced"] as const;

/** Units over several periods, in both readings: within the boundary of today, and as counted then. */
export const TrendSchema = Type.Object({
  ...stamp,
  /** Oldest first. */
  periods: Type.Array(PeriodSchema),
  /** By period; either reading of all units sums to it. */
  totals: Type.Array(TrendVolume),
  rows: Type.Array(
    Type.Object({
      unit: Type.String({ description: 'Ward code, id of a former unit, "" where none is known' }),
      name: Type.String(),
      short_name: Type.String(),
      kind: Type.Enum(TREND_KINDS),
      like_for_like: Type.Array(TrendVolume),
      as_then: Type.Array(TrendVolume),
      counted_in: Type.Array(
        Type.Object({ unit: Type.String(), name: Type.String(), received: Type.Array(Count) }),
      ),
      made_of: Type.Array(
        Type.Object({
          unit: Type.String(),
          name: Type.String(),
          share: Type.Union([Type.Literal("full"), Type.Literal("partial")]),
        }),
      ),
    }),
  ),
  /** Only when one unit was asked for. */
  explanation: Type.Optional(Type.Object({ vi: Type.Array(Type.String()), en: Type.Array(Type.String()) })),
});
export type Trend = Static<typeof TrendSchema>;

export const analysisEndpoints = {
  matrix: endpoint({
    method: "GET",
    path: "/matrix",
    tag: "analyses",
    summary: "Ward × category",
    description:
      "A pair without a report has no row; `received` of all rows sums to the period's figure, and `late` by " +
      "`due` of a ward's rows is its late share, also of one agency or block.",
    query: AnalysisQuerySchema,
    answer: json(MatrixSchema),
    scope: "figures",
    cache: "no-store",
  }),
  time_series: endpoint({
    method: "GET",
    path: "/time-series",
    tag: "analyses",
    summary: "Received and handled by local hour, day or month",
    query: TimeSeriesQuerySchema,
    answer: json(TimeSeriesSchema),
    scope: "figures",
    cache: "no-store",
  }),
  age_bands: endpoint({
    method: "GET",
    path: "/age-bands",
    tag: "analyses",
    summary: "What is open now, by age",
    query: AgeBandsQuerySchema,
    answer: json(AgeBandsSchema),
    scope: "figures",
    cache: "no-store",
  }),
  movers: endpoint({
    method: "GET",
    path: "/movers",
    tag: "analyses",
    summary: "Agencies whose late rate worsened most since the period before",
    query: MoversQuerySchema,
    answer: json(MoversSchema),
    scope: "figures",
    cache: "no-store",
  }),
  compare: endpoint({
    method: "GET",
    path: "/compare",
    tag: "analyses",
    summary: "Two periods beside each other, both as things stand now",
    query: CompareQuerySchema,
    answer: json(ComparisonSchema),
    scope: "figures",
    cache: "no-store",
  }),
  trend: endpoint({
    method: "GET",
    path: "/trend",
    tag: "analyses",
    summary: "Units over several periods, also across a reform of boundaries",
    description:
      "`like_for_like` counts within the boundaries of today, `as_then` in the units of each period; both sum to `totals`.",
    query: TrendQuerySchema,
    answer: json(TrendSchema),
    scope: "figures",
    cache: "no-store",
  }),
};
