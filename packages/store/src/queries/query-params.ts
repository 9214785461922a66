import { HEAT_STATUSES } from "@toancanh/contracts";
import Type from "typebox";

/** Epoch milliseconds, UTC. */
const Time = Type.Integer();
const strict = { additionalProperties: false };

export const EXCLUDABLE_ENDINGS = ["rejected", "merged"] as const;
export const TIME_BUCKETS = ["hour", "day", "month"] as const;

/** Which reports; what is left out (or "") takes all. With agency or block, their assignments are counted. */
const filters = {
  exclude: Type.Optional(Type.Array(Type.Enum(EXCLUDABLE_ENDINGS))),
  field_group: Type.Optional(Type.String()),
  service_code: Type.Optional(Type.String()),
  channel: Type.Optional(Type.String()),
  ward_code: Type.Optional(Type.String()),
  agency: Type.Optional(Type.String()),
  block: Type.Optional(Type.String()),
};

export const NoParamsSchema = Type.Object({}, strict);

/** Open reports and the like at the cut-off, whenever received unless `from` and `to` say otherwise. */
export const CutOffParamsSchema = Type.Object(
  { as_of: Time, from: Type.Optional(Time), to: Type.Optional(Time), ...filters },
  strict,
);

/** Received in `[from, to)`, as things stood at `as_of`. */
export const ScopeParamsSchema = Type.Object({ as_of: Time, from: Time, to: Time, ...filters }, strict);

/** `wards[i]` lies in `districts[i]`; other wards are district "". */
export const DistrictParamsSchema = Type.Object(
  {
    ...ScopeParamsSchema.properties,
    wards: Type.Array(Type.String()),
    districts: Type.Array(Type.String()),
  },
  strict,
);

/** Window i is `[window_from[i], window_to[i])` of `received_at`. */
export const WindowsParamsSchema = Type.Object(
  { as_of: Time, window_from: Type.Array(Time), window_to: Type.Array(Time), ...filters },
  strict,
);

/** A period and the one it is compared with, both as of the same cut-off. */
export const ComparisonParamsSchema = Type.Object(
  { ...ScopeParamsSchema.properties, before_from: Time, before_to: Time },
  strict,
);

export const MoversParamsSchema = Type.Object(
  {
    ...ComparisonParamsSchema.properties,
    /** Fewer due than this in either window: not listed. */
    min_due: Type.Integer({ minimum: 1 }),
    limit: Type.Integer({ minimum: 1 }),
  },
  strict,
);

export const SeriesParamsSchema = Type.Object(
  { ...ScopeParamsSchema.properties, bucket: Type.Enum(TIME_BUCKETS), time_zone: Type.String() },
  strict,
);

export const FlowParamsSchema = Type.Object({ as_of: Time, time_zone: Type.String(), ...filters }, strict);

export const AgeParamsSchema = Type.Object(
  {
    ...CutOffParamsSchema.properties,
    /** Ascending; band i begins at bounds_minutes[i], the last has no end. The first should be 0. */
    bounds_minutes: Type.Array(Type.Integer({ minimum: 0 }), { minItems: 1 }),
  },
  strict,
);

export const HotSpotsParamsSchema = Type.Object(
  { ...ScopeParamsSchema.properties, time_zone: Type.String(), limit: Type.Integer({ minimum: 1 }) },
  strict,
);

export const HeatMapParamsSchema = Type.Object(
  {
    ...ScopeParamsSchema.properties,
    time_zone: Type.String(),
    resolution: Type.Integer({ minimum: 0, maximum: 10 }),
    status: Type.Enum(HEAT_STATUSES),
  },
  strict,
);

export const HeatTotalParamsSchema = Type.Object(
  { ...ScopeParamsSchema.properties, status: Type.Enum(HEAT_STATUSES) },
  strict,
);

export const OpenReportsParamsSchema = Type.Object(
  { ...CutOffParamsSchema.properties, limit: Type.Integer({ minimum: 1 }) },
  strict,
);

export const NewestParamsSchema = Type.Object({ as_of: CutOffParamsSchema.properties.as_of }, strict);

export const ReportIdParamsSchema = Type.Object({ service_request_id: Type.String() }, strict);

/** `["id"]` on a line for each: thousands of them as one literal. */
export const ReportIdsParamsSchema = Type.Object({ ids: Type.String() }, strict);

export const ReportKeyParamsSchema = Type.Object(
  { service_request_id: Type.String(), received_at: Time },
  strict,
);

/** Recorded after `since`, oldest first. */
export const ChangedParamsSchema = Type.Object({ since: Time, limit: Type.Integer({ minimum: 1 }) }, strict);

export const PageParamsSchema = Type.Object(
  { limit: Type.Integer({ minimum: 1 }), offset: Type.Integer({ minimum: 0 }) },
  strict,
);

/** Waiting dead letters behind `(since, after)`; no ids and reason "" take all. */
export const RawLettersParamsSchema = Type.Object(
  {
    ids: Type.Array(Type.String()),
    reason_code: Type.String(),
    since: Time,
    after: Type.String(),
    limit: Type.Integer({ minimum: 1 }),
  },
  strict,
);

export const PeriodParamsSchema = Type.Object({ from: Time, to: Time }, strict);

/** What stands for an optional parameter that was left out. */
export const PARAMETER_DEFAULTS = {
  exclude: [],
  field_group: "",
  service_code: "",
  channel: "",
  ward_code: "",
  agency: "",
  block: "",
  /** 1970 and 2100: all that can be in a table partitioned by month. */
  from: 0,
  to: 4_102_444_800_000,
} as const;
