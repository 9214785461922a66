/** Server time on a screen whose own clock may be wrong or be set while the page runs. */
export interface ServerClock {
  /** Server time now, epoch ms; the machine's own time until the server was heard. */
  now(): number;
  /** Own clock minus server clock in ms; null until the server was heard. */
  skew(): number | null;
  /** Takes the time a message of the server carries. */
  observe(serverMs: number): void;
}

/** A difference that network delay cannot explain. */
export const SKEW_LIMIT_MS = 5_000;

/**
 * @param wallTime the machine's clock, epoch ms
 * @param monotonic milliseconds that never jump (performance.now)
 */
export function createServerClock(wallTime: () => number, monotonic: () => number): ServerClock {
  let base: { server: number; monotonic: number } | null = null;
  const now = () => (base === null ? wallTime() : base.server + (monotonic() - base.monotonic));
  return {
    now,
    skew: () => (base === null ? null : wallTime() - now()),
    observe: (serverMs) => {
      const current = monotonic();
      // A message can only be older than it says, never newer: of two readings that nearly agree the later
      // one is nearer to the truth. Beyond a second the server's clock itself was set: follow it.
      const held = base === null ? null : base.server + (current - base.monotonic);
      if (held === null || serverMs > held || held - serverMs > 1_000) {
        base = { server: serverMs, monotonic: current };
      }
    },
  };
}
