import { type Basemap, BasemapSchema, type EndpointId, type Endpoints } from "@toancanh/contracts";
import { Check } from "typebox/value";
import { decodeHeatCells, type HeatCells } from "./heat-cells.ts";
import { AnswerError } from "./load-failure.ts";
import { type OverlayFeatures, readFeatures } from "./overlay-features.ts";
import { readJson } from "./read-json.ts";
import { isWardTopology, type WardTopology } from "./ward-topology.ts";

/** Endpoints whose answer is GET and of a kind. */
export type EndpointsOf<Kind> = {
  [Id in EndpointId]: Endpoints[Id] extends { method: "GET"; answer: { kind: Kind } } ? Id : never;
}[EndpointId];

/** What a screen makes of an answer that is not JSON of the catalogue's schema. */
export interface Decoded {
  heat_map: HeatCells;
  outlines: WardTopology;
  basemap: Basemap;
  overlay: OverlayFeatures;
  scorecard_file: Blob;
  city_report_file: Blob;
}

/** @throws AnswerError (shape) when the body is not what the entry promises */
export const DECODERS: {
  [Id in keyof Decoded]: (response: Response) => Promise<Decoded[Id]>;
} = {
  heat_map: async (response) => decodeHeatCells(await response.arrayBuffer(), response.headers),
  async outlines(response) {
    const value = await readJson(response);
    if (!isWardTopology(value)) throw new AnswerError({ kind: "shape" }, "outlines: no wards in it");
    return value;
  },
  async basemap(response) {
    const value = await readJson(response);
    if (!Check(BasemapSchema, value)) throw new AnswerError({ kind: "shape" }, "basemap: unexpected shape");
    return value;
  },
  async overlay(response) {
    const features = readFeatures(await readJson(response));
    if (features === null) throw new AnswerError({ kind: "shape" }, "overlay: no GeoJSON features");
    return features;
  },
  scorecard_file: (response) => response.blob(),
  city_report_file: (response) => response.blob(),
};
