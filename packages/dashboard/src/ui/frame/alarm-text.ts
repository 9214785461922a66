import type { AlarmCode } from "@toancanh/contracts";
import type { Messages } from "@toancanh/words";

/**
 * The one line a wall says of its alarms, or null when none stands. The widest counts: where nothing new
 * arrives at all, that a part is missing goes without saying.
 */
export function alarmText(alarms: readonly AlarmCode[], messages: Messages): string | null {
  if (alarms.includes("kafka_unreachable") || alarms.includes("ingest_silent"))
    return messages.alarm.allMissing;
  return alarms.includes("kafka_partition_stopped") ? messages.alarm.partMissing : null;
}
