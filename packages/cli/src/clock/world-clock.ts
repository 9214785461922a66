import type { CityClock } from "@toancanh/contracts";

/** The time of this machine: with the simulated clock beside it the only place of the product that reads it. */
export const worldClock: CityClock = { now: () => Date.now(), simulated: false, replay: false, speed: 1 };
