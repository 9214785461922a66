import { onAnswer } from "../client/answer-state.ts";
import { client } from "../client/client.ts";
import { createResource } from "../data/resource.ts";
import { createServerClock } from "../data/server-clock.ts";
import { shapesOf } from "../data/ward-shapes.ts";
import type { DeskContextValue } from "./context/desk-context.ts";

const FIXED_MS = 3_600_000;
const CADENCE_MS = 30_000;
/** The current period and two years before it. */
const PERIODS = 25;

const ask: DeskContextValue["ask"] = (id, input, cadenceMs) =>
  createResource({ cadenceMs, load: (signal) => client.get(id, input, signal) });

/** What the frame of the desk keeps loaded, whatever page stands in it. */
export function createDeskData() {
  const clock = createServerClock();
  return {
    clock,
    ask,
    session: createResource({ cadenceMs: CADENCE_MS, load: (signal) => client.get("session", {}, signal) }),
    city: createResource({ cadenceMs: FIXED_MS, load: (signal) => client.get("city", {}, signal) }),
    health: createResource({ cadenceMs: CADENCE_MS, load: (signal) => client.get("health", {}, signal) }),
    periods: createResource({
      cadenceMs: FIXED_MS / 12,
      load: (signal) => client.get("periods", { limit: PERIODS }, signal),
    }),
    shapes: createResource({
      cadenceMs: FIXED_MS,
      load: async (signal) => shapesOf(await client.read("outlines", {}, signal)),
    }),
    /** Sets the clock by every answer. @returns how to end it */
    start: () => onAnswer(({ serverMs, speed }) => clock.observe(serverMs, speed)),
  };
}
export type DeskData = ReturnType<typeof createDeskData>;
