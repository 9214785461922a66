import type { Alarm, Warning } from "@toancanh/contracts";

/** What one part of the process finds wrong now. */
export interface Findings {
  alarms?: readonly Alarm[];
  warnings?: readonly Warning[];
}

/**
 * Where the parts of a process say what is wrong: /health is degraded while any alarm stands, and every screen shows
 * it; warnings stand in /health and on the desk only.
 */
export interface AlarmBoard {
  /** What `part` finds now, in place of what it said before; nothing when all is well again. */
  say(part: string, findings: Findings): void;
  alarms(): Alarm[];
  warnings(): Warning[];
}

export function createAlarmBoard(): AlarmBoard {
  const said = new Map<string, Findings>();
  return {
    say: (part, findings) => void said.set(part, findings),
    alarms: () => [...said.values()].flatMap(({ alarms = [] }) => alarms),
    warnings: () => [...said.values()].flatMap(({ warnings = [] }) => warnings),
  };
}
