/** When a partition is stopped because too much of it goes to the dead letters. */
export interface DeadLetterLimit {
  /** Share of the window, 0..1; 1 never stops. */
  maxShare: number;
  /** Events looked back on. */
  windowEvents: number;
  /** Fewer dead letters than this in the window never stop a partition. */
  minDeadLetters: number;
}

/**
 * 5 % of the last 1,000 (docs/reliability.md, "How a robust ingester behaves"): a bad deployment of a source must not
 * turn its whole topic into dead letters.
 */
export const DEAD_LETTER_LIMIT: DeadLetterLimit = { maxShare: 0.05, windowEvents: 1000, minDeadLetters: 25 };

/** Counts the dead letters among the last events of one partition, batch by batch. */
export class DeadLetterGuard {
  readonly #limit: DeadLetterLimit;
  #batches: { events: number; deadLetters: number }[] = [];
  #events = 0;
  #deadLetters = 0;

  constructor(limit: DeadLetterLimit) {
    this.#limit = limit;
  }

  /** Adds a batch. @returns true when the partition has to stop. */
  add(events: number, deadLetters: number): boolean {
    this.#batches.push({ events, deadLetters });
    this.#events += events;
    this.#deadLetters += deadLetters;
    const { maxShare, windowEvents, minDeadLetters } = this.#limit;
    for (;;) {
      const oldest = this.#batches[0];
      if (oldest === undefined || this.#events - oldest.events < windowEvents) break;
      this.#batches.shift();
      this.#events -= oldest.events;
      this.#deadLetters -= oldest.deadLetters;
    }
    return this.#deadLetters >= minDeadLetters && this.#deadLetters > maxShare * this.#events;
  }
}
