import type { City, Overlays } from "@toancanh/contracts";
import type { LoadFailure } from "../../client/load-failure.ts";
import type { OverlayFeatures } from "../../client/overlay-features.ts";
import type { Volumes, WallData } from "../../data/wall-data.ts";
import type { WardShapes } from "../../data/ward-shapes.ts";
import { sampleDueNext } from "./due-next.ts";
import { sampleSummary } from "./figures.ts";
import { fixedByQuestion, fixedResource } from "./fixed-resource.ts";
import { sampleFlow } from "./flow.ts";
import { sampleIncidents } from "./incidents.ts";
import { sampleHeatCells, sampleHotSpots } from "./maps.ts";
import { sampleOpenReports } from "./open-reports.ts";
import { sampleConnection, sampleHealth } from "./operation.ts";
import { type SampleState, situationOf } from "./situations.ts";
import { sampleAgencyStandings, sampleRecentOutcomes, sampleWardStandings } from "./standings.ts";

const NO_OVERLAYS: Overlays = { overlays: [] };
const NO_FEATURES: OverlayFeatures = { features: [] };

/** All a wall knows, in one state and at one moment. The city's names and outlines are real, its figures made up. */
export function sampleWallData(city: City, shapes: WardShapes, state: SampleState): WallData {
  const situation = situationOf(state);
  const failure: LoadFailure | null = situation.lost ? { kind: "network" } : null;
  const resource = <T>(data: T) => fixedResource(data, failure);
  const connection = sampleConnection(situation);
  const heat = fixedByQuestion(({ resolution }: { resolution: number }) =>
    sampleHeatCells(city, situation, resolution),
  );
  const hotSpots = resource(sampleHotSpots(city, situation));
  const volumes: Volumes = { byCategory: new Map() };
  return {
    clock: {
      now: () => situation.now,
      turnTime: () => situation.now,
      speed: () => 1,
      skew: () => 0,
      observe: () => {},
    },
    city: fixedResource(city),
    shapes: fixedResource(shapes),
    summary: resource(sampleSummary(situation)),
    recent: resource(sampleRecentOutcomes(situation)),
    agencies: resource(sampleAgencyStandings(city, situation)),
    wards: resource(sampleWardStandings(city, situation)),
    openReports: resource(sampleOpenReports(city, situation)),
    incidents: resource(sampleIncidents(city, situation)),
    dueNext: resource(sampleDueNext(city, situation)),
    flow: resource(sampleFlow(situation)),
    health: resource(sampleHealth(city, situation)),
    volumes: fixedResource(volumes),
    heat: (_scope, resolution) => heat({ resolution }),
    hotSpots: () => hotSpots,
    overlays: fixedResource(NO_OVERLAYS),
    overlayFeatures: fixedByQuestion(() => NO_FEATURES),
    connection: { getState: () => connection, subscribe: () => () => {} },
    start: () => () => {},
  };
}
