import type { ReportState } from "@toancanh/contracts";
import type { QueryParams, QueryRow } from "@toancanh/store";
import type { IngesterPort } from "../ports.ts";

/** Tells of reports that changed, after the change can be read from the store. */
export interface ChangeFeed {
  /** Begins; `listener` gets the new state of each changed report, and must not throw. */
  start(listener: (changed: readonly ReportState[]) => void): void;
  /** No call of the listener happens after it. */
  stop(): void;
}

/** Changes of the ingester in this process: told at once. */
export function feedFromIngester(ingester: Pick<IngesterPort, "onChange">): ChangeFeed {
  let unsubscribe = (): void => {};
  return {
    start(listener) {
      unsubscribe = ingester.onChange(listener);
    },
    stop: () => unsubscribe(),
  };
}

/** Where polled changes come from. */
export interface ChangeSource {
  /** States with an event recorded after `since`, oldest change first, at most `limit`. */
  changedSince(params: QueryParams<"changed_since">): Promise<QueryRow<"changed_since">[]>;
}

export interface PollingOptions {
  intervalMs: number;
  /** Reports read at once; more than the hub puts into one delta. */
  limit: number;
  now: () => number;
  logFailure: (message: string, cause: unknown) => void;
}

/**
 * How far behind the newest row seen a poll begins, milliseconds: `last_recorded_at` is stamped
 * before the insert, so a row may become visible after one with a later stamp.
 */
const OVERLAP_MS = 10_000;

/**
 * Changes written by another process: asks the store what was recorded since. The clock of that
 * process counts, not ours, so the place to go on from is taken from the rows. A full answer makes
 * the hub send a snapshot, which also holds the rest of what was recorded in its last millisecond.
 */
export function feedByPolling(source: ChangeSource, options: PollingOptions): ChangeFeed {
  let stopped = false;
  let timer: NodeJS.Timeout | null = null;
  let since = options.now() - OVERLAP_MS;
  /** Versions told of what the next poll will read again. */
  let told = new Map<string, number>();

  /** Reads what is new; true when there may be more at once. */
  async function readNew(listener: (changed: readonly ReportState[]) => void): Promise<boolean> {
    const rows = await source.changedSince({ since, limit: options.limit });
    if (stopped) return false;
    const fresh = rows.filter((row) => (told.get(row.service_request_id) ?? -1) < row.version);
    const isFull = rows.length >= options.limit;
    const newest = rows.reduce((latest, row) => Math.max(latest, row.last_recorded_at), since);
    since = isFull ? newest : Math.max(since, newest - OVERLAP_MS);
    told = new Map(
      rows.filter((row) => row.last_recorded_at > since).map((row) => [row.service_request_id, row.version]),
    );
    if (fresh.length > 0) listener(fresh);
    return isFull;
  }

  return {
    start(listener) {
      const poll = async (): Promise<void> => {
        const more = await readNew(listener).catch((cause: unknown) => {
          if (!stopped) options.logFailure("Changes could not be read; trying again", cause);
          return false;
        });
        if (stopped) return;
        timer = setTimeout(poll, more ? 0 : options.intervalMs);
        timer.unref();
      };
      void poll();
    },
    stop() {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
    },
  };
}
