import Flatbush from "flatbush";
import { orient2d } from "robust-predicates";
import { appendTo } from "./append-to.ts";
import { type Boundary, type Point, ringArea } from "./boundaries.ts";

/** One directed edge of a unit, its surface to the left. */
export interface Edge {
  unit: string;
  a: Point;
  b: Point;
}

/** Where two edges meet in a way that sound boundaries do not. */
export interface Crossing {
  first: Edge;
  second: Edge;
}

/** Edges of all units, outer rings turned counterclockwise and holes clockwise. */
export function collectEdges(boundaries: readonly Boundary[]): Edge[] {
  const edges: Edge[] = [];
  for (const { code, parts } of boundaries) {
    for (const [r, ring] of parts.flatMap((part) => [...part.entries()])) {
      const isHole = r > 0;
      const turned = ringArea(ring) > 0 === isHole ? [...ring].reverse() : ring;
      for (let i = 1; i < turned.length; i++) {
        const [a, b] = [turned[i - 1], turned[i]];
        if (a !== undefined && b !== undefined) edges.push({ unit: code, a, b });
      }
    }
  }
  return edges;
}

/**
 * Edges that no neighbouring unit has in the opposite direction: those around the whole, those around each hole in
 * it, and those where two units do not share one line.
 */
export function findUnsharedEdges(edges: readonly Edge[]): Edge[] {
  const waiting = new Map<string, Edge[]>();
  for (const edge of edges) {
    const twin = waiting.get(`${edge.b} ${edge.a}`);
    if (twin !== undefined && twin.length > 0) {
      twin.pop();
      continue;
    }
    appendTo(waiting, `${edge.a} ${edge.b}`, edge);
  }
  return [...waiting.values()].flat();
}

/**
 * Pairs of edges that sound boundaries do not have: crossing between their ends, or running along
 * each other: two units in the same direction (both surfaces on one side), one unit in any.
 */
export function findCrossings(edges: readonly Edge[]): Crossing[] {
  if (edges.length === 0) return [];
  const tree = new Flatbush(edges.length);
  for (const edge of edges) tree.add(...boxOf(edge));
  tree.finish();
  const crossings: Crossing[] = [];
  for (const [i, first] of edges.entries()) {
    tree.search(...boxOf(first), (j) => {
      const second = j > i ? edges[j] : undefined;
      if (second !== undefined && (cross(first, second) || runAlong(first, second))) {
        crossings.push({ first, second });
      }
      return false;
    });
  }
  return crossings;
}

/** West, south, east, north. */
function boxOf({ a, b }: Edge): [number, number, number, number] {
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[0], b[0]), Math.max(a[1], b[1])];
}

function cross({ a, b }: Edge, { a: c, b: d }: Edge): boolean {
  return areApart(a, b, c, d) && areApart(c, d, a, b);
}

/** Whether c and d lie strictly on different sides of the line through a and b. */
function areApart(a: Point, b: Point, c: Point, d: Point): boolean {
  const toC = turn(a, b, c);
  const toD = turn(a, b, d);
  return (toC < 0 && toD > 0) || (toC > 0 && toD < 0);
}

/** Whether two edges on one line have more than a point in common, in a direction that {@link findCrossings} reports. */
function runAlong(first: Edge, second: Edge): boolean {
  const { a, b } = first;
  if (turn(a, b, second.a) !== 0 || turn(a, b, second.b) !== 0) return false;
  const axis = Math.abs(b[0] - a[0]) >= Math.abs(b[1] - a[1]) ? 0 : 1;
  const [low, high] = [Math.min(a[axis], b[axis]), Math.max(a[axis], b[axis])];
  const from = Math.max(low, Math.min(second.a[axis], second.b[axis]));
  const to = Math.min(high, Math.max(second.a[axis], second.b[axis]));
  if (from >= to) return false;
  return first.unit === second.unit || b[axis] > a[axis] === second.b[axis] > second.a[axis];
}

function turn(a: Point, b: Point, c: Point): number {
  return orient2d(a[0], a[1], b[0], b[1], c[0], c[1]);
}
