import { setTimeout as sleep } from "node:timers/promises";
import { IngestStoppedError } from "./ingest-error.ts";
import type { IngestStore, Log } from "./ports.ts";

export interface RetryOptions {
  signal: AbortSignal;
  log: Log;
  /** True for an error that would come again: it is thrown at once. */
  isFinal: (error: unknown) => boolean;
  /** Bounds of the waiting time, ms. */
  baseMs: number;
  maxMs: number;
  /** In [0, 1). */
  random: () => number;
}

/**
 * Runs `operation` until it is answered. A time-out or a reset may hide a success, so the operation has to be the very
 * same each time: the same rows in the same insert (docs/reliability.md, "How a robust ingester behaves"). Waits a
 * random time below an exponential bound ("full jitter"), so that many writers do not come back in step.
 *
 * @throws IngestStoppedError once `signal` is aborted; the error itself when it is final
 */
export async function retryUntilAnswered<T>(
  name: string,
  operation: () => Promise<T>,
  { signal, log, isFinal, baseMs, maxMs, random }: RetryOptions,
): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    if (signal.aborted) throw new IngestStoppedError();
    try {
      return await operation();
    } catch (error) {
      if (isFinal(error)) throw error;
      if (signal.aborted) throw new IngestStoppedError({ cause: error });
      const waitMs = Math.round(random() * Math.min(maxMs, baseMs * 2 ** Math.min(attempt, 20)));
      log.warn(
        { operation: name, attempt, wait_ms: waitMs, error: describe(error) },
        "store did not answer, will retry",
      );
      try {
        await sleep(waitMs, undefined, { signal });
      } catch {
        throw new IngestStoppedError({ cause: error });
      }
    }
  }
}

/** The same store, each call of which is repeated until answered: see {@link retryUntilAnswered}. */
export function retryCalls(store: IngestStore, options: RetryOptions): IngestStore {
  const retry = <T>(name: string, operation: () => Promise<T>): Promise<T> =>
    retryUntilAnswered(name, operation, options);
  return {
    appendEvents: (events) => retry("appendEvents", () => store.appendEvents(events)),
    writeStates: (states) => retry("writeStates", () => store.writeStates(states)),
    writeDeadLetters: (rows) => retry("writeDeadLetters", () => store.writeDeadLetters(rows)),
    readEvents: (keys) => retry("readEvents", () => store.readEvents(keys)),
    readSnapshots: (source, ids) => retry("readSnapshots", () => store.readSnapshots(source, ids)),
    writeSnapshots: (rows) => retry("writeSnapshots", () => store.writeSnapshots(rows)),
    hasEventsOf: (source) => retry("hasEventsOf", () => store.hasEventsOf(source)),
    query: (name, params) => retry(name, () => store.query(name, params)),
  };
}

/** First line of an error: ClickHouse's further lines may quote rows. */
function describe(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split("\n", 1)[0]?.slice(0, 200) ?? "";
}
