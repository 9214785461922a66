import Type, { type Static } from "typebox";
import {
  Count,
  Instant,
  LocalizedTextSchema,
  NullableInstant,
  NullableNumber,
  Rate,
  strict,
} from "../../primitives.ts";
import { endpoint, json } from "../endpoint.ts";
import {
  CLOSED_PERIOD_KINDS,
  IntervalSchema,
  PERIOD_STATES,
  PeriodName,
  periodQuery,
} from "./period-parts.ts";

/** Units ranked among their peers (docs/metrics.md §7). */

const rankingQuery = {
  ...periodQuery,
  group: Type.String({ minLength: 1, maxLength: 200, description: "Id of a block, or district:NAME" }),
  scoring: Type.Optional(Type.String({ maxLength: 100, description: "Default: the one in force" })),
  over: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 12,
      description: "So many periods together, the named one the last: 1 (default), 3 or 12",
    }),
  ),
};

/** As the scoring file counts: docs/metrics.md §7. */
const RankingComponentSchema = Type.Object({
  id: Type.String(),
  bad: Count,
  base: Count,
  /** bad ÷ base; null when the base is 0. */
  value: Rate,
  /** As it counted, with its part of the weights left out. */
  weight: Type.Number(),
  nominal_weight: Type.Number(),
  /** What it contributes, 3 decimals. */
  points: Type.Number(),
  left_out: Type.Boolean(),
});

const FairViewSchema = Type.Object({
  /** Shrunk towards the group. */
  late_rate: Type.Number(),
  /** 90 %. */
  interval: Type.Tuple([Type.Number(), Type.Number()]),
  /** 90 %; null below the minimum volume, as all that follow. */
  rank_interval: IntervalSchema,
  p_best_tenth: NullableNumber,
  p_worst_tenth: NullableNumber,
  /** 1, 2, …: within one the order says nothing. */
  band: NullableNumber,
});

const RankingRowSchema = Type.Object({
  unit: Type.String(),
  /** Null below the minimum volume. */
  rank: NullableNumber,
  /** In the period before; null where it had none, and for several periods together. */
  previous_rank: NullableNumber,
  points: NullableNumber,
  components: Type.Array(RankingComponentSchema),
  received: Count,
  due: Count,
  late: Count,
  late_rate: Rate,
  fair: Type.Union([FairViewSchema, Type.Null()]),
});
export type RankingRow = Static<typeof RankingRowSchema>;

const Limits = Type.Tuple([Type.Number(), Type.Number()]);

const RankingSchema = Type.Object({
  period: PeriodName,
  kind: Type.Enum(CLOSED_PERIOD_KINDS),
  over: Type.Optional(Type.Integer()),
  group: Type.String(),
  scoring: Type.String(),
  scoring_file: Type.Object({
    version: Type.Integer(),
    name: LocalizedTextSchema,
    note: LocalizedTextSchema,
    minimum_volume: Type.Integer(),
    points_in_all: Type.Number(),
    valid_from: Type.String(),
    valid_to: Type.Union([Type.String(), Type.Null()]),
  }),
  state: Type.Enum(PERIOD_STATES),
  as_of: Instant,
  /** By rank; units without one follow. */
  rows: Type.Array(RankingRowSchema),
  prior: Type.Object({
    alpha: Type.Number(),
    beta: Type.Number(),
    method: Type.String(),
    basis: Type.Enum(["previous_6_periods", "this_period"]),
  }),
  funnel: Type.Object({
    rate: Rate,
    overdispersion: Type.Number(),
    units: Type.Array(
      Type.Object({ unit: Type.String(), late: Count, due: Count, limits_95: Limits, limits_99_8: Limits }),
    ),
  }),
});
export type Ranking = Static<typeof RankingSchema>;

const RankingAnswerSchema = Type.Object({
  ...RankingSchema.properties,
  revision: Type.Integer({ minimum: 0 }),
  simulated: Type.Boolean(),
  scope: Type.Enum(["agency", "ward"]),
  /** Names of the units ranked. */
  units: Type.Array(Type.Object({ unit: Type.String(), name: Type.String(), short_name: Type.String() })),
});

const VerdictSchema = Type.Object({
  kind: Type.Enum(["better", "usual", "worse", "too_few"]),
  late: Count,
  due: Count,
  /** Counts of late that would be usual among so many due, 90 %. */
  usual: IntervalSchema,
  earlier_due: Count,
  text: LocalizedTextSchema,
});
export type ToldVerdict = Static<typeof VerdictSchema>;

const CostSchema = Type.Object({
  service_request_id: Type.String(),
  received_at: Instant,
  points: Type.Number(),
  /** Like "60/7". */
  exact: Type.String(),
  components: Type.Array(Type.Object({ id: Type.String(), bad: Count, points: Type.Number() })),
  decision: Type.Union([Type.String(), Type.Null()]),
  /** The deadlines it was judged by; how each came about is in /reports/:id/explain. */
  obligations: Type.Array(
    Type.Object({
      agency: Type.String(),
      turn: Count,
      start: Instant,
      due: NullableInstant,
      finished: NullableInstant,
      result: Type.String(),
      minutes_late: Type.Number(),
    }),
  ),
});

export const RankingExplanationSchema = Type.Object({
  period: PeriodName,
  unit: Type.String(),
  rank: NullableNumber,
  points: NullableNumber,
  /** What all reports together cost. */
  lost: NullableNumber,
  /** Ids of the reports counted as bad and of those that were the base. */
  components: Type.Array(
    Type.Object({ id: Type.String(), bad: Type.Array(Type.String()), base: Type.Array(Type.String()) }),
  ),
  /** The dearest first. */
  reports: Type.Array(CostSchema),
  verdict: Type.Optional(VerdictSchema),
});

const PlaceSchema = Type.Object({
  rank: NullableNumber,
  points: NullableNumber,
  late: Count,
  due: Count,
  band: NullableNumber,
});

export const WhatIfSchema = Type.Object({
  unit: Type.String(),
  closed: Type.Array(Type.String()),
  closed_at: Instant,
  before: PlaceSchema,
  after: PlaceSchema,
  ranking: RankingSchema,
});
export type WhatIf = Static<typeof WhatIfSchema>;

export const PeerGroupsSchema = Type.Object({
  groups: Type.Array(
    Type.Object({
      /** As it is asked for. */
      group: Type.String(),
      scope: Type.Enum(["agency", "ward"]),
      name: LocalizedTextSchema,
      units: Type.Array(Type.Object({ unit: Type.String(), name: Type.String(), short_name: Type.String() })),
    }),
  ),
  scorings: Type.Array(
    Type.Object({
      id: Type.String(),
      version: Type.Integer(),
      name: LocalizedTextSchema,
      note: LocalizedTextSchema,
      is_default: Type.Boolean(),
    }),
  ),
});

const Unit = Type.String({ minLength: 1, maxLength: 200, description: "As the ranking names it" });

export const rankingEndpoints = {
  rankings: endpoint({
    method: "GET",
    path: "/rankings",
    tag: "periods",
    summary: "A peer group ranked in a period: points with their components, and the fair view beside them",
    query: Type.Object(rankingQuery, strict),
    answer: json(RankingAnswerSchema),
    scope: "period_figures",
    cache: "no-store",
  }),
  ranking_explanation: endpoint({
    method: "GET",
    path: "/rankings/explain",
    tag: "periods",
    summary: "What each report cost a unit, adding up to what it has lost",
    query: Type.Object({ ...rankingQuery, unit: Unit }, strict),
    answer: json(RankingExplanationSchema),
    scope: "report_details",
    cache: "no-store",
  }),
  ranking_what_if: endpoint({
    method: "GET",
    path: "/rankings/what-if",
    tag: "periods",
    summary: "The ranking as if some reports of a unit were closed now",
    query: Type.Object(
      {
        ...rankingQuery,
        unit: Unit,
        close: Type.String({ minLength: 1, maxLength: 4000, description: "Ids of reports, comma between" }),
      },
      strict,
    ),
    answer: json(WhatIfSchema),
    scope: "report_details",
    cache: "no-store",
  }),
  peer_groups: endpoint({
    method: "GET",
    path: "/peer-groups",
    tag: "periods",
    summary: "Groups of units that are ranked together, and the scoring files",
    answer: json(PeerGroupsSchema),
    scope: "period_figures",
    cache: "no-cache",
  }),
};
