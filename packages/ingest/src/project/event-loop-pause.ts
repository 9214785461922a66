import { setImmediate as nextTurn } from "node:timers/promises";

/** Computing goes on for so long before requests and timers have their turn, ms. */
const COMPUTE_MS = 10;

/** Gives the event loop its turns in the middle of long work. */
export class EventLoopPause {
  #since = performance.now();

  /** To be asked between two steps; when true, {@link take} is to be awaited. */
  get isDue(): boolean {
    return performance.now() - this.#since > COMPUTE_MS;
  }

  async take(): Promise<void> {
    await nextTurn();
    this.#since = performance.now();
  }
}
