import type { WardShapes } from "../../../data/ward-shapes.ts";

type Ring = readonly (readonly [number, number])[];

function isInRing(long: number, lat: number, ring: Ring): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
    const [xi = 0, yi = 0] = ring[i] ?? [];
    const [xj = 0, yj = 0] = ring[j] ?? [];
    if (yi > lat !== yj > lat && long < ((xj - xi) * (lat - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}

/**
 * The ward on whose outline a place lies, to name a cell in a table. Figures never rest on it: the server
 * alone says which ward a report belongs to.
 * @returns ward code, or null outside of all
 */
export function wardAt(shapes: Pick<WardShapes, "polygons">, long: number, lat: number): string | null {
  const found = shapes.polygons.find(({ polygon: [outer, ...holes] }) => {
    return (
      outer !== undefined && isInRing(long, lat, outer) && !holes.some((hole) => isInRing(long, lat, hole))
    );
  });
  return found?.code ?? null;
}
