import type { ReportState } from "@toancanh/contracts";

/** What the changes told so far say about answers given before. */
export interface ChangeLog {
  /** Takes note of changed reports. */
  note(changed: readonly ReportState[]): void;
  /** Grows with every change: an answer made at an older version may be outdated. */
  readonly version: number;
  /** Latest event among the changes, epoch milliseconds; 0 before the first. */
  readonly latestEventAt: number;
  /** True once a changed report came from the simulator. */
  readonly simulated: boolean;
}

export function createChangeLog(): ChangeLog {
  let version = 0;
  let latestEventAt = 0;
  let simulated = false;
  return {
    note(changed) {
      if (changed.length === 0) return;
      version += 1;
      for (const state of changed) {
        latestEventAt = Math.max(latestEventAt, state.last_event_at);
        simulated ||= state.simulated;
      }
    },
    get version() {
      return version;
    },
    get latestEventAt() {
      return latestEventAt;
    },
    get simulated() {
      return simulated;
    },
  };
}
