import {
  type AgeBands,
  type AgeBandsQuery,
  AgeBandsSchema,
  type AnalysisQuery,
  type CompareQuery,
  type Comparison,
  ComparisonSchema,
  type Matrix,
  MatrixSchema,
  type Movers,
  type MoversQuery,
  MoversSchema,
  type Overlays,
  OverlaysSchema,
  type TimeSeries,
  type TimeSeriesQuery,
  TimeSeriesSchema,
  type Trend,
  type TrendQuery,
  TrendSchema,
} from "@toancanh/contracts";
import { getJson, getUnknown, queryString } from "./http.ts";
import { AnswerError } from "./load-failure.ts";
import { type OverlayFeatures, readFeatures } from "./overlay-features.ts";

/** Typed reads of the analytical routes, and of the layers a city lays over its map. */
export const analysesApi = {
  matrix: (query: AnalysisQuery, signal: AbortSignal): Promise<Matrix> =>
    getJson(`/matrix${queryString(query)}`, MatrixSchema, signal),
  timeSeries: (query: TimeSeriesQuery, signal: AbortSignal): Promise<TimeSeries> =>
    getJson(`/time-series${queryString(query)}`, TimeSeriesSchema, signal),
  ageBands: (query: AgeBandsQuery, signal: AbortSignal): Promise<AgeBands> =>
    getJson(`/age-bands${queryString(query)}`, AgeBandsSchema, signal),
  movers: (query: MoversQuery, signal: AbortSignal): Promise<Movers> =>
    getJson(`/movers${queryString(query)}`, MoversSchema, signal),
  compare: (query: CompareQuery, signal: AbortSignal): Promise<Comparison> =>
    getJson(`/compare${queryString(query)}`, ComparisonSchema, signal),
  trend: (query: TrendQuery, signal: AbortSignal): Promise<Trend> =>
    getJson(`/trend${queryString(query)}`, TrendSchema, signal),
  overlays: (signal: AbortSignal): Promise<Overlays> => getJson("/overlays", OverlaysSchema, signal),
  overlayFeatures: async (id: string, signal: AbortSignal): Promise<OverlayFeatures> => {
    const path = `/overlays/${encodeURIComponent(id)}`;
    const features = readFeatures(await getUnknown(path, signal));
    if (features === null) throw new AnswerError({ kind: "shape" }, `${path}: no GeoJSON features`);
    return features;
  },
};
