import type { City, Overlays } from "@toancanh/contracts";
import type { OverlayFeatures } from "../../client/overlay-features.ts";
import type { WardShapes } from "../../data/ward-shapes.ts";
import type { ExploreData } from "../../desk/explore/data/explore-data.ts";
import { figuresOfCells, figuresOfMatrix } from "../../desk/explore/data/map-figures.ts";
import {
  sampleAgeBands,
  sampleComparison,
  sampleMatrix,
  sampleMovers,
  samplePeriodList,
  sampleTimeSeries,
  sampleTrend,
} from "./analyses.ts";
import { fixedByQuestion, fixedResource } from "./fixed-resource.ts";
import { sampleHeatCells } from "./maps.ts";
import { sampleHealth } from "./operation.ts";
import { type SampleState, situationOf } from "./situations.ts";

const DEFAULT_RESOLUTION = 8;
const DEFAULT_PERIODS = 13;
const NO_OVERLAYS: Overlays = { overlays: [] };
const NO_FEATURES: OverlayFeatures = { features: [] };

/** All the Explore page knows, in one state. Of a question only what changes a chart's shape is answered for. */
export function sampleExploreData(city: City, shapes: WardShapes, state: SampleState): ExploreData {
  const situation = situationOf(state);
  return {
    city: fixedResource(city),
    shapes: fixedResource(shapes),
    health: fixedResource(sampleHealth(city, situation)),
    cellFigures: fixedByQuestion(({ resolution = DEFAULT_RESOLUTION }) =>
      figuresOfCells(sampleHeatCells(city, situation, resolution)),
    ),
    wardFigures: fixedByQuestion(() => figuresOfMatrix(sampleMatrix(city, situation))),
    matrix: fixedByQuestion(() => sampleMatrix(city, situation)),
    timeSeries: fixedByQuestion(({ bucket = "day" }) => sampleTimeSeries(situation, bucket)),
    ageBands: fixedByQuestion(() => sampleAgeBands(situation)),
    movers: fixedByQuestion(() => sampleMovers(city, situation)),
    compare: fixedByQuestion(() => sampleComparison(situation)),
    trend: fixedByQuestion(({ periods = DEFAULT_PERIODS, ward_code }) =>
      sampleTrend(city, situation, { periods, ward: ward_code ?? null }),
    ),
    periods: fixedByQuestion(({ limit = DEFAULT_PERIODS }) => samplePeriodList(situation, limit)),
    overlays: fixedResource(NO_OVERLAYS),
    features: fixedByQuestion(() => NO_FEATURES),
    refresh: () => {},
  };
}
