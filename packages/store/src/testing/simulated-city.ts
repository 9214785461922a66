import { fileURLToPath } from "node:url";
import type { Profile, ReportState, StoredEvent } from "@toancanh/contracts";
import { foldReport, type Rulebook } from "@toancanh/domain";
import { locate, type WardIndex } from "@toancanh/geo";
import { loadProfile } from "@toancanh/profile";
import { createSimulator, type Simulator, toStoredEvent } from "@toancanh/simulator";
import type { Store } from "../store.ts";

const HCMC = fileURLToPath(new URL("../../../../profiles/hcmc", import.meta.url));
const HOUR_MS = 3_600_000;
const WRITE_ROWS = 10_000;
/** Every so manieth report is first written as it stood when half of its events were known. */
const STALE_EVERY = 5;

/** The default city with its rules and its simulator. */
export interface SimulatedCity {
  profile: Profile;
  rulebook: Rulebook;
  wardIndex: WardIndex;
  simulator: Simulator;
}

export async function openSimulatedCity(seed: number): Promise<SimulatedCity> {
  const { profile, rulebook, wardIndex, simulation } = await loadProfile(HCMC);
  if (simulation === null) throw new Error("profiles/hcmc has no simulation.json");
  const simulator = createSimulator({ profile, rulebook, wardIndex, settings: simulation, seed });
  return { profile, rulebook, wardIndex, simulator };
}

/**
 * Writes the states of `count` reports born from `fromMs` (epoch ms, a whole hour) on, some of them twice, the
 * stale version last: what a read gives must not depend on it. Gives the states as they now stand.
 *
 * @param stride every how manieth hour has reports: fewer of them over the same time
 */
export async function writeSimulatedStates(
  { rulebook, wardIndex, simulator }: SimulatedCity,
  store: Pick<Store, "writeStates">,
  fromMs: number,
  count: number,
  stride = 1,
): Promise<ReportState[]> {
  const place = (events: StoredEvent[]): ReportState => {
    const folded = foldReport(rulebook, events);
    const { lat, long, received_at } = folded;
    if (lat === null || long === null) return { ...folded, cell: "", ward_code: "", ward_code_now: "" };
    const then = locate(wardIndex, lat, long, received_at);
    return { ...folded, ...then, ward_code_now: locate(wardIndex, lat, long).ward_code };
  };
  const states: ReportState[] = [];
  let pending: ReportState[] = [];
  for (let hour = fromMs; states.length < count; hour += stride * HOUR_MS) {
    const born = simulator.reportsBornIn(hour).slice(0, count - states.length);
    for (const report of born) {
      const events = report.events.map(toStoredEvent);
      const state = place(events);
      states.push(state);
      pending.push(state);
      if (states.length % STALE_EVERY === 0) pending.push(place(events.slice(0, (events.length + 1) >> 1)));
    }
    if (pending.length >= WRITE_ROWS || states.length >= count) {
      await store.writeStates(pending);
      pending = [];
    }
  }
  return states;
}
