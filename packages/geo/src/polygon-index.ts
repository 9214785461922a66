import Flatbush from "flatbush";
import { orient2d } from "robust-predicates";
import type { Boundary } from "./boundaries.ts";
import { isPoint } from "./cells.ts";

/** On which side of an area's border a point lies. */
type Side = "inside" | "outside" | "border";

/** Edges of one unit as ax, ay, bx, by, with a tree over their boxes. */
interface PolygonUnit {
  code: string;
  edges: Float64Array;
  tree: Flatbush;
}

/** Made by {@link buildPolygonIndex} and read by {@link locatePolygon}; it does not change. */
export interface PolygonIndex {
  /** Sorted by code. */
  readonly units: readonly PolygonUnit[];
  readonly boxes: Flatbush;
}

/**
 * Exact point-in-polygon over many units: a tree over the units' boxes, in each a tree over its edges,
 * and sides decided by adaptive exact arithmetic, so that no rounding ever moves a point over a border.
 */
export function buildPolygonIndex(boundaries: readonly Boundary[]): PolygonIndex {
  const units = [...boundaries].sort((a, b) => (a.code < b.code ? -1 : 1)).map(buildUnit);
  const boxes = new Flatbush(Math.max(units.length, 1));
  for (const { tree } of units) boxes.add(tree.minX, tree.minY, tree.maxX, tree.maxY);
  if (units.length === 0) boxes.add(0, 0, 0, 0);
  boxes.finish();
  return { units, boxes };
}

function buildUnit({ code, parts }: Boundary): PolygonUnit {
  const rings = parts.flat();
  const count = rings.reduce((sum, ring) => sum + ring.length - 1, 0);
  const edges = new Float64Array(count * 4);
  const tree = new Flatbush(count);
  let at = 0;
  for (const ring of rings) {
    for (let i = 1; i < ring.length; i++) {
      const [ax, ay] = ring[i - 1] ?? [0, 0];
      const [bx, by] = ring[i] ?? [0, 0];
      edges.set([ax, ay, bx, by], at);
      tree.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by));
      at += 4;
    }
  }
  tree.finish();
  return { code, edges, tree };
}

/**
 * Code of the unit that contains a point (degrees WGS84, latitude first); "" when none does.
 * A point exactly on a border belongs to the unit with the lowest code among those it borders or lies in.
 */
export function locatePolygon(index: PolygonIndex, lat: number, long: number): string {
  if (!isPoint(lat, long)) return "";
  const candidates = index.boxes.search(long, lat, long, lat).sort((a, b) => a - b);
  for (const i of candidates) {
    const unit = index.units[i];
    if (unit !== undefined && sideOf(unit, long, lat) !== "outside") return unit.code;
  }
  return "";
}

/** Units whose surface has the point strictly inside. */
export function unitsAround(index: PolygonIndex, lat: number, long: number): string[] {
  const codes: string[] = [];
  for (const i of index.boxes.search(long, lat, long, lat)) {
    const unit = index.units[i];
    if (unit !== undefined && sideOf(unit, long, lat) === "inside") codes.push(unit.code);
  }
  return codes;
}

/**
 * Counts the edges that a ray to the east crosses. An edge includes its lower end and excludes its
 * upper one, so that a corner on the ray counts once.
 */
function sideOf({ edges, tree }: PolygonUnit, x: number, y: number): Side {
  let inside = false;
  let onBorder = false;
  tree.search(x, y, tree.maxX, y, (i) => {
    const ax = edges[i * 4] ?? 0;
    const ay = edges[i * 4 + 1] ?? 0;
    const bx = edges[i * 4 + 2] ?? 0;
    const by = edges[i * 4 + 3] ?? 0;
    const turn = orient2d(ax, ay, bx, by, x, y);
    if (turn === 0) {
      // The point is on the edge's line and within its rows; it is on the edge when it is within its columns too.
      if (Math.min(ax, bx) <= x && x <= Math.max(ax, bx)) onBorder = true;
    } else if (ay <= y !== by <= y && turn < 0 === by > ay) {
      inside = !inside;
    }
    return false;
  });
  if (onBorder) return "border";
  return inside ? "inside" : "outside";
}
