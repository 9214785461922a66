import type { Position } from "geojson";

/**
 * Averages the zigzag out of a line: each pass moves every inner point to (before + 2·itself + after) / 4,
 * which wipes out exactly the alternation of a hexagon's corners. Ends stay where they are, so that
 * arcs that meet still meet; a closed arc is averaged around its seam and stays closed.
 */
export function smoothArc(arc: readonly Position[], passes: number): Position[] {
  const first = arc[0];
  const last = arc[arc.length - 1];
  if (first === undefined || last === undefined || arc.length < 4) return [...arc];
  const closed = first[0] === last[0] && first[1] === last[1];
  let points: Position[] = closed ? arc.slice(0, -1) : [...arc];
  for (let pass = 0; pass < passes; pass++) {
    const before = points;
    points = before.map((point, i) => {
      const previous = before[i - 1] ?? (closed ? before[before.length - 1] : undefined);
      const next = before[i + 1] ?? (closed ? before[0] : undefined);
      return previous === undefined || next === undefined ? point : average(previous, point, next);
    });
  }
  const start = points[0];
  return closed && start !== undefined ? [...points, start] : points;
}

function average(previous: Position, point: Position, next: Position): Position {
  return [
    ((previous[0] ?? 0) + 2 * (point[0] ?? 0) + (next[0] ?? 0)) / 4,
    ((previous[1] ?? 0) + 2 * (point[1] ?? 0) + (next[1] ?? 0)) / 4,
  ];
}
