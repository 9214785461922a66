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
  type Incidents,
  IncidentsSchema,
  type Summary,
  SummarySchema,
  type Wards,
  WardsSchema,
} from "@toancanh/contracts";
import type { Static, TSchema } from "typebox";
import { Check } from "typebox/value";
import { decodeHeatCells, type HeatCells } from "./heat-cells.ts";
import { AnswerError } from "./load-failure.ts";
import { isWardTopology, type WardTopology } from "./ward-topology.ts";

const BASE = "/api/v1";

type HeatQuery = Pick<HeatMapQuery, "resolution" | "field_group" | "service_code">;

async function get(path: string, signal: AbortSignal): Promise<Response> {
  const response = await fetch(`${BASE}${path}`, { signal, cache: "no-store" });
  if (!response.ok) {
    throw new AnswerError({ kind: "status", status: response.status }, `${path}: ${response.status}`);
  }
  return response;
}

async function getUnknown(path: string, signal: AbortSignal): Promise<unknown> {
  const response = await get(path, signal);
  try {
    const value: unknown = await response.json();
    return value;
  } catch (cause) {
    if (cause instanceof DOMException) throw cause;
    throw new AnswerError({ kind: "shape" }, `${path}: not JSON`);
  }
}

async function getJson<const S extends TSchema>(
  path: string,
  schema: S,
  signal: AbortSignal,
): Promise<Static<S>> {
  const value = await getUnknown(path, signal);
  if (!Check(schema, value)) throw new AnswerError({ kind: "shape" }, `${path}: unexpected shape`);
  return value;
}

function queryString(query: Record<string, string | number | undefined>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) params.set(name, String(value));
  }
  const text = params.toString();
  return text === "" ? "" : `?${text}`;
}

/** Typed reads of /api/v1. Every answer is checked against the contract before a panel sees it. */
export const api = {
  summary: (signal: AbortSignal): Promise<Summary> => getJson("/summary", SummarySchema, signal),
  agencies: (signal: AbortSignal): Promise<Agencies> => getJson("/agencies", AgenciesSchema, signal),
  wards: (signal: AbortSignal): Promise<Wards> => getJson("/wards", WardsSchema, signal),
  incidents: (limit: number, signal: AbortSignal): Promise<Incidents> =>
    getJson(`/incidents${queryString({ limit })}`, IncidentsSchema, signal),
  hotSpots: (query: HeatQuery, signal: AbortSignal): Promise<HotSpots> =>
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
  heatMap: async (query: HeatQuery, signal: AbortSignal): Promise<HeatCells> => {
    const response = await get(`/heat-map${queryString(query)}`, signal);
    return decodeHeatCells(await response.arrayBuffer(), response.headers);
  },
};
