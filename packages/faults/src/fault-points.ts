import type { KafkaObserver } from "@toancanh/ingest";
import type { Store } from "@toancanh/store";

/** Where a process under test can be told to kill itself. */
export const FAULT_POINTS = [
  "before_insert",
  "after_insert",
  "before_commit",
  "during_dead_letter",
  "during_revoke",
] as const;
export type FaultPoint = (typeof FAULT_POINTS)[number];

export function isFaultPoint(value: unknown): value is FaultPoint {
  return FAULT_POINTS.some((point) => point === value);
}

/** Kills this process with SIGKILL at the armed point: nothing is closed, flushed or logged after it. */
export class FaultPoints {
  #armed: FaultPoint | null;

  constructor(armed: FaultPoint | null) {
    this.#armed = armed;
  }

  arm(point: FaultPoint | null): void {
    this.#armed = point;
  }

  reach(point: FaultPoint): void {
    if (point === this.#armed) process.kill(process.pid, "SIGKILL");
  }

  /** The same store with points before and after what it writes. */
  wrapStore(store: Store): Store {
    return {
      ...store,
      appendEvents: async (events) => {
        this.reach("before_insert");
        await store.appendEvents(events);
        this.reach("after_insert");
      },
      writeDeadLetters: async (rows) => {
        await store.writeDeadLetters(rows);
        this.reach("during_dead_letter");
      },
    };
  }

  readonly observer: KafkaObserver = {
    stored: () => this.reach("before_commit"),
    revoking: () => this.reach("during_revoke"),
  };
}
