import { type Ending, STATE_FLAGS } from "@toancanh/contracts";
import Type, { type TProperties, type TSchema } from "typebox";

/** Times are epoch milliseconds (UTC); shares 0..1; durations in the unit of their name. */
const Time = Type.Integer();
const Count = Type.Integer({ minimum: 0 });
/** A column too many is as wrong as one too few. */
const row = <P extends TProperties>(columns: P) => Type.Object(columns, { additionalProperties: false });
const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const NullableTime = nullable(Time);
const NullableNumber = nullable(Type.Number());

const ENDINGS = [
  "open",
  "handled",
  "closed",
  "rejected",
  "merged",
  "returned",
  "reassigned",
] as const satisfies readonly Ending[];
const EndingSchema = Type.Enum(ENDINGS);

/** METRICS.md §5: `received` is the sum of the other five. */
const counts = {
  received: Count,
  handled_on_time: Count,
  handled_late: Count,
  open_overdue: Count,
  open_in_time: Count,
  no_deadline: Count,
};

export const SummaryRowSchema = row({
  ...counts,
  /** Of those handled by the cut-off; with agency or block, the whole report's time. */
  median_handling_minutes: NullableNumber,
  p90_handling_minutes: NullableNumber,
  median_working_minutes: NullableNumber,
  p90_working_minutes: NullableNumber,
  reopened: Count,
  rating_count: Count,
  rating_mean: NullableNumber,
  /** Reports with an estimate that can be judged, and those it was kept of. */
  estimates: Count,
  estimates_kept: Count,
  unlocated: Count,
  simulated: Type.Boolean(),
});

/** `key` is the ward code, agency id, … "" where there is none. */
export const GroupRowSchema = row({ key: Type.String(), ...counts, reopened: Count });

export const WardCategoryRowSchema = row({
  ward_code: Type.String(),
  service_code: Type.String(),
  ...counts,
});

/** `window` counts from 0 in the order asked for. */
export const WindowRowSchema = row({ key: Type.String(), window: Count, ...counts });

/** Units of both epochs; "" where none is known. */
export const UnitFlowRowSchema = row({
  then_unit: Type.String(),
  now_unit: Type.String(),
  window: Count,
  ...counts,
});

export const ComparisonRowSchema = row({ period: Type.Enum(["current", "before"]), ...counts });

export const MoverRowSchema = row({
  key: Type.String(),
  due_now: Count,
  late_now: Count,
  late_rate_now: Type.Number(),
  due_before: Count,
  late_before: Count,
  late_rate_before: Type.Number(),
  /** late_rate_now − late_rate_before: > 0 is worse. */
  change: Type.Number(),
});

/** A bucket in which nothing was received or handled has no row. */
export const SeriesRowSchema = row({
  bucket: Time,
  received: Count,
  handled: Count,
  handled_on_time: Count,
  handled_late: Count,
});

/** Always 24 rows, oldest first; the last hour runs. */
export const FlowRowSchema = row({ hour: Time, received: Count, handled: Count });

export const AgeRowSchema = row({
  from_minutes: Count,
  to_minutes: nullable(Count),
  open: Count,
  overdue: Count,
});

export const HotSpotRowSchema = row({
  ward_code: Type.String(),
  /** H3 cell (resolution 9, hex) with most reports of that ward; "" when none has a place. */
  cell: Type.String(),
  count: Count,
  open: Count,
  /** By the same weekdays and hours of the 8 weeks before the period. */
  expected: Type.Number(),
  ratio: NullableNumber,
  /** Of those still open at the cut-off. */
  median_age_minutes: NullableNumber,
});

export const HeatCellRowSchema = row({
  cell: Type.String(),
  /** By `status`; `overdue`, `late` and `due` are of all received in that cell. */
  count: Count,
  overdue: Count,
  late: Count,
  due: Count,
  /** Received, by the same weekdays and hours of the 8 weeks before the period. */
  expected: Type.Number(),
  /** Received by expected; null when nothing was expected. */
  ratio: NullableNumber,
});

export const HeatTotalRowSchema = row({ total: Count, unlocated: Count });

export const OpenTotalsRowSchema = row({ total: Count, overdue: Count, unlocated: Count });

export const NewestRowSchema = row({
  service_request_id: Type.String(),
  received_at: Time,
  ward_code: Type.String(),
});

/** LiveReport of the contracts with times in milliseconds. */
export const LiveRowSchema = row({
  service_request_id: Type.String(),
  received_at: Time,
  last_event_at: Time,
  service_code: Type.String(),
  field_group: Type.String(),
  channel: Type.String(),
  ward_code: Type.String(),
  lat: NullableNumber,
  long: NullableNumber,
  agencies: Type.Array(Type.String()),
  stage: Type.String(),
  clock_start: NullableTime,
  due_at: NullableTime,
  finished_at: NullableTime,
  ending: Type.String(),
  reopen_count: Count,
});

/** The row of `report_state` field for field, as in contracts/state.ts. */
export const StateRowSchema = row({
  service_request_id: Type.String(),
  received_at: Time,
  version: Count,
  event_count: Count,
  conflict_count: Count,
  last_event_at: Time,
  last_recorded_at: Time,
  simulated: Type.Boolean(),
  channel: Type.String(),
  service_code: Type.String(),
  field_group: Type.String(),
  complexity: Type.String(),
  urgency: Count,
  policy_id: Type.String(),
  lat: NullableNumber,
  long: NullableNumber,
  cell: Type.String(),
  ward_code: Type.String(),
  ward_code_now: Type.String(),
  ending: EndingSchema,
  first_assigned_at: NullableTime,
  finished_at: NullableTime,
  due_at: NullableTime,
  reopen_count: Count,
  rating: NullableNumber,
  expected_datetime: NullableTime,
  estimate_kept: nullable(Type.Boolean()),
  handling_minutes: NullableNumber,
  handling_working_minutes: NullableNumber,
  returned_count: Count,
  intake_minutes: Type.Number(),
  flags: Type.Array(Type.Enum(STATE_FLAGS)),
  stages: Type.Array(
    Type.Object({
      stage: Type.String(),
      agency: Type.String(),
      turn: Count,
      start_at: Time,
      due_at: NullableTime,
      done_at: NullableTime,
    }),
  ),
  assignments: Type.Array(
    Type.Object({
      agency: Type.String(),
      turn: Count,
      assigned_at: Time,
      accepted_at: NullableTime,
      due_at: NullableTime,
      finished_at: NullableTime,
      ending: EndingSchema,
      is_obligation: Type.Boolean(),
      reopened: Type.Boolean(),
      held_minutes: Type.Number(),
      late_share: Type.Number(),
    }),
  ),
});

export const EventRowSchema = row({
  id: Type.String(),
  source: Type.String(),
  kind: Type.String(),
  time: Time,
  recorded_at: Time,
  payload_hash: Type.String(),
  /** Canonical JSON. */
  data: Type.String(),
});

/** `alarms` as the process wrote them: JSON. */
export const IngestProcessRowSchema = row({
  process_id: Type.String(),
  recorded_at: Time,
  alarms: Type.String(),
});

export const FeedStatusRowSchema = row({
  events: Count,
  reports: Count,
  latest_event_at: NullableTime,
  simulated: Type.Boolean(),
  dead_letters: Count,
});

const letter = {
  dead_letter_id: Type.String(),
  source: Type.String(),
  position: Type.String(),
  recorded_at: Time,
  reason_code: Type.String(),
  field_path: Type.String(),
  message: Type.String(),
  schema_version: Type.String(),
  raw_sha256: Type.String(),
};

/** Never the raw bytes. */
export const DeadLetterRowSchema = row(letter);

/** With the bytes, base64: for replay, never for a public route. */
export const RawLetterRowSchema = row({ ...letter, raw: Type.String() });

export const ReportKeyRowSchema = row({ service_request_id: Type.String(), received_at: Time });
