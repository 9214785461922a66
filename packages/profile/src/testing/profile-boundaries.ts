import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Point } from "@toancanh/geo";
import { loadProfile } from "../load-profile.ts";

const PROFILES = join(dirname(fileURLToPath(import.meta.url)), "../../../../profiles");

/** A unit with its parts in degrees, as a test may change it before it writes a file. */
export interface DrawnUnit {
  code: string;
  name: string;
  parts: Point[][][];
}

/** A copy of a profile of this repository in a new temporary folder; `remove` takes it away again. */
export async function copyProfile(id: string): Promise<{ dir: string; remove: () => Promise<void> }> {
  const root = await mkdtemp(join(tmpdir(), "toancanh-profile-"));
  const dir = join(root, id);
  await cp(join(PROFILES, id), dir, { recursive: true });
  return { dir, remove: () => rm(root, { recursive: true }) };
}

/** The wards of a profile as its outlines draw them: neighbours share their borders, and holes are drawn over. */
export async function drawWards(dir: string): Promise<DrawnUnit[]> {
  const {
    outlines,
    profile: { wards },
  } = await loadProfile(dir);
  const names = new Map(wards.map(({ code, name }) => [code, name]));
  const { scale = [1, 1], translate = [0, 0] } = outlines.transform ?? {};
  const arcs = outlines.arcs.map((arc) => {
    let [x, y] = [0, 0];
    return arc.map(([dx = 0, dy = 0]): Point => {
      [x, y] = [x + dx, y + dy];
      return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
    });
  });
  const ringOf = (indices: readonly number[]): Point[] =>
    indices.flatMap((index, i) => {
      const arc = index < 0 ? (arcs[~index] ?? []).toReversed() : (arcs[index] ?? []);
      return i === 0 ? arc : arc.slice(1);
    });
  // What is too small to be drawn has shrunk to a point or a line.
  const partOf = (rings: readonly (readonly number[])[]) =>
    rings.map(ringOf).filter((ring) => ring.length > 3);
  const drawn = outlines.objects.wards;
  const geometries = drawn?.type === "GeometryCollection" ? drawn.geometries : [];
  return geometries.map((geometry) => {
    const code = String(geometry.id);
    const polygons =
      geometry.type === "MultiPolygon" ? geometry.arcs : geometry.type === "Polygon" ? [geometry.arcs] : [];
    return {
      code,
      name: names.get(code) ?? "",
      parts: polygons.map(partOf).filter(([outer]) => outer !== undefined),
    };
  });
}

/** Every position of the units moved. */
export function moveAll(units: readonly DrawnUnit[], move: (position: Point) => Point): DrawnUnit[] {
  return units.map((unit) => ({
    ...unit,
    parts: unit.parts.map((rings) => rings.map((ring) => ring.map(move))),
  }));
}

/** The units as a GeoJSON FeatureCollection. */
export function toGeojson(units: readonly DrawnUnit[]): object {
  return {
    type: "FeatureCollection",
    features: units.map(({ code, name, parts }) => ({
      type: "Feature",
      properties: { code, name },
      geometry: { type: "MultiPolygon", coordinates: parts },
    })),
  };
}
