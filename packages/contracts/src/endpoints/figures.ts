import Type, { type Static } from "typebox";
import { Count, Instant, LocalizedTextSchema, NullableNumber, Rate, stamp, strict } from "../primitives.ts";
import { STATE_FLAGS } from "../records/report-state.ts";
import { endpoint, json } from "./endpoint.ts";
import {
  AnalysisQuerySchema,
  DENOMINATORS,
  FigureQuerySchema,
  MetricsSchema,
  PERIOD_KINDS,
  PeriodSchema,
} from "./figure-parts.ts";

/** Figures of one period: the city, its agencies, wards, categories and channels; and which periods there are. */

export const SummarySchema = Type.Object({
  ...stamp,
  denominator: Type.Enum(DENOMINATORS),
  period: PeriodSchema,
  metrics: MetricsSchema,
  previous_period: PeriodSchema,
  previous: MetricsSchema,
  target: Type.Object({ on_time_rate: Type.Number(), source: Type.String() }),
  windows: Type.Object({ today: MetricsSchema, last_7_days: MetricsSchema, quarter: MetricsSchema }),
  open: Type.Object({ total: Count, overdue: Count, unlocated: Count }),
  /** The last 24 whole or part hours, oldest first. */
  flow: Type.Array(Type.Object({ hour: Instant, received: Count, handled: Count })),
  median_handling_minutes: NullableNumber,
  p90_handling_minutes: NullableNumber,
  reopened: Count,
  ratings: Type.Object({ count: Count, mean: NullableNumber }),
});
export type Summary = Static<typeof SummarySchema>;

const AgencyRowSchema = Type.Object({
  agency_responsible: Type.String(),
  name: Type.String(),
  short_name: Type.String(),
  block: Type.String(),
  metrics: MetricsSchema,
  /** 90 % Wilson interval of late_rate. */
  interval: Type.Union([Type.Tuple([Type.Number(), Type.Number()]), Type.Null()]),
  previous_late_rate: Rate,
  week_late_rate: Rate,
  /** What was due of the last 7 days: the base of `week_late_rate`. */
  week_due: Count,
  /** Last 7 days against the 7 days before, in percentage points / 100; null when either had fewer than 10 due. */
  week_change: Rate,
});
export type AgencyRow = Static<typeof AgencyRowSchema>;

export const AgenciesSchema = Type.Object({
  ...stamp,
  period: PeriodSchema,
  denominator: Type.Enum(DENOMINATORS),
  blocks: Type.Array(
    Type.Object({
      id: Type.String(),
      name: LocalizedTextSchema,
      late_rate_target: Rate,
      metrics: MetricsSchema,
    }),
  ),
  /** Sorted by late_rate, worst first; those with nothing due last. */
  rows: Type.Array(AgencyRowSchema),
});
export type Agencies = Static<typeof AgenciesSchema>;

const WardRowSchema = Type.Object({
  ward_code: Type.String({ description: '"" for unlocated' }),
  name: Type.String(),
  short_name: Type.String(),
  metrics: MetricsSchema,
  /** late_rate of the same ward over the three previous periods. */
  usual_late_rate: Rate,
});
export type WardRow = Static<typeof WardRowSchema>;

export const WardsSchema = Type.Object({ ...stamp, period: PeriodSchema, rows: Type.Array(WardRowSchema) });
export type Wards = Static<typeof WardsSchema>;

const breakdown = {
  ...stamp,
  denominator: Type.Enum(DENOMINATORS),
  period: PeriodSchema,
  previous_period: PeriodSchema,
};

export const CategoriesSchema = Type.Object({
  ...breakdown,
  /** Most received first; the `received` of all rows sums to the period's figure. */
  rows: Type.Array(
    Type.Object({
      service_code: Type.String({ description: '"" where the source gave none' }),
      name: LocalizedTextSchema,
      field_group: Type.String({ description: '"" for a category that the city does not list' }),
      metrics: MetricsSchema,
      previous_late_rate: Rate,
    }),
  ),
});
export type Categories = Static<typeof CategoriesSchema>;

export const ChannelsSchema = Type.Object({
  ...breakdown,
  /** Most received first; the `received` of all rows sums to the period's figure. */
  rows: Type.Array(
    Type.Object({
      channel: Type.String(),
      name: LocalizedTextSchema,
      metrics: MetricsSchema,
      previous_late_rate: Rate,
    }),
  ),
});
export type Channels = Static<typeof ChannelsSchema>;

export const DataQualitySchema = Type.Object({
  ...stamp,
  period: PeriodSchema,
  received: Count,
  /** Reports on no map: all of them, those outside the city, and of these those whose coordinates seem exchanged. */
  unlocated: Type.Object({ total: Count, outside: Count, exchanged: Count }),
  /** Every flag there is, also those that no report has. */
  flags: Type.Array(Type.Object({ flag: Type.Enum(STATE_FLAGS), count: Count })),
});
export type DataQuality = Static<typeof DataQualitySchema>;

const PeriodsQuerySchema = Type.Object(
  {
    period: Type.Optional(Type.Enum(PERIOD_KINDS.filter((kind) => kind !== "custom"))),
    limit: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 121, description: "Default 13: the current one and a year" }),
    ),
  },
  strict,
);
export type PeriodsQuery = Static<typeof PeriodsQuerySchema>;

export const PeriodsSchema = Type.Object({
  ...stamp,
  /** Kinds that this city can be asked for. */
  kinds: Type.Array(Type.Enum(PERIOD_KINDS)),
  default_kind: Type.Enum(PERIOD_KINDS),
  /** Newest first: the row at place n is the period of `offset=n`. */
  rows: Type.Array(PeriodSchema),
});
export type Periods = Static<typeof PeriodsSchema>;

export const figureEndpoints = {
  summary: endpoint({
    method: "GET",
    path: "/summary",
    tag: "figures",
    summary: "A period's outcomes against the target, beside the period before",
    description:
      "Without parameters: the city's default period that contains now. Counts reports: was the citizen served in time?",
    query: FigureQuerySchema,
    answer: json(SummarySchema),
    scope: "figures",
    cache: "no-store",
  }),
  agencies: endpoint({
    method: "GET",
    path: "/agencies",
    tag: "figures",
    summary: "Late handling by agency and block, worst first",
    description:
      "Counts assignments: did this agency keep its deadline? Late rate with its 90 % interval, the period before and the last 7 days.",
    query: FigureQuerySchema,
    answer: json(AgenciesSchema),
    scope: "figures",
    cache: "no-store",
  }),
  wards: endpoint({
    method: "GET",
    path: "/wards",
    tag: "figures",
    summary: "Outcomes by ward, reports without a place included",
    description: "Counts reports. Late rate beside the same ward's over the three periods before.",
    query: FigureQuerySchema,
    answer: json(WardsSchema),
    scope: "figures",
    cache: "no-store",
  }),
  categories: endpoint({
    method: "GET",
    path: "/categories",
    tag: "figures",
    summary: "Outcomes by category, most received first",
    description:
      "Counts reports; with agency or block their assignments. Late rate beside the period before.",
    query: AnalysisQuerySchema,
    answer: json(CategoriesSchema),
    scope: "figures",
    cache: "no-store",
  }),
  channels: endpoint({
    method: "GET",
    path: "/channels",
    tag: "figures",
    summary: "Outcomes by the channel that reports came through, most received first",
    description:
      "Counts reports; with agency or block their assignments. Late rate beside the period before.",
    query: AnalysisQuerySchema,
    answer: json(ChannelsSchema),
    scope: "figures",
    cache: "no-store",
  }),
  data_quality: endpoint({
    method: "GET",
    path: "/data-quality",
    tag: "figures",
    summary: "What is amiss with the data of a period: reports on no map and why, and flags",
    description: "Counts reports; with agency or block their assignments. A report may carry several flags.",
    query: AnalysisQuerySchema,
    answer: json(DataQualitySchema),
    scope: "figures",
    cache: "no-store",
  }),
  periods: endpoint({
    method: "GET",
    path: "/periods",
    tag: "figures",
    summary: "Periods to choose from, newest first, and the kinds this city has",
    query: PeriodsQuerySchema,
    answer: json(PeriodsSchema),
    scope: "figures",
    cache: "no-store",
  }),
};
