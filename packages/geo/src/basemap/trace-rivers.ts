import { transform } from "topojson-client";
import { appendTo } from "../append-to.ts";
import { METRES_PER_DEGREE, type Point } from "../boundaries.ts";
import type { WardTopology } from "../outlines.ts";
import { cutCorners } from "./cut-corners.ts";
import { joinLines } from "./join-lines.ts";

/** A stretch of river along one border: which, and between which two places. */
export interface Reach {
  name: string;
  /** Metres. */
  width: number;
  /** Codes of the wards on its sides: two, one on the city's own border, none where it only crosses to the next. */
  wards: readonly string[];
  from: Point;
  to: Point;
}

/** A river of one name and width as one line, smoothed. */
export interface RiverLine {
  name: string;
  width: number;
  line: Point[];
}

/** Outlines are smoothed, which moves the places where borders meet by a cell or two. */
const SNAP_M = 200;
/** Farther than this from a stretch's ends, a border is another one. */
const REACH_M = 400;

/**
 * The lines of rivers that are borders of wards, taken from the outlines' own arcs, so that they lie on the borders that
 * they stand for. Stretches of one name and width become one line, and corners are cut once.
 * @returns `lost`: indices of the reaches that no arc follows
 */
export function traceRivers(
  topology: WardTopology,
  reaches: readonly Reach[],
): { lines: RiverLine[]; lost: number[] } {
  const arcs = plainArcs(topology);
  const bySides = arcsBySides(topology);
  const lost: number[] = [];
  const found = new Map<number, Point[]>();
  for (const [index, reach] of reaches.entries()) {
    if (reach.wards.length === 0) continue;
    const candidates = (bySides.get(sidesKey(reach.wards)) ?? []).map((arc) => arcs[arc] ?? []);
    const line = followReach(candidates, reach);
    if (line === null) lost.push(index);
    else found.set(index, line);
  }
  const ends = [...found.values()]
    .flatMap((line) => [line[0], line.at(-1)])
    .filter((end) => end !== undefined);
  for (const [index, reach] of reaches.entries()) {
    if (reach.wards.length > 0) continue;
    const from = nearest(ends, reach.from);
    const to = nearest(ends, reach.to);
    if (from.metres > REACH_M || to.metres > REACH_M) lost.push(index);
    else found.set(index, [from.point, to.point]);
  }
  return { lines: joinReaches(reaches, found), lost: lost.sort((a, b) => a - b) };
}

function joinReaches(reaches: readonly Reach[], found: ReadonlyMap<number, Point[]>): RiverLine[] {
  const groups = new Map<string, { reach: Reach; lines: Point[][] }>();
  for (const [index, reach] of reaches.entries()) {
    const key = `${reach.width} ${reach.name}`;
    const group = groups.get(key) ?? { reach, lines: [] };
    groups.set(key, group);
    group.lines.push(found.get(index) ?? []);
  }
  return [...groups.values()].flatMap(({ reach: { name, width }, lines }) =>
    joinLines(lines).map((line) => ({ name, width, line: cutCorners(line) })),
  );
}

/** The part of the arc that runs between the reach's ends; null when none does. */
function followReach(candidates: readonly Point[][], reach: Reach): Point[] | null {
  let best: { line: Point[]; metres: number } | null = null;
  for (const arc of candidates) {
    const from = cutAt(arc, reach.from);
    const to = cutAt(arc, reach.to);
    const metres = Math.max(from.metres, to.metres);
    if (best !== null && best.metres <= metres) continue;
    best = {
      metres,
      line:
        from.index <= to.index
          ? arc.slice(from.index, to.index + 1)
          : arc.slice(to.index, from.index + 1).reverse(),
    };
  }
  return best === null || best.metres > REACH_M ? null : best.line;
}

/** Where a place lies on an arc: at the arc's own end when that is near, so that lines meet where arcs do. */
function cutAt(arc: readonly Point[], place: Point): { index: number; metres: number } {
  const end = nearest([...arc.slice(0, 1), ...arc.slice(-1)], place);
  if (end.metres <= SNAP_M) return { index: end.index === 0 ? 0 : arc.length - 1, metres: end.metres };
  return nearest(arc, place);
}

function nearest(points: readonly Point[], place: Point): { index: number; metres: number; point: Point } {
  let best = { index: 0, metres: Number.POSITIVE_INFINITY, point: place };
  for (const [index, point] of points.entries()) {
    const metres = metresBetween(point, place);
    if (metres < best.metres) best = { index, metres, point };
  }
  return best;
}

/** Near enough for a city. */
function metresBetween([ax, ay]: Point, [bx, by]: Point): number {
  return METRES_PER_DEGREE * Math.hypot((ax - bx) * Math.cos((ay * Math.PI) / 180), ay - by);
}

function sidesKey(wards: readonly string[]): string {
  return [...wards].sort().join("|");
}

/** Indices of arcs by the wards on their sides. */
function arcsBySides(topology: WardTopology): Map<string, number[]> {
  const owners = new Map<number, Set<string>>();
  const walk = (id: string, entry: unknown) => {
    if (Array.isArray(entry)) for (const inner of entry) walk(id, inner);
    // A negative index is the same arc the other way round.
    if (typeof entry !== "number") return;
    const arc = entry < 0 ? ~entry : entry;
    owners.set(arc, (owners.get(arc) ?? new Set()).add(id));
  };
  for (const geometry of topology.objects.wards.geometries) {
    if ("arcs" in geometry) walk(String(geometry.id), geometry.arcs);
  }
  const bySides = new Map<string, number[]>();
  for (const [arc, wards] of owners) appendTo(bySides, sidesKey([...wards]), arc);
  return bySides;
}

/** Arcs as points in degrees. */
function plainArcs({ arcs, transform: steps }: WardTopology): Point[][] {
  return arcs.map((arc) => {
    const toDegrees = steps === undefined ? (point: number[]) => point : transform(steps);
    // The first point of an arc is absolute, the others are steps from the one before.
    return arc.map((point, i) => {
      const [long = 0, lat = 0] = toDegrees(point, i > 0);
      return [long, lat];
    });
  });
}
