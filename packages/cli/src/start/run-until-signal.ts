import { once } from "node:events";
import { limitStop, STOP_LIMIT_MS } from "./limit-stop.ts";

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
    limitStop(STOP_LIMIT_MS);
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
