import { fileURLToPath } from "node:url";
import {
  EVENT_KINDS,
  EVENT_TYPE_PREFIX,
  EventDataSchemas,
  EventEnvelopeSchema,
  type ReportEvent,
  type SimulationSettings,
} from "@toancanh/contracts";
import { loadProfile } from "@toancanh/profile";
import { Compile } from "typebox/compile";
import { createSimulator, type Simulator, type SimulatorInput } from "../create-simulator.ts";

/** The default city as it is shipped, and simulators of it. */
export async function loadCity(): Promise<
  Omit<SimulatorInput, "seed"> & { simulate(seed: number, settings?: SimulationSettings): Simulator }
> {
  const dir = fileURLToPath(new URL("../../../../profiles/hcmc", import.meta.url));
  const { profile, rulebook, wardIndex, simulation } = await loadProfile(dir);
  if (!simulation) throw new Error("profiles/hcmc has no simulation.json");
  const city = { profile, wardIndex, settings: simulation, rulebook };
  return {
    ...city,
    simulate: (seed, settings = simulation) => createSimulator({ ...city, settings, seed }),
  };
}

export function kindOf(event: ReportEvent): string {
  return event.type.slice(EVENT_TYPE_PREFIX.length);
}

const envelope = Compile(EventEnvelopeSchema);
const dataOf = new Map<string, { Check(value: unknown): boolean }>(
  EVENT_KINDS.map((kind) => [kind, Compile(EventDataSchemas[kind])]),
);

/** True when the schemas of the wire accept the event. */
export function isValid(event: ReportEvent): boolean {
  return envelope.Check(event) && dataOf.get(kindOf(event))?.Check(event.data) === true;
}
