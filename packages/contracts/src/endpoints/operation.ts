import Type, { type Static } from "typebox";
import {
  Count,
  clockStamp,
  Instant,
  LocalizedTextSchema,
  NullableInstant,
  NullableNumber,
} from "../primitives.ts";
import { endpoint, json } from "./endpoint.ts";

/** Whether the system works, for those who operate it. */

export const ALARM_CODES = [
  "kafka_partition_stopped",
  "kafka_unreachable",
  "ingest_silent",
  "writes_failing",
  "disk_full",
  "data_damaged",
  "clock_behind",
] as const;
export type AlarmCode = (typeof ALARM_CODES)[number];
/** Something that is wrong now, in words for the operator who has to act. */
export const AlarmSchema = Type.Object({ code: Type.Enum(ALARM_CODES), message: LocalizedTextSchema });
export type Alarm = Static<typeof AlarmSchema>;

const WARNING_CODES = ["disk_low", "backup_failed"] as const;
/** Something that will be wrong unless an operator acts; figures are whole, so no wall shows it. */
const WarningSchema = Type.Object({ code: Type.Enum(WARNING_CODES), message: LocalizedTextSchema });
export type Warning = Static<typeof WarningSchema>;

export const HealthSchema = Type.Object({
  status: Type.Union([Type.Literal("ok"), Type.Literal("starting"), Type.Literal("degraded")]),
  version: Type.String(),
  profile: Type.String(),
  simulated: Type.Boolean(),
  server_time: Instant,
  ...clockStamp,
  latest_event_at: NullableInstant,
  events: Count,
  reports: Count,
  dead_letters: Count,
  /** Of which moment the newest backup is that was restored and found equal. */
  verified_backup_at: NullableInstant,
  /** While the first history is being filled: share 0..1. */
  fill: NullableNumber,
  /** With any the status is at best `degraded`. */
  alarms: Type.Array(AlarmSchema),
  /** They leave the status as it is. */
  warnings: Type.Array(WarningSchema),
});
export type Health = Static<typeof HealthSchema>;

export const operationEndpoints = {
  health: endpoint({
    method: "GET",
    path: "/health",
    tag: "operation",
    summary: "Whether it works: starting, ok or degraded",
    answer: json(HealthSchema),
    scope: "health",
    cache: "no-store",
  }),
};
