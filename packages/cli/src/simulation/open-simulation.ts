import type { Simulator } from "@toancanh/simulator";
import type { Store } from "@toancanh/store";
import { DateTime } from "luxon";
import type { City } from "../city/open-city.ts";
import type { StartOptions } from "../start/start-options.ts";
import { CommandError } from "../terminal/output.ts";
import { openSimulator } from "./open-simulator.ts";
import { POSITION_KEY, parsePosition, type SimulationPosition } from "./position.ts";
import { HOUR_MS, hourOf } from "./schedule.ts";

/** Events a second of the profile's own volume, over the last day: what `--rate` is measured against. */
function measureNaturalRate(simulator: Simulator, now: number): number {
  let events = 0;
  for (let hour = hourOf(now) - 24 * HOUR_MS; hour < hourOf(now); hour += HOUR_MS) {
    for (const report of simulator.reportsBornIn(hour)) events += report.events.length;
  }
  return events / 86_400;
}

/** A simulation and how far it has come. */
export interface OpenedSimulation {
  simulator: Simulator;
  position: SimulationPosition;
}

/**
 * Goes on where the data directory stands, with the seed it was filled with, or begins a fresh one;
 * another `--rate` than before holds from now on.
 * @throws CommandError when the directory was filled by another version of the profile
 */
export async function openSimulation(
  store: Store,
  city: City,
  options: StartOptions,
  now: number,
): Promise<OpenedSimulation> {
  const text = await store.readPosition(POSITION_KEY);
  const stored = text === null ? null : parsePosition(text);
  const simulator = openSimulator(city, stored?.seed ?? options.seed);
  const intensity = options.rate === null ? 1 : options.rate / measureNaturalRate(simulator, now);
  const position =
    stored === null ? firstPosition(city, options, now, intensity) : resumed(city, stored, now, intensity);
  return { simulator, position };
}

function firstPosition(
  city: City,
  options: StartOptions,
  now: number,
  intensity: number,
): SimulationPosition {
  const local = DateTime.fromMillis(now, { zone: city.profile.time_zone });
  const historyFrom = hourOf(local.minus({ months: options.months }).startOf("day").toMillis());
  return {
    generator: city.hash,
    seed: options.seed,
    history_from: historyFrom,
    history_to: now,
    filled_from: now,
    live_to: now,
    segments: [
      { from: historyFrom, intensity: 1 },
      { from: now, intensity },
    ],
  };
}

function resumed(
  city: City,
  position: SimulationPosition,
  now: number,
  intensity: number,
): SimulationPosition {
  if (position.generator !== city.hash) {
    throw new CommandError(
      `profile "${city.profile.id}" has changed since this data directory was filled, so its simulation cannot go on: ` +
        "start with a new directory (--data), or keep this one with --no-simulate",
      1,
    );
  }
  const last = position.segments[position.segments.length - 1];
  if (last !== undefined && last.intensity === intensity) return position;
  const from = Math.max(now, position.live_to);
  return { ...position, segments: [...position.segments, { from, intensity }] };
}
