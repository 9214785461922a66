import type { GroupConsumer } from "../client/group-consumer.ts";
import type { PartitionSession } from "./partition-session.ts";

const QUERY_TIMEOUT_MS = 2000;

export interface LagMeterOptions {
  intervalMs: number;
  /** Null while there is no connection. */
  consumer: () => GroupConsumer | null;
  sessions: () => readonly PartitionSession[];
}

/** Asks the broker at an interval where each partition ends, and notes it in its session, which knows its lag by it. */
export class LagMeter {
  readonly #options: LagMeterOptions;
  #timer: NodeJS.Timeout | null = null;

  constructor(options: LagMeterOptions) {
    this.#options = options;
  }

  start(): void {
    this.#timer = setInterval(() => void this.#measure(), this.#options.intervalMs);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  async #measure(): Promise<void> {
    const consumer = this.#options.consumer();
    for (const session of this.#options.sessions()) {
      if (consumer === null || this.#timer === null) return;
      const bounds = await consumer.readBounds(session.at, QUERY_TIMEOUT_MS);
      if (bounds === null) return;
      session.start ??= (await consumer.readCommitted(session.at, QUERY_TIMEOUT_MS)) ?? bounds.first;
      session.end = bounds.end;
    }
  }
}
