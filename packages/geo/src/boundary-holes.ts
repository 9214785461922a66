import { appendTo } from "./append-to.ts";
import { type Point, ringArea, toSquareMetres } from "./boundaries.ts";
import type { Edge } from "./boundary-edges.ts";

/** A place inside the whole that belongs to no unit. */
export interface Hole {
  /** Codes of the units around it, sorted. */
  units: string[];
  /** Square metres. */
  area: number;
  at: Point;
}

/**
 * Places enclosed by units but part of none. Edges without a neighbour's twin run around the whole
 * counterclockwise and around each hole in it clockwise, which is how holes are told apart.
 */
export function findHoles(unshared: readonly Edge[]): Hole[] {
  const leaving = new Map<string, Edge[]>();
  for (const edge of unshared) appendTo(leaving, placeKey(edge.a), edge);
  const holes: Hole[] = [];
  for (const start of unshared) {
    const ring = followRing(start, leaving);
    const first = ring[0];
    if (first === undefined) continue;
    const area = ringArea([...ring.map(({ a }) => a), first.a]);
    if (area >= 0) continue;
    const units = [...new Set(ring.map(({ unit }) => unit))].sort();
    holes.push({ units, area: toSquareMetres(-area, first.a), at: first.a });
  }
  return holes;
}

/** Takes the edges of one ring out of `leaving`, turning as far right as possible at each corner. */
function followRing(start: Edge, leaving: Map<string, Edge[]>): Edge[] {
  const ring: Edge[] = [];
  let edge: Edge | undefined = takeEdge(leaving, start);
  while (edge !== undefined) {
    ring.push(edge);
    if (edge.b[0] === start.a[0] && edge.b[1] === start.a[1]) return ring;
    const from: Edge = edge;
    const choices = leaving.get(placeKey(from.b)) ?? [];
    const next = choices.reduce<Edge | undefined>(
      (best, choice) => (best === undefined || turnOf(from, choice) < turnOf(from, best) ? choice : best),
      undefined,
    );
    edge = next === undefined ? undefined : takeEdge(leaving, next);
  }
  return [];
}

function takeEdge(leaving: Map<string, Edge[]>, edge: Edge): Edge | undefined {
  const list = leaving.get(placeKey(edge.a)) ?? [];
  const at = list.indexOf(edge);
  return at < 0 ? undefined : list.splice(at, 1)[0];
}

/** Angle from one edge to the next, −π (sharp right) to π (sharp left). */
function turnOf(from: Edge, to: Edge): number {
  const [ux, uy] = [from.b[0] - from.a[0], from.b[1] - from.a[1]];
  const [vx, vy] = [to.b[0] - to.a[0], to.b[1] - to.a[1]];
  return Math.atan2(ux * vy - uy * vx, ux * vx + uy * vy);
}

function placeKey([x, y]: Point): string {
  return `${x},${y}`;
}
