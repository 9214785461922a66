import Type, { type Static } from "typebox";
import { Count, Instant, LocalizedTextSchema, NullableNumber, Rate, stamp } from "../primitives.ts";
import { DENOMINATORS, MetricsSchema, PeriodSchema } from "./figure-parts.ts";

/** Figures of one period: the city, its agencies, its wards. */

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

export const AgencyRowSchema = Type.Object({
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

export const WardRowSchema = Type.Object({
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
