/** What the reading loop does next: `skip` = do not poll; `pause` and `resume` = poll with partitions paused, or again freely. */
export type GateDecision = "read" | "skip" | "pause" | "resume";

/**
 * Back-pressure. When full, the source polls nothing until half is free. A group takes the partitions from a member that
 * does not poll: after `maxSilenceMs` they are paused instead and polling goes on, at the cost of what the client had
 * read ahead.
 */
export class ReadGate {
  readonly #maxSilenceMs: number;
  #fullSince: number | null = null;
  #paused = false;

  constructor(maxSilenceMs: number) {
    this.#maxSilenceMs = maxSilenceMs;
  }

  get isClosed(): boolean {
    return this.#fullSince !== null;
  }

  get isPaused(): boolean {
    return this.#paused;
  }

  /** `share`: what is held of what may be held, 1 = full; `now`: epoch ms. */
  decide(share: number, now: number): GateDecision {
    if (this.#fullSince === null) {
      if (share < 1) return "read";
      this.#fullSince = now;
      return "skip";
    }
    if (share < 0.5) {
      this.#fullSince = null;
      if (!this.#paused) return "read";
      this.#paused = false;
      return "resume";
    }
    if (this.#paused) return "read";
    if (now - this.#fullSince < this.#maxSilenceMs) return "skip";
    this.#paused = true;
    return "pause";
  }
}
