import { intersection } from "polyclip-ts";
import {
  type Boundary,
  type BoundaryProblem,
  formatPlace,
  type Point,
  readBoundaries,
  ringArea,
  toSquareMetres,
} from "./boundaries.ts";
import { collectEdges, type Edge, findCrossings, findUnsharedEdges } from "./boundary-edges.ts";
import { findHoles } from "./boundary-holes.ts";
import { buildPolygonIndex, unitsAround } from "./polygon-index.ts";

/** Holes and overlaps below this area (square metres) are slivers: two drawings of what is one line. */
const SLIVER_M2 = 1_000;

/** Two units that may overlap, and a place where they seem to. */
interface Suspicion {
  first: string;
  second: string;
  at: Point;
}

/**
 * Everything wrong with boundaries of one level, by unit: what {@link readBoundaries} finds, rings that
 * cross themselves, units that overlap, holes and slivers between them. Empty when sound.
 * Slivers do no harm to locating, and a hole may be meant (an enclave of another province), so the caller decides
 * whether to refuse them.
 */
export function validateBoundaries(geojson: unknown): BoundaryProblem[] {
  const { boundaries, problems } = readBoundaries(geojson);
  const edges = collectEdges(boundaries);
  const suspicions = new Map<string, Suspicion>();
  const suspect = (unit: string, other: string, at: Point) => {
    const [first, second] = unit < other ? [unit, other] : [other, unit];
    const key = `${first} ${second}`;
    if (!suspicions.has(key)) suspicions.set(key, { first, second, at });
  };
  const selfCrossed = new Set<string>();
  for (const { first, second } of findCrossings(edges)) {
    if (first.unit !== second.unit) {
      suspect(first.unit, second.unit, second.a);
    } else if (!selfCrossed.has(first.unit)) {
      selfCrossed.add(first.unit);
      const message = `its ring crosses or repeats itself near ${formatPlace(first.a)}`;
      problems.push({ unit: first.unit, kind: "self_intersection", message });
    }
  }
  const unshared = findUnsharedEdges(edges);
  suspectEdgesInside(boundaries, unshared, suspect);
  problems.push(...measureOverlaps(boundaries, suspicions.values()));
  for (const { units, area, at } of findHoles(unshared)) {
    const among = units.length === 1 ? "inside it" : `among ${units.join(", ")}`;
    const message = `${formatArea(area)} of no unit ${among} at ${formatPlace(at)}`;
    problems.push({ unit: units[0] ?? "", kind: area < SLIVER_M2 ? "sliver" : "hole", message });
  }
  return problems;
}

/**
 * Suspects overlaps whose edges do not cross between their ends: a unit within another, or units that cross at corners.
 * Only unshared edges need a look: a shared edge lies inside a third unit only where an unshared edge of that unit lies
 * inside one of the two.
 */
function suspectEdgesInside(
  boundaries: readonly Boundary[],
  unshared: readonly Edge[],
  suspect: (unit: string, other: string, at: Point) => void,
): void {
  const index = buildPolygonIndex(boundaries);
  for (const { unit, a, b } of unshared) {
    const middle: Point = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
    for (const place of [a, middle]) {
      for (const other of unitsAround(index, place[1], place[0])) {
        if (other !== unit) suspect(unit, other, place);
      }
    }
  }
}

function measureOverlaps(
  boundaries: readonly Boundary[],
  suspicions: Iterable<Suspicion>,
): BoundaryProblem[] {
  const partsByCode = new Map(boundaries.map(({ code, parts }) => [code, parts]));
  const problems: BoundaryProblem[] = [];
  for (const { first, second, at } of suspicions) {
    const common = intersection(partsByCode.get(first) ?? [], partsByCode.get(second) ?? []);
    // Its outer rings run counterclockwise and its holes clockwise: the signed areas add up.
    const area = common.flat().reduce((sum, ring) => sum + ringArea(ring), 0);
    if (area === 0) continue;
    const squareMetres = toSquareMetres(area, at);
    const kind = squareMetres < SLIVER_M2 ? "sliver" : "overlap";
    const message = `overlaps ${second} by ${formatArea(squareMetres)} at ${formatPlace(at)}`;
    problems.push({ unit: first, kind, message });
  }
  return problems;
}

function formatArea(squareMetres: number): string {
  return squareMetres < 100_000 ? `${squareMetres.toFixed(1)} m²` : `${(squareMetres / 1e6).toFixed(2)} km²`;
}
