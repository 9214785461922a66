import { join } from "node:path";
import type { Rulebook } from "@toancanh/domain";
import { loadProfile } from "@toancanh/profile";
import { createSimulator, type SimulatedReport } from "@toancanh/simulator";
import { productRoot } from "./measure/paths.ts";

const HOUR_MS = 3_600_000;

/** The default city and its simulated reports. */
export interface SimulatedCity {
  rulebook: Rulebook;
  /** `count` reports that pass, born from local midnight of 1 March 2025 on, always the same. */
  takeReports(count: number, passes: (report: SimulatedReport) => boolean): SimulatedReport[];
}

const START = Date.UTC(2025, 1, 28, 17);

export async function openSimulatedCity(): Promise<SimulatedCity> {
  const loaded = await loadProfile(join(productRoot, "profiles", "hcmc"));
  const { profile, rulebook, wardIndex, simulation } = loaded;
  if (simulation === null) throw new Error("profiles/hcmc has no simulation.json");
  const simulator = createSimulator({ profile, rulebook, wardIndex, settings: simulation, seed: 1022 });
  return {
    rulebook,
    takeReports(count, passes) {
      const taken: SimulatedReport[] = [];
      // Ten times the city's volume: the reports of half a year within a fortnight.
      for (let hour = START; taken.length < count; hour += HOUR_MS) {
        taken.push(...simulator.reportsBornIn(hour, 10).filter(passes));
      }
      return taken.slice(0, count);
    },
  };
}
