import { retryUntilAnswered } from "@toancanh/ingest";
import type { Store } from "@toancanh/store";
import type { Logger } from "pino";

const RETRY_BASE_MS = 100;
const RETRY_MAX_MS = 5_000;

/**
 * The same store, its positions written again until they are durable: a feed whose position cannot be written waits and
 * goes on by itself, it does not end the product. A position is the same whenever it is written.
 */
export function retryPositions(store: Store, signal: AbortSignal, log: Logger): Store {
  const options = {
    signal,
    log,
    isFinal: () => false,
    baseMs: RETRY_BASE_MS,
    maxMs: RETRY_MAX_MS,
    random: Math.random,
  };
  return {
    ...store,
    writePosition: (source, position) =>
      retryUntilAnswered("writePosition", () => store.writePosition(source, position), options),
  };
}
