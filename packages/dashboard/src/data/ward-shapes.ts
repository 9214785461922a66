import { coarsenOutlines } from "@toancanh/geo";
import { feature, mesh } from "topojson-client";
import type { WardTopology } from "../client/ward-topology.ts";
import { type Ground, NO_GROUND } from "./ground.ts";

type Ring = [number, number][];

/** One polygon of a ward, as deck.gl takes it: outer ring first, then holes; lon, lat in degrees. */
export interface WardPolygon {
  code: string;
  polygon: Ring[];
}
interface Outlines {
  polygons: WardPolygon[];
  /** Borders between two wards, each drawn once. */
  inner: { path: Ring }[];
  /** Border of the whole city. */
  outer: { path: Ring }[];
}
export interface WardShapes extends Outlines {
  /** The same for maps of the whole city, without the corners that are smaller than a pixel there. */
  whole: Outlines;
  ground: Ground;
}

/** m²: on a map of the whole city a pixel of a 2160-line screen is about 10,000. */
const WHOLE_CORNER_M2 = 20_000;

const toRing = (positions: number[][]): Ring => positions.map(([lon = 0, lat = 0]) => [lon, lat]);

/** Unpacks the outlines once per topology: the arrays stay the same objects, so the GPU keeps its buffers. */
export function shapesOf(topology: WardTopology, ground: Ground = NO_GROUND): WardShapes {
  return { ...unpack(topology), whole: unpack(coarsenOutlines(topology, WHOLE_CORNER_M2)), ground };
}

function unpack(topology: WardTopology): Outlines {
  const collection = feature(topology, topology.objects.wards);
  const polygons: WardPolygon[] = [];
  for (const { id, geometry } of collection.features) {
    const code = String(id ?? "");
    if (geometry.type === "Polygon") polygons.push({ code, polygon: geometry.coordinates.map(toRing) });
    else if (geometry.type === "MultiPolygon") {
      for (const part of geometry.coordinates) polygons.push({ code, polygon: part.map(toRing) });
    }
  }
  const lines = (keep: (shared: boolean) => boolean) =>
    mesh(topology, topology.objects.wards, (a, b) => keep(a !== b)).coordinates.map((line) => ({
      path: toRing(line),
    }));
  return { polygons, inner: lines((shared) => shared), outer: lines((shared) => !shared) };
}
