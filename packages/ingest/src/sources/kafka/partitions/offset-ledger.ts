/**
 * Which offsets of one partition were taken, which of them are durable, and how far may be committed: never
 * beyond the first taken offset that is not durable. Offsets may have gaps (compaction, transaction markers);
 * "contiguous" is meant in the sequence of those taken.
 */
export class OffsetLedger {
  /** Taken and not yet passed by the committable prefix, ascending from `#head`. */
  #taken: number[] = [];
  #head = 0;
  readonly #durable = new Set<number>();
  #last = -1;
  #committable: number | null = null;

  /** Taken offsets not yet below the committable one. */
  get pending(): number {
    return this.#taken.length - this.#head;
  }

  /**
   * Notes an offset as read.
   * @returns false when it was taken before: the message came twice and is not to be stored again
   */
  take(offset: number): boolean {
    if (offset <= this.#last) return false;
    this.#last = offset;
    this.#taken.push(offset);
    return true;
  }

  /** Notes taken offsets as durable, in any order. */
  settle(offsets: Iterable<number>): void {
    for (const offset of offsets) this.#durable.add(offset);
    for (;;) {
      const next = this.#taken[this.#head];
      if (next === undefined || !this.#durable.delete(next)) break;
      this.#head += 1;
      this.#committable = next + 1;
    }
    // More than half of the array has been passed: the memory is given back.
    if (this.#head > 1024 && this.#head * 2 > this.#taken.length) {
      this.#taken = this.#taken.slice(this.#head);
      this.#head = 0;
    }
  }

  /** The offset to commit, as Kafka counts: that of the next message to read. Null before the first is durable. */
  committable(): number | null {
    return this.#committable;
  }
}
