/** Server time on a screen whose own clock may be wrong or be set while the page runs. */
export interface ServerClock {
  /** Server time now, epoch ms; the machine's own time until the server was heard. */
  now(): number;
  /**
   * Real time by which screens take turns, epoch ms: the server's, so that several screens agree; the machine's own
   * where the server lives by a simulated clock, which may stand or run at any pace.
   */
  turnTime(): number;
  /** Seconds of server time in a second: other than 1 under a simulated clock, 0 while that stands. */
  speed(): number;
  /** Own clock minus server clock in ms; null until the server was heard, and under a simulated clock. */
  skew(): number | null;
  /** Takes the time a message of the server carries; `simulatedSpeed` when it lives by a simulated clock. */
  observe(serverMs: number, simulatedSpeed?: number): void;
}

/** A difference that network delay cannot explain. */
export const SKEW_LIMIT_MS = 5_000;

/** A reading may lie behind by so many real ms; beyond, the server's clock itself was set. */
const DELAY_LIMIT_MS = 1_000;

/**
 * @param wallTime the machine's clock, epoch ms
 * @param monotonic milliseconds that never jump
 */
export function createServerClock(
  wallTime: () => number = Date.now,
  monotonic: () => number = () => performance.now(),
): ServerClock {
  let base: { server: number; monotonic: number; speed: number; simulated: boolean } | null = null;
  const now = () => (base === null ? wallTime() : base.server + (monotonic() - base.monotonic) * base.speed);
  return {
    now,
    turnTime: () => (base === null || base.simulated ? wallTime() : now()),
    speed: () => base?.speed ?? 1,
    skew: () => (base === null || base.simulated ? null : wallTime() - now()),
    observe: (serverMs, simulatedSpeed) => {
      const speed = simulatedSpeed ?? 1;
      const next = {
        server: serverMs,
        monotonic: monotonic(),
        speed,
        simulated: simulatedSpeed !== undefined,
      };
      // A message can only be older than it says, never newer: of two readings that nearly agree the later
      // one is nearer to the truth. Beyond that, or at another pace, the server's clock itself was set: follow it.
      const behind = now() - serverMs;
      const isSame = base !== null && base.speed === speed && base.simulated === next.simulated;
      if (!isSame || behind < 0 || behind > DELAY_LIMIT_MS * Math.max(1, speed)) base = next;
    },
  };
}
