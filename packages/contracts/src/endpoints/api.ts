import Type, { type Static } from "typebox";
import { LocalizedTextSchema } from "../profile/profile.ts";

/** Shapes under /api/v1. Times are RFC 3339 in UTC, rates are shares 0..1, durations name their unit. */
const Instant = Type.String({ format: "date-time" });
const Count = Type.Integer({ minimum: 0 });
const Rate = Type.Union([Type.Number(), Type.Null()], {
  description: "Share 0..1; null when nothing to divide by",
});

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
  { additionalProperties: false },
);
export type FigureQuery = Static<typeof FigureQuerySchema>;

/** METRICS.md §5: `received` is the sum of the five outcomes. */
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
  /** By the denominator asked for. */
  late_rate: Rate,
  /** 1 − late_rate for denominator `due`. */
  on_time_rate: Rate,
  /** handled / received. */
  closed_share: Rate,
});
export type Metrics = Static<typeof MetricsSchema>;

/** What stands on top of every answer with figures. */
const stamp = {
  as_of: Type.String({ format: "date-time", description: "Server time at which the figures were true" }),
  latest_event_at: Type.Union([Instant, Type.Null()]),
  simulated: Type.Boolean({ description: "True when any report comes from the simulator" }),
};

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
  median_handling_minutes: Type.Union([Type.Number(), Type.Null()]),
  p90_handling_minutes: Type.Union([Type.Number(), Type.Null()]),
  reopened: Count,
  ratings: Type.Object({ count: Count, mean: Type.Union([Type.Number(), Type.Null()]) }),
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

export const HEAT_STATUSES = ["received", "open", "overdue", "late"] as const;
export type HeatStatus = (typeof HEAT_STATUSES)[number];
export const HeatMapQuerySchema = Type.Object(
  {
    ...FigureQuerySchema.properties,
    resolution: Type.Optional(Type.Integer({ minimum: 7, maximum: 10 })),
    field_group: Type.Optional(Type.String()),
    service_code: Type.Optional(Type.String()),
    agency_responsible: Type.Optional(Type.String()),
    block: Type.Optional(Type.String()),
    ward_code: Type.Optional(Type.String()),
    status: Type.Optional(Type.Enum(HEAT_STATUSES)),
  },
  { additionalProperties: false },
);
export type HeatMapQuery = Static<typeof HeatMapQuerySchema>;

/**
 * Columns of the Arrow stream of /api/v1/heat-map, one row a cell. Headers `x-as-of`,
 * `x-unlocated` (reports without a cell) and `x-total` (cells + unlocated) go with it.
 */
export const HEAT_MAP_COLUMNS = ["cell", "count", "overdue", "late", "due", "expected", "ratio"] as const;

export const HotSpotsSchema = Type.Object({
  ...stamp,
  period: PeriodSchema,
  rows: Type.Array(
    Type.Object({
      ward_code: Type.String(),
      name: Type.String(),
      short_name: Type.String(),
      /** The cell with most reports in that ward. */
      cell: Type.String(),
      count: Count,
      /** Same weekdays and hours over the 8 weeks before the period. */
      expected: Type.Number(),
      ratio: Rate,
      median_age_minutes: Type.Union([Type.Number(), Type.Null()], { description: "Of those still open" }),
    }),
  ),
});
export type HotSpots = Static<typeof HotSpotsSchema>;

/** One report as the wall may see it: no text, no person. */
export const LiveReportSchema = Type.Object({
  service_request_id: Type.String(),
  requested_datetime: Instant,
  updated_datetime: Instant,
  service_code: Type.String(),
  field_group: Type.String(),
  channel: Type.String(),
  ward_code: Type.String(),
  lat: Type.Union([Type.Number(), Type.Null()]),
  long: Type.Union([Type.Number(), Type.Null()]),
  agency_responsible: Type.Array(Type.String(), { description: "Those who hold it now; empty at intake" }),
  /** Stage that runs now; "" when ended. */
  stage: Type.String(),
  clock_start: Type.Union([Instant, Type.Null()], {
    description: "Where the clock of the report's last stage began",
  }),
  due: Type.Union([Instant, Type.Null()]),
  finished: Type.Union([Instant, Type.Null()]),
  ending: Type.String(),
  reopen_count: Count,
});
export type LiveReport = Static<typeof LiveReportSchema>;

export const NewestReportSchema = Type.Object({
  service_request_id: Type.String(),
  requested_datetime: Instant,
  ward_code: Type.String(),
});
export type NewestReport = Static<typeof NewestReportSchema>;

export const IncidentsSchema = Type.Object({
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
export type Incidents = Static<typeof IncidentsSchema>;

export const ALARM_CODES = ["kafka_partition_stopped", "kafka_unreachable", "ingest_silent"] as const;
export type AlarmCode = (typeof ALARM_CODES)[number];
/** Something that stays wrong until a person looks at it, in words for whoever operates the system. */
export const AlarmSchema = Type.Object({ code: Type.Enum(ALARM_CODES), message: LocalizedTextSchema });
export type Alarm = Static<typeof AlarmSchema>;

/** What a process that ingests says of itself, for the screens of another one. */
export interface IngestProcess {
  /** Of one run of it. */
  process_id: string;
  /** Epoch ms. */
  recorded_at: number;
  alarms: readonly Alarm[];
}

/** On top of every live message: a wall must not show figures as whole while an alarm stands. */
const liveStamp = {
  ...stamp,
  alarms: Type.Array(Type.Enum(ALARM_CODES), {
    description: "Each kind of alarm that stood when the message was made, once; /health has the details",
  }),
};

/** Messages of /api/v1/live (SSE): `event:` is the kind, `id:` is `<run>-<sequence>`. */
export const LiveSnapshotSchema = Type.Object({
  ...liveStamp,
  summary: SummarySchema,
  incidents: IncidentsSchema,
});
export type LiveSnapshot = Static<typeof LiveSnapshotSchema>;
export const LiveDeltaSchema = Type.Object({
  ...liveStamp,
  changed: Type.Array(LiveReportSchema),
  open: Type.Object({ total: Count, overdue: Count }),
});
export type LiveDelta = Static<typeof LiveDeltaSchema>;
export const LiveHeartbeatSchema = Type.Object({ ...liveStamp });
export type LiveHeartbeat = Static<typeof LiveHeartbeatSchema>;

/** The city as a screen needs it. */
export const CitySchema = Type.Object({
  id: Type.String(),
  name: LocalizedTextSchema,
  line_name: LocalizedTextSchema,
  time_zone: Type.String(),
  locale: Type.String(),
  map: Type.Object({ city_bounds: Type.Array(Type.Number()), centre_bounds: Type.Array(Type.Number()) }),
  blocks: Type.Array(
    Type.Object({
      id: Type.String(),
      name: LocalizedTextSchema,
      short_name: LocalizedTextSchema,
      late_rate_target: Rate,
    }),
  ),
  channels: Type.Array(Type.Object({ id: Type.String(), name: LocalizedTextSchema })),
  field_groups: Type.Array(Type.Object({ id: Type.String(), name: LocalizedTextSchema })),
  categories: Type.Array(
    Type.Object({ service_code: Type.String(), name: LocalizedTextSchema, field_group: Type.String() }),
  ),
  agencies: Type.Array(
    Type.Object({ id: Type.String(), name: Type.String(), short_name: Type.String(), block: Type.String() }),
  ),
  wards: Type.Array(
    Type.Object({
      code: Type.String(),
      name: Type.String(),
      short_name: Type.String(),
      lat: Type.Number(),
      long: Type.Number(),
    }),
  ),
});
export type City = Static<typeof CitySchema>;

export const HealthSchema = Type.Object({
  status: Type.Union([Type.Literal("ok"), Type.Literal("starting"), Type.Literal("degraded")]),
  version: Type.String(),
  profile: Type.String(),
  simulated: Type.Boolean(),
  server_time: Instant,
  latest_event_at: Type.Union([Instant, Type.Null()]),
  events: Count,
  reports: Count,
  dead_letters: Count,
  /** While the first history is being filled: share 0..1. */
  fill: Type.Union([Type.Number(), Type.Null()]),
  /** With any the status is at best `degraded`. */
  alarms: Type.Array(AlarmSchema),
});
export type Health = Static<typeof HealthSchema>;

/** What the API tells of dead letters: never the raw bytes. */
export const DeadLettersSchema = Type.Object({
  total: Count,
  rows: Type.Array(
    Type.Object({
      dead_letter_id: Type.String(),
      source: Type.String(),
      position: Type.String(),
      recorded_at: Instant,
      reason_code: Type.String(),
      field_path: Type.String(),
      message: Type.String(),
      schema_version: Type.String(),
      raw_sha256: Type.String(),
    }),
  ),
});
export type DeadLetters = Static<typeof DeadLettersSchema>;

/** Answer to POST /api/v1/events: 202 once every event is durable or in the dead letters. */
export const EventsAcceptedSchema = Type.Object({
  accepted: Count,
  duplicates: Count,
  conflicts: Count,
  dead_letters: Count,
  errors: Type.Array(
    Type.Object({
      index: Type.Integer({ description: "Place in the batch, from 0" }),
      dead_letter_id: Type.String(),
      pointer: Type.String(),
      code: Type.String(),
      message: Type.String(),
    }),
  ),
});
export type EventsAccepted = Static<typeof EventsAcceptedSchema>;
