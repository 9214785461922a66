import type {
  AgeBands,
  AgeBandsQuery,
  AnalysisQuery,
  City,
  CompareQuery,
  Comparison,
  Health,
  HeatMapQuery,
  Matrix,
  Movers,
  MoversQuery,
  Overlays,
  Periods,
  PeriodsQuery,
  TimeSeries,
  TimeSeriesQuery,
  Trend,
  TrendQuery,
} from "@toancanh/contracts";
import { client } from "../../../client/client.ts";
import { createOverlayFeatures, type OverlayFeaturesOf } from "../../../data/overlay-data.ts";
import { createResource, type Resource } from "../../../data/resource.ts";
import { shapesOf, type WardShapes } from "../../../data/ward-shapes.ts";
import { figuresOfCells, figuresOfMatrix, type MapFigures } from "./map-figures.ts";

type Keyed<Query, T> = (query: Query) => Resource<T>;

/** All the Explore page knows: one of each for the life of the page. */
export interface ExploreData {
  city: Resource<City>;
  shapes: Resource<WardShapes>;
  health: Resource<Health>;
  /** The two reads that a map can show. */
  cellFigures: Keyed<HeatMapQuery, MapFigures>;
  wardFigures: Keyed<AnalysisQuery, MapFigures>;
  matrix: Keyed<AnalysisQuery, Matrix>;
  timeSeries: Keyed<TimeSeriesQuery, TimeSeries>;
  ageBands: Keyed<AgeBandsQuery, AgeBands>;
  movers: Keyed<MoversQuery, Movers>;
  compare: Keyed<CompareQuery, Comparison>;
  trend: Keyed<TrendQuery, Trend>;
  periods: Keyed<PeriodsQuery, Periods>;
  overlays: Resource<Overlays>;
  features: OverlayFeaturesOf;
  /** Asks anew for everything that is on the screen. */
  refresh(): void;
}

/** A reader compares figures here: they should not move under the eyes as often as on a wall. */
const CADENCE_MS = 5 * 60_000;
const HEALTH_MS = 15_000;
const FIXED_MS = 3_600_000;
/** Questions kept, so that going back shows their answers at once. */
const MAX_KEPT = 24;

export function createExploreData(): ExploreData {
  const onScreen: Map<string, Resource<unknown>>[] = [];
  const keyed = <Query extends object, T>(
    load: (query: Query, signal: AbortSignal) => Promise<T>,
  ): Keyed<Query, T> => {
    const kept = new Map<string, Resource<T>>();
    onScreen.push(kept);
    return (query) => {
      const key = JSON.stringify(Object.entries(query).sort(([a], [b]) => (a < b ? -1 : 1)));
      const found = kept.get(key);
      if (found !== undefined) {
        // The one used last is given up last.
        kept.delete(key);
        kept.set(key, found);
        return found;
      }
      const made = createResource({ cadenceMs: CADENCE_MS, load: (signal) => load(query, signal) });
      kept.set(key, made);
      for (const oldest of kept.keys()) {
        if (kept.size <= MAX_KEPT) break;
        kept.delete(oldest);
      }
      return made;
    };
  };
  return {
    city: createResource({ cadenceMs: FIXED_MS, load: (signal) => client.get("city", {}, signal) }),
    shapes: createResource({
      cadenceMs: FIXED_MS,
      load: async (signal) => shapesOf(await client.read("outlines", {}, signal)),
    }),
    health: createResource({ cadenceMs: HEALTH_MS, load: (signal) => client.get("health", {}, signal) }),
    cellFigures: keyed(async (query, signal) => figuresOfCells(await client.read("heat_map", query, signal))),
    wardFigures: keyed(async (query, signal) => figuresOfMatrix(await client.get("matrix", query, signal))),
    matrix: keyed((query, signal) => client.get("matrix", query, signal)),
    timeSeries: keyed((query, signal) => client.get("time_series", query, signal)),
    ageBands: keyed((query, signal) => client.get("age_bands", query, signal)),
    movers: keyed((query, signal) => client.get("movers", query, signal)),
    compare: keyed((query, signal) => client.get("compare", query, signal)),
    trend: keyed((query, signal) => client.get("trend", query, signal)),
    periods: keyed((query, signal) => client.get("periods", query, signal)),
    overlays: createResource({ cadenceMs: FIXED_MS, load: (signal) => client.get("overlays", {}, signal) }),
    features: createOverlayFeatures((id, signal) => client.read("overlay", { id }, signal)),
    refresh: () => {
      for (const kept of onScreen) {
        for (const resource of kept.values()) resource.refreshIfUsed();
      }
    },
  };
}
