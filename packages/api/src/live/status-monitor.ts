/** What the store holds, as last counted. */
export interface StoreTotals {
  events: number;
  reports: number;
  dead_letters: number;
  /** Epoch milliseconds; null while there is no event. */
  latest_event_at: number | null;
  simulated: boolean;
}

export interface StatusMonitorOptions {
  /** Shortest time between two counts; where counting is slow, nine times what it took. */
  refreshMs: number;
  now: () => number;
  logFailure: (message: string, cause: unknown) => void;
}

/** Keeps the totals at hand, so that asking for them never waits for a query. */
export interface StatusMonitor {
  /** Counts once, then again and again. Resolves after the first attempt. */
  start(): Promise<void>;
  stop(): void;
  readonly totals: StoreTotals;
  /** True once counted, as long as the last good count is at most five waits old. */
  readonly fresh: boolean;
  /** True once counted at all. */
  readonly counted: boolean;
}

const NOTHING: StoreTotals = {
  events: 0,
  reports: 0,
  dead_letters: 0,
  latest_event_at: null,
  simulated: false,
};

export function createStatusMonitor(
  read: () => Promise<StoreTotals>,
  options: StatusMonitorOptions,
): StatusMonitor {
  let totals = NOTHING;
  let countedAt: number | null = null;
  let failing = false;
  let stopped = false;
  let timer: NodeJS.Timeout | null = null;
  let waitMs = options.refreshMs;

  async function refresh(): Promise<void> {
    const startedAt = options.now();
    try {
      totals = await read();
      countedAt = options.now();
      failing = false;
    } catch (cause) {
      // Once per outage: the log need not say the same every second.
      if (!failing && !stopped) options.logFailure("The store could not be counted", cause);
      failing = true;
    }
    if (stopped) return;
    // Counting a hundred million reports must not take more than a tenth of the database.
    waitMs = Math.max(options.refreshMs, 9 * (options.now() - startedAt));
    timer = setTimeout(refresh, waitMs);
    timer.unref();
  }

  return {
    start: refresh,
    stop() {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
    },
    get totals() {
      return totals;
    },
    get fresh() {
      return countedAt !== null && options.now() - countedAt <= 5 * waitMs;
    },
    get counted() {
      return countedAt !== null;
    },
  };
}
