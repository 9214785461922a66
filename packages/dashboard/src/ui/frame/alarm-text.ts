import type { AlarmCode } from "@toancanh/contracts";
import type { Messages } from "@toancanh/words";

/** What a wall says of each kind of alarm, the widest first: where nothing new arrives, that a part is missing goes without saying. */
const ALARM_TEXTS: Record<AlarmCode, keyof Messages["alarm"]> = {
  writes_failing: "notStored",
  kafka_unreachable: "allMissing",
  ingest_silent: "allMissing",
  data_damaged: "dataDamaged",
  clock_behind: "clockBehind",
  kafka_partition_stopped: "partMissing",
  disk_full: "diskFull",
};

/** The one line a wall says of its alarms, or null when none stands. */
export function alarmText(alarms: readonly AlarmCode[], messages: Messages): string | null {
  for (const [code, text] of Object.entries(ALARM_TEXTS)) {
    if (alarms.some((standing) => standing === code)) return messages.alarm[text];
  }
  return null;
}
