import { OutcomeCountsSchema, SERIES_BUCKETS } from "@toancanh/contracts";
import Type from "typebox";
import { Count, cutOff, defineQuery, filters, Limit, nullable, scope, Time } from "./define-query.ts";

/** Exactly these are what can be late. */
const counts = {
  ...OutcomeCountsSchema.properties,
  /** handled_late + open_overdue: numerator of the late rate. */
  late: Count,
  /** late + handled_on_time: denominator of the late rate. */
  due: Count,
};

/** Window i is `[window_from[i], window_to[i])` of `received_at`; a row's `window` is i. */
const windows = { as_of: Time, window_from: Type.Array(Time), window_to: Type.Array(Time), ...filters };

/** A period and the one it is compared with, both as of the same cut-off. */
const comparison = { ...scope, before_from: Time, before_to: Time };

/** `key` is the ward code, agency id, … "" where there is none. */
const byGroup = defineQuery({ params: scope, row: { key: Type.String(), ...counts, reopened: Count } });

const byWindow = defineQuery({ params: windows, row: { key: Type.String(), window: Count, ...counts } });

/** sql/queries/figures: counts of outcomes and times of handling. */
export const FIGURE_QUERIES = {
  summary: defineQuery({
    params: scope,
    row: {
      ...counts,
      /** Of those handled by the cut-off; with agency or block, the whole report's time. */
      median_handling_minutes: nullable(Type.Number()),
      p90_handling_minutes: nullable(Type.Number()),
      median_working_minutes: nullable(Type.Number()),
      p90_working_minutes: nullable(Type.Number()),
      reopened: Count,
      rating_count: Count,
      rating_mean: nullable(Type.Number()),
      /** Reports with an estimate that can be judged, and those it was kept of. */
      estimates: Count,
      estimates_kept: Count,
      unlocated: Count,
      simulated: Type.Boolean(),
    },
  }),
  flag_counts: defineQuery({ params: scope, row: { flag: Type.String(), count: Count } }),
  summary_by_agency: byGroup,
  summary_by_block: byGroup,
  summary_by_ward: byGroup,
  summary_by_category: byGroup,
  summary_by_field_group: byGroup,
  summary_by_channel: byGroup,
  summary_by_district: defineQuery({
    /** `wards[i]` lies in `districts[i]`; other wards are district "". */
    params: { ...scope, wards: Type.Array(Type.String()), districts: Type.Array(Type.String()) },
    row: byGroup.row.properties,
  }),
  summary_by_ward_and_category: defineQuery({
    params: scope,
    row: { ward_code: Type.String(), service_code: Type.String(), ...counts },
  }),
  agency_counts: byWindow,
  ward_counts: byWindow,
  unit_flows: defineQuery({
    params: windows,
    /** Units of both epochs; "" where none is known. */
    row: { then_unit: Type.String(), now_unit: Type.String(), window: Count, ...counts },
  }),
  compare_periods: defineQuery({
    params: comparison,
    row: { period: Type.Enum(["current", "before"]), ...counts },
  }),
  movers: defineQuery({
    /** Fewer than `min_due` in either window: not listed. */
    params: { ...comparison, min_due: Type.Integer({ minimum: 1 }), limit: Limit },
    row: {
      key: Type.String(),
      due_now: Count,
      late_now: Count,
      late_rate_now: Type.Number(),
      due_before: Count,
      late_before: Count,
      late_rate_before: Type.Number(),
      /** late_rate_now − late_rate_before: > 0 is worse. */
      change: Type.Number(),
    },
  }),
  time_series: defineQuery({
    params: { ...scope, bucket: Type.Enum(SERIES_BUCKETS), time_zone: Type.String() },
    /** A bucket in which nothing was received or handled has no row. */
    row: { bucket: Time, received: Count, handled: Count, handled_on_time: Count, handled_late: Count },
  }),
  daily_counts: defineQuery({
    params: { ...scope, time_zone: Type.String() },
    /** A local day without receipts has no row; `day` is its first instant. */
    row: { day: Time, ...counts },
  }),
  hour_counts: defineQuery({
    params: { ...scope, time_zone: Type.String() },
    /** An hour of the day, 0..23, without receipts has no row. */
    row: { service_code: Type.String(), hour: Count, count: Count, first_at: Time },
  }),
  flow_24h: defineQuery({
    params: { as_of: Time, time_zone: Type.String(), ...filters },
    /** Always 24 rows, oldest first; the last hour runs. */
    row: { hour: Time, received: Count, handled: Count },
  }),
  age_bands: defineQuery({
    params: {
      ...cutOff,
      /** Ascending; band i begins at bounds_minutes[i], the last has no end. The first should be 0. */
      bounds_minutes: Type.Array(Type.Integer({ minimum: 0 }), { minItems: 1 }),
    },
    row: { from_minutes: Count, to_minutes: nullable(Count), open: Count, overdue: Count },
  }),
};
