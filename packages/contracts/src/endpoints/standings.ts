import Type, { type Static } from "typebox";
import { Count, Instant, LocalizedTextSchema, Rate, stamp, strict } from "../primitives.ts";
import { endpoint, json } from "./endpoint.ts";
import { MetricsSchema, PeriodSchema } from "./figure-parts.ts";

/**
 * What a wall judges by: windows that roll, so that the first hour of a period says as much as its last
 * (docs/metrics.md §9). Every rate stands beside its base.
 */

/** `[from, to)` of the receipt; `to` is the moment of the figures. */
const WindowSchema = Type.Object({ from: Instant, to: Instant, days: Count });

const PeriodOutcomeSchema = Type.Object({ period: PeriodSchema, metrics: MetricsSchema });

/** 90 % interval of a rate. */
const IntervalSchema = Type.Tuple([Type.Number(), Type.Number()]);

const NoQuerySchema = Type.Object({}, strict);

export const RecentOutcomesSchema = Type.Object({
  ...stamp,
  window: WindowSchema,
  metrics: MetricsSchema,
  target: Type.Object({ on_time_rate: Type.Number(), source: Type.String() }),
  /** The whole local days before today in the window, oldest first, by the day of receipt. */
  days: Type.Array(Type.Object({ day: Instant, late: Count, due: Count, on_time_rate: Rate })),
  last_7_days: MetricsSchema,
  /** The city's default period that contains now, as it stands. */
  period: PeriodOutcomeSchema,
  /** The period before, from its start to the age that the running one has now, as it stood then. */
  same_stretch: PeriodOutcomeSchema,
  /** The whole period before, as it stood at its cut-off. */
  previous: PeriodOutcomeSchema,
  open: Type.Object({
    total: Count,
    overdue: Count,
    /** Of the overdue: received within the window. The rest is older stock. */
    overdue_recent: Count,
    unlocated: Count,
  }),
});
export type RecentOutcomes = Static<typeof RecentOutcomesSchema>;

const standing = {
  late: Count,
  due: Count,
  /** late ÷ due, drawn towards its group by what the 90 days before say (docs/metrics.md §7). */
  estimate: Type.Number(),
  interval: IntervalSchema,
};

const StandingRowSchema = Type.Object({
  agency_responsible: Type.String(),
  name: Type.String(),
  short_name: Type.String(),
  ...standing,
  /** The whole interval lies above the block's mark, and at least three were late. */
  is_above_mark: Type.Boolean(),
  /** Against the agency's own 90 days before: surely more, surely less, or neither. */
  trend: Type.Union([Type.Literal("worse"), Type.Literal("better"), Type.Null()]),
});
export type StandingRow = Static<typeof StandingRowSchema>;

const ChangeRowSchema = Type.Object({
  agency_responsible: Type.String(),
  name: Type.String(),
  short_name: Type.String(),
  late: Count,
  due: Count,
  late_rate: Type.Number(),
  /** Of the 90 days before the window. */
  before: Type.Object({ late: Count, due: Count, late_rate: Type.Number() }),
  /** late_rate − before.late_rate, a share. */
  change: Type.Number(),
  /** Probability that the rate is higher now than in the 90 days before. */
  probability_worse: Type.Number(),
});
export type ChangeRow = Static<typeof ChangeRowSchema>;

export const AgencyStandingsSchema = Type.Object({
  ...stamp,
  window: WindowSchema,
  /** Fewer due in the window: never ranked alone, but pooled. */
  minimum_due: Count,
  blocks: Type.Array(
    Type.Object({
      id: Type.String(),
      name: LocalizedTextSchema,
      late: Count,
      due: Count,
      /** Agencies with something due in the window. */
      agencies: Count,
      /** What rates of the block are held against: the published target, else the block's own rate. */
      mark: Type.Object({ rate: Rate, is_target: Type.Boolean() }),
      /** With enough due, highest estimate first, then more late, then by id. */
      rows: Type.Array(StandingRowSchema),
      /** All others of the block together; null when there is none. */
      pooled: Type.Union([Type.Object({ agencies: Count, ...standing }), Type.Null()]),
    }),
  ),
  /** Surely more late than in their own 90 days before, the largest rise first. */
  worse: Type.Array(ChangeRowSchema),
  /** Surely less late, the largest fall first. */
  better: Type.Array(ChangeRowSchema),
});
export type AgencyStandings = Static<typeof AgencyStandingsSchema>;

const WARD_LEVELS = ["clearly_more", "more", "usual", "clearly_fewer", "too_few"] as const;

export const WardStandingsSchema = Type.Object({
  ...stamp,
  window: WindowSchema,
  minimum_due: Count,
  /** Wards in force, and any other with reports in the window; reports without a ward are in no row. */
  rows: Type.Array(
    Type.Object({
      ward_code: Type.String(),
      name: Type.String(),
      short_name: Type.String(),
      late: Count,
      due: Count,
      /** The ward's rate over the 8 weeks before the window, drawn towards the city's. */
      usual_late_rate: Rate,
      /** Probability that the rate is now above the usual one; null where fewer are due than the minimum. */
      probability_more: Rate,
      level: Type.Enum(WARD_LEVELS),
    }),
  ),
});
export type WardStandings = Static<typeof WardStandingsSchema>;

export const standingEndpoints = {
  recent_outcomes: endpoint({
    method: "GET",
    path: "/recent-outcomes",
    tag: "figures",
    summary: "The last 30 days against the target, by day, beside the official period",
    description:
      "Counts reports by their receipt: was the citizen served in time? The official period stands beside its predecessor's same stretch, as it stood then.",
    query: NoQuerySchema,
    answer: json(RecentOutcomesSchema),
    scope: "figures",
    cache: "no-store",
  }),
  agency_standings: endpoint({
    method: "GET",
    path: "/agency-standings",
    tag: "figures",
    summary: "Agencies of each block over the last 30 days, by the estimate of their late rate",
    description:
      "Counts assignments. Estimate and 90 % interval are drawn towards the block (beta-binomial, fitted on the 90 days before); an agency with few due is pooled with others.",
    query: NoQuerySchema,
    answer: json(AgencyStandingsSchema),
    scope: "figures",
    cache: "no-store",
  }),
  ward_standings: endpoint({
    method: "GET",
    path: "/ward-standings",
    tag: "figures",
    summary: "Wards over the last 30 days against what is usual for each",
    description:
      "Counts reports. Usual: the 8 weeks before the window, drawn towards the city. A ward with few due has no level.",
    query: NoQuerySchema,
    answer: json(WardStandingsSchema),
    scope: "figures",
    cache: "no-store",
  }),
};
