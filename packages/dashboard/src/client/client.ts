import {
  type Agencies,
  AgenciesSchema,
  type City,
  CitySchema,
  type DeadLetters,
  DeadLettersSchema,
  type Health,
  HealthSchema,
  type HeatMapQuery,
  type HotSpots,
  HotSpotsSchema,
  type OpenReports,
  OpenReportsSchema,
  type Summary,
  SummarySchema,
  type Wards,
  WardsSchema,
} from "@toancanh/contracts";
import { decodeHeatCells, type HeatCells } from "./heat-cells.ts";
import { get, getJson, getUnknown, queryString } from "./http.ts";
import { AnswerError } from "./load-failure.ts";
import { isWardTopology, type WardTopology } from "./ward-topology.ts";

type HotSpotsQuery = Pick<HeatMapQuery, "field_group" | "service_code">;

/** Typed reads of /api/v1. Every answer is checked against the contract before a panel sees it. */
export const api = {
  summary: (signal: AbortSignal): Promise<Summary> => getJson("/summary", SummarySchema, signal),
  agencies: (signal: AbortSignal): Promise<Agencies> => getJson("/agencies", AgenciesSchema, signal),
  wards: (signal: AbortSignal): Promise<Wards> => getJson("/wards", WardsSchema, signal),
  openReports: (limit: number, signal: AbortSignal): Promise<OpenReports> =>
    getJson(`/open-reports${queryString({ limit })}`, OpenReportsSchema, signal),
  hotSpots: (query: HotSpotsQuery, signal: AbortSignal): Promise<HotSpots> =>
    getJson(`/hot-spots${queryString(query)}`, HotSpotsSchema, signal),
  health: (signal: AbortSignal): Promise<Health> => getJson("/health", HealthSchema, signal),
  city: (signal: AbortSignal): Promise<City> => getJson("/city", CitySchema, signal),
  deadLetters: (signal: AbortSignal): Promise<DeadLetters> =>
    getJson("/dead-letters", DeadLettersSchema, signal),
  outlines: async (signal: AbortSignal): Promise<WardTopology> => {
    const value = await getUnknown("/outlines", signal);
    if (!isWardTopology(value)) throw new AnswerError({ kind: "shape" }, "/outlines: no wards in it");
    return value;
  },
  heatMap: async (query: HeatMapQuery, signal: AbortSignal): Promise<HeatCells> => {
    const response = await get(`/heat-map${queryString(query)}`, signal);
    return decodeHeatCells(await response.arrayBuffer(), response.headers);
  },
};
