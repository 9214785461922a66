import type { Feature, FeatureCollection, MultiPolygon, Position } from "geojson";
import { cellsToMultiPolygon, uncompactCells } from "h3-js";
import { quantize, transform } from "topojson-client";
import { topology } from "topojson-server";
import { planarTriangleArea, presimplify, simplify, type Triangle } from "topojson-simplify";
import type { GeometryCollection, GeometryObject, Topology } from "topojson-specification";
import { appendTo } from "./append-to.ts";
import { METRES_PER_DEGREE } from "./boundaries.ts";
import { CELL_RESOLUTION, cellResolution, parentCell } from "./cells.ts";
import { moveSpecks } from "./move-specks.ts";
import { smoothArc } from "./smooth-arc.ts";

/** Topology with one object "wards"; each geometry's id is the ward's code. */
export type WardTopology = Topology<{ wards: GeometryCollection }>;

/** A ward's area as GeoJSON coordinates of a MultiPolygon: [long, lat] in degrees. */
export type WardPolygons = ReadonlyMap<string, Position[][][]>;

/** Fine enough (≈ 0.3 m) to be exact, coarse enough that the same corner of two wards falls together. */
const JOIN_STEPS = 1e7;
/** ≈ 3 m over a whole city: below one pixel of the widest wall. */
const STORE_STEPS = 1e5;
/** A corner of a hexagon spans 2,500 m²; what is smaller than this after averaging is not seen. */
const MIN_CORNER_M2 = 1_500;
const SMOOTHING_PASSES = 4;
/** Patches below 4 cells (≈ 0.06 km²) are artefacts of cell centres, or rocks in the sea. */
const MIN_PATCH_CELLS = 4;

/**
 * Ward outlines from H3 cells. Shared borders are one arc, so that neighbours meet without gap or
 * overlap at any zoom. The zigzag of the hexagons (edge ≈ 76 m) is averaged out along each arc,
 * then Visvalingam's method drops what an eye would not miss.
 * `cells` are [cell, ward code] of one epoch, compacted or not, resolution ≤ 10.
 */
export function buildOutlines(cells: Iterable<readonly [string, string]>): WardTopology {
  const wardByCell = new Map(cells);
  const compactByWard = new Map<string, string[]>();
  for (const [cell, ward] of wardByCell) appendTo(compactByWard, ward, cell);
  const cellsByWard = new Map<string, string[]>();
  const polygons = new Map<string, Position[][][]>();
  const outline = (ward: string, fine: string[]) => {
    // Sorted, so that the outline does not depend on the order of the table.
    polygons.set(ward, cellsToMultiPolygon(fine.sort(), true));
  };
  for (const [ward, compact] of compactByWard) {
    const fine = uncompactCells(compact, CELL_RESOLUTION);
    cellsByWard.set(ward, fine);
    outline(ward, fine);
  }
  const scattered = [...polygons].filter(([, parts]) => parts.length > 1).map(([ward]) => ward);
  let coarsest = CELL_RESOLUTION;
  for (const cell of wardByCell.keys()) coarsest = Math.min(coarsest, cellResolution(cell));
  const wardOf = (fine: string) => findWard(wardByCell, fine, coarsest);
  for (const ward of moveSpecks(cellsByWard, scattered.sort(), MIN_PATCH_CELLS, wardOf)) {
    outline(ward, cellsByWard.get(ward) ?? []);
  }
  return joinOutlines(polygons, SMOOTHING_PASSES);
}

/** Ward of a resolution-10 cell in a compacted table. */
function findWard(
  wardByCell: ReadonlyMap<string, string>,
  fine: string,
  coarsest: number,
): string | undefined {
  for (let resolution = CELL_RESOLUTION; resolution >= coarsest; resolution--) {
    const ward = wardByCell.get(parentCell(fine, resolution));
    if (ward !== undefined) return ward;
  }
  return undefined;
}

/** Ward outlines from polygons that share their borders; simplified, not smoothed. See {@link buildOutlines}. */
export function buildOutlinesFromPolygons(polygons: WardPolygons): WardTopology {
  return joinOutlines(polygons, 0);
}

/**
 * The same outlines without the corners that span less than `cornerM2` (square metres): for maps on which those are
 * smaller than a pixel. Shared borders stay one arc.
 */
export function coarsenOutlines(outlines: WardTopology, cornerM2: number): WardTopology {
  return simplify(presimplify(withPlainArcs(outlines), triangleSquareMetres), cornerM2);
}

function joinOutlines(polygons: WardPolygons, passes: number): WardTopology {
  const features = [...polygons]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([id, coordinates]): Feature<MultiPolygon> => ({
        type: "Feature",
        id,
        properties: {},
        geometry: { type: "MultiPolygon", coordinates },
      }),
    );
  const wards: FeatureCollection<MultiPolygon> = { type: "FeatureCollection", features };
  const joined = topology({ wards }, JOIN_STEPS);
  const plain = withPlainArcs(joined);
  const smooth = { ...plain, arcs: plain.arcs.map((arc) => smoothArc(arc, passes)) };
  const simple = simplify(presimplify(smooth, triangleSquareMetres), MIN_CORNER_M2);
  return quantize(simple, STORE_STEPS);
}

/** Arcs in degrees instead of steps from point to point. */
function withPlainArcs(joined: Topology): WardTopology {
  const { transform: steps, arcs, bbox } = joined;
  if (steps === undefined || bbox === undefined) throw new Error("topology without its steps");
  const plainArcs = arcs.map((arc) => {
    const toDegrees = transform(steps);
    // The first point of an arc is absolute, the others are steps from the one before.
    return arc.map((point, i) => toDegrees(point, i > 0));
  });
  return { type: "Topology", bbox, objects: { wards: wardsOf(joined) }, arcs: plainArcs };
}

/** Area of a triangle of degrees, near enough for a city. */
function triangleSquareMetres(triangle: Triangle): number {
  const latitude = (triangle[1][1] * Math.PI) / 180;
  return planarTriangleArea(triangle) * METRES_PER_DEGREE ** 2 * Math.cos(latitude);
}

function wardsOf(joined: Topology): GeometryCollection {
  const wards = joined.objects.wards;
  if (wards?.type !== "GeometryCollection") throw new Error("topology without its wards");
  const geometries: GeometryObject[] = [];
  for (const geometry of wards.geometries) {
    if (geometry.type === "Polygon") {
      geometries.push({ type: "Polygon", id: geometry.id, arcs: geometry.arcs });
    } else if (geometry.type === "MultiPolygon") {
      geometries.push({ type: "MultiPolygon", id: geometry.id, arcs: geometry.arcs });
    }
  }
  return { type: "GeometryCollection", geometries };
}
