import { STATE_FLAGS, type StateFlag } from "@toancanh/contracts";

/** One bit per flag while a report is folded. */
function flagBit(flag: StateFlag): number {
  return 1 << STATE_FLAGS.indexOf(flag);
}

/** Flags in the order of STATE_FLAGS, so that equal states are equal to the byte. */
export function flagsOf(bits: number): StateFlag[] {
  return bits === 0 ? [] : STATE_FLAGS.filter((_, index) => (bits & (1 << index)) !== 0);
}

export const FLAG = {
  finishedBeforeStart: flagBit("finished_before_start"),
  eventConflict: flagBit("event_conflict"),
  lateExtension: flagBit("late_extension_ignored"),
  pauseIgnored: flagBit("pause_ignored"),
  unknownService: flagBit("unknown_service_code"),
  unknownAgency: flagBit("unknown_agency"),
  noReceived: flagBit("no_received_event"),
  redacted: flagBit("redacted"),
  unreadableField: flagBit("unreadable_field"),
  eventBeforeReceived: flagBit("event_before_received"),
} as const;
