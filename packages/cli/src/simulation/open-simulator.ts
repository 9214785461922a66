import type { SimulationSettings } from "@toancanh/contracts";
import { createSimulator, type Simulator } from "@toancanh/simulator";
import type { City } from "../city/open-city.ts";
import { CommandError } from "../terminal/output.ts";

/** The settings of the city's simulation. @throws CommandError (exit code 2) when its profile has none */
export function requireSimulation(city: City): SimulationSettings {
  if (city.simulation !== null) return city.simulation;
  throw new CommandError(
    `profile "${city.profile.id}" has no simulation.json: start it with --no-simulate and import real reports`,
    2,
  );
}

/** The city's simulator. @throws CommandError (exit code 2) when its profile has none */
export function openSimulator(city: City, seed: number): Simulator {
  return createSimulator({
    profile: city.profile,
    rulebook: city.rulebook,
    wardIndex: city.wardIndex,
    settings: requireSimulation(city),
    seed,
  });
}
