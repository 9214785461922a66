import { join } from "node:path";
import { EVENT_KINDS, EVENT_TYPE_PREFIX, EventDataSchemas, type StoredEvent } from "@toancanh/contracts";
import type { Rulebook } from "@toancanh/domain";
import { loadProfile } from "@toancanh/profile";
import { createSimulator, type SimulatedReport } from "@toancanh/simulator";
import { Compile } from "typebox/compile";
import { productRoot } from "./paths.ts";

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

const checks = new Map<string, { Check(value: unknown): boolean }>(
  EVENT_KINDS.map((kind) => [kind, Compile(EventDataSchemas[kind])]),
);

function isStored(event: { kind: string; data: object }): event is StoredEvent {
  return checks.get(event.kind)?.Check(event.data) === true;
}

/** The events of a report as the store gives them back, each recorded the moment it happened. */
export function toStoredEvents(report: SimulatedReport): StoredEvent[] {
  return report.events.map((event) => {
    const time = Date.parse(event.time);
    const stored = {
      id: event.id,
      source: event.source,
      kind: event.type.slice(EVENT_TYPE_PREFIX.length),
      service_request_id: event.subject,
      received_at: report.received_at,
      time,
      recorded_at: time,
      payload_hash: event.id,
      data: event.data,
    };
    if (!isStored(stored)) throw new Error(`The simulator made an event no schema takes: ${event.id}`);
    return stored;
  });
}
