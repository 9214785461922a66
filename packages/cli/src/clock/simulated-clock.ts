import type { CityClock } from "@toancanh/contracts";

/** A clock set to a moment. It stands until it is started, then runs at its pace. */
export interface SimulatedClock extends CityClock {
  start(): void;
  stop(): void;
}

/**
 * @param at where it stands at first, epoch ms
 * @param pace city milliseconds in a real one once it runs, > 0
 * @param replay true when recorded events arrive again by it
 * @param monotonic real milliseconds that never jump
 */
export function createSimulatedClock(
  at: number,
  pace: number,
  replay = false,
  monotonic: () => number = () => performance.now(),
): SimulatedClock {
  let stoodAt = at;
  let startedAt: number | null = null;
  const now = () => (startedAt === null ? stoodAt : Math.floor(stoodAt + (monotonic() - startedAt) * pace));
  return {
    simulated: true,
    replay,
    now,
    get speed() {
      return startedAt === null ? 0 : pace;
    },
    start() {
      startedAt ??= monotonic();
    },
    stop() {
      stoodAt = now();
      startedAt = null;
    },
  };
}
