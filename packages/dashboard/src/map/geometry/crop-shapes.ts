import type { WardShapes } from "../../data/ward-shapes.ts";
import type { Bounds } from "./projection.ts";

type Line = [number, number][];

/**
 * What of the shapes reaches into `bounds`: what lies outside a map costs a graphics card as much as what it shows.
 * Sea and land around stay, since they are few; so does what the maps of the whole city draw.
 */
export function cropShapes(shapes: WardShapes, bounds: Bounds): WardShapes {
  const { ground } = shapes;
  return {
    ...shapes,
    polygons: shapes.polygons.filter(({ polygon }) => reaches(polygon[0] ?? [], bounds)),
    inner: cropLines(shapes.inner, bounds),
    outer: cropLines(shapes.outer, bounds),
    ground: { ...ground, rivers: cropLines(ground.rivers, bounds) },
  };
}

/** The parts of lines that reach into the bounds, each with what its line has beside its path. */
function cropLines<T extends { path: Line }>(lines: readonly T[], bounds: Bounds): T[] {
  return lines.flatMap((line) => {
    const parts: Line[] = [];
    let isInside = false;
    for (const [index, to] of line.path.entries()) {
      const from = line.path[index - 1];
      if (from === undefined) continue;
      const stays = reaches([from, to], bounds);
      if (stays && isInside) parts.at(-1)?.push(to);
      else if (stays) parts.push([from, to]);
      isInside = stays;
    }
    return parts.map((path) => ({ ...line, path }));
  });
}

/** Whether the box around a line and the bounds have a place in common. */
function reaches(line: Readonly<Line>, [west, south, east, north]: Bounds): boolean {
  const longs = line.map(([long]) => long);
  const lats = line.map(([, lat]) => lat);
  return (
    Math.min(...longs) <= east &&
    Math.max(...longs) >= west &&
    Math.min(...lats) <= north &&
    Math.max(...lats) >= south
  );
}
