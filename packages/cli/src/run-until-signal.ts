import { once } from "node:events";

/** Stopping takes at most this long; what has not ended by then is durable or will be sent again by its source. */
export const STOP_LIMIT_MS = 9500;

/** Something that runs until it is closed. */
export interface Running {
  close(): Promise<unknown>;
}

/**
 * Starts something and keeps it running until SIGINT or SIGTERM; then closes it, within {@link STOP_LIMIT_MS}.
 * `start` gets a signal that is aborted by the same, for a start that takes long.
 */
export async function runUntilSignal(start: (signal: AbortSignal) => Promise<Running>): Promise<void> {
  const stop = new AbortController();
  const onSignal = () => {
    stop.abort();
    // Not process.exit: that waits for threads, and one of them may be what hangs.
    setTimeout(() => process.kill(process.pid, "SIGKILL"), STOP_LIMIT_MS).unref();
  };
  process.once("SIGINT", onSignal);
  process.once("SIGTERM", onSignal);
  try {
    const running = await start(stop.signal);
    if (!stop.signal.aborted) await once(stop.signal, "abort");
    await running.close();
  } finally {
    process.off("SIGINT", onSignal);
    process.off("SIGTERM", onSignal);
  }
}
