import type { Point } from "../boundaries.ts";

/**
 * Chaikin's corner cutting, once: each corner becomes two points a quarter of the way to its neighbours. The ends stay,
 * so that lines that meet there still meet.
 */
export function cutCorners(line: readonly Point[]): Point[] {
  const first = line[0];
  const last = line.at(-1);
  if (first === undefined || last === undefined || line.length < 3) return [...line];
  const cut: Point[] = [first];
  for (let i = 1; i < line.length; i++) {
    const a = line[i - 1] ?? first;
    const b = line[i] ?? last;
    if (i > 1) cut.push(between(a, b, 0.25));
    if (i < line.length - 1) cut.push(between(a, b, 0.75));
  }
  cut.push(last);
  return cut;
}

function between([ax, ay]: Point, [bx, by]: Point, share: number): Point {
  return [ax + (bx - ax) * share, ay + (by - ay) * share];
}
