import Type, { type Static } from "typebox";
import { Count, Instant, Rate, strict } from "../primitives.ts";

/** What the families of figures share: periods, outcomes, rates, and the query that chooses a period. */

export const PERIOD_KINDS = [
  "official",
  "calendar",
  "quarter",
  "year",
  "day",
  "last_7_days",
  "custom",
] as const;
export type PeriodKind = (typeof PERIOD_KINDS)[number];
export const DENOMINATORS = ["due", "handled", "received"] as const;
export type Denominator = (typeof DENOMINATORS)[number];

export const PeriodSchema = Type.Object({
  kind: Type.Enum(PERIOD_KINDS),
  from: Instant,
  to: Type.String({ format: "date-time", description: "Exclusive" }),
});
export type Period = Static<typeof PeriodSchema>;

/** Query shared by every figure. Without `period` it is the city's default period that contains now. */
export const FigureQuerySchema = Type.Object(
  {
    period: Type.Optional(Type.Enum(PERIOD_KINDS)),
    /** Periods back from the current one: 0 = current, 1 = previous. */
    offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 120 })),
    from: Type.Optional(Instant),
    to: Type.Optional(Instant),
    denominator: Type.Optional(Type.Enum(DENOMINATORS)),
    exclude: Type.Optional(
      Type.String({
        pattern: "^(rejected|merged)(,(rejected|merged))?$",
        description: "Endings taken out of the population",
      }),
    ),
  },
  strict,
);
export type FigureQuery = Static<typeof FigureQuerySchema>;

/** Parts of the city that a query may be restricted to. */
export const partFilters = {
  field_group: Type.Optional(Type.String()),
  service_code: Type.Optional(Type.String()),
  agency_responsible: Type.Optional(Type.String()),
  block: Type.Optional(Type.String()),
  ward_code: Type.Optional(Type.String()),
};

/** A figure of a part: with agency or block its assignments are counted, else reports. */
export const AnalysisQuerySchema = Type.Object({ ...FigureQuerySchema.properties, ...partFilters }, strict);
export type AnalysisQuery = Static<typeof AnalysisQuerySchema>;

/** What came of a report or an assignment (docs/metrics.md §5), in the order of every table: exactly one of these. */
export const OUTCOMES = [
  "handled_on_time",
  "handled_late",
  "open_overdue",
  "open_in_time",
  "no_deadline",
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** docs/metrics.md §5: `received` is the sum of the five outcomes. */
export const OutcomeCountsSchema = Type.Object({
  received: Count,
  handled_on_time: Count,
  handled_late: Count,
  open_overdue: Count,
  open_in_time: Count,
  no_deadline: Count,
});
export type OutcomeCounts = Static<typeof OutcomeCountsSchema>;

export const MetricsSchema = Type.Object({
  ...OutcomeCountsSchema.properties,
  /** handled_on_time + handled_late */
  handled: Count,
  /** handled_late + open_overdue */
  late: Count,
  /** late + handled_on_time: what could have been late by now. */
  due: Count,
  /** By the denominator asked for. */
  late_rate: Rate,
  /** 1 − late_rate for denominator `due`. */
  on_time_rate: Rate,
  /** handled / received. */
  closed_share: Rate,
});
export type Metrics = Static<typeof MetricsSchema>;
