import { existsSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import type { StoredEvent } from "@toancanh/contracts";
import { ImportError, type Rejection, readEventFile } from "@toancanh/ingest";
import { type City, openExistingStore } from "../city/open-city.ts";
import { readAllEvents } from "../city/read-all-events.ts";
import { CommandError } from "../terminal/output.ts";

/** An event to be replayed, with its line in a file of events; or a line that is no event. */
export type ReplayItem =
  | { event: StoredEvent; recordedAt: number | null; line: number | null }
  | { rejection: Rejection; raw: Uint8Array; line: number };

/** Share 0..1 of the source and a moment, epoch ms, that was just read. */
export type ReadProgress = (share: number, at: number) => void;

/**
 * The events of a file (CloudEvents JSON, one a line, plain or gzip) or of another data directory, in any order and
 * with a bounded part of them in memory. A directory is held while it is read, and no event of it is changed.
 * @throws CommandError (exit code 1) naming what is the matter with the source
 */
export function readReplaySource(
  city: City,
  path: string,
  onProgress: ReadProgress,
): AsyncGenerator<ReplayItem> {
  if (!existsSync(path)) {
    throw new CommandError(`--replay ${path} is not there: name a file of events or a data directory`, 1);
  }
  return statSync(path).isDirectory() ? readDirectory(city, path, onProgress) : readFile(path, onProgress);
}

async function* readFile(path: string, onProgress: ReadProgress): AsyncGenerator<ReplayItem> {
  let share = 0;
  const lines = readEventFile(path, (done) => {
    share = done;
  });
  try {
    for await (const { line, raw, decoded } of lines) {
      if (decoded.ok) {
        yield { event: decoded.value, recordedAt: null, line };
        onProgress(share, decoded.value.time);
      } else yield { rejection: decoded.rejection, raw, line };
    }
  } catch (error) {
    if (error instanceof ImportError)
      throw new CommandError(`--replay: ${error.message}`, 1, { cause: error });
    throw error;
  }
}

async function* readDirectory(
  city: City,
  path: string,
  onProgress: ReadProgress,
): AsyncGenerator<ReplayItem> {
  if (!existsSync(join(path, "metadata"))) {
    throw new CommandError(`--replay ${path} is a directory, but no data directory of this product`, 1);
  }
  const store = await openExistingStore(city, path, "--replay");
  try {
    const [totals] = await store.query("feed_status", {});
    const events = totals?.events ?? 0;
    let read = 0;
    for await (const event of readAllEvents(store)) {
      yield { event, recordedAt: event.recorded_at, line: null };
      read += 1;
      onProgress(Math.min(1, read / events), event.time);
    }
  } finally {
    await store.close();
  }
}

/** How a source is named in dead letters and on the command line. */
export function sourceName(path: string): string {
  return basename(path);
}
