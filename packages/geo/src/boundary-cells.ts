import { compactCells, polygonToCells } from "h3-js";
import type { Boundary } from "./boundaries.ts";
import { CELL_RESOLUTION } from "./cells.ts";

/**
 * The table of cells of boundaries: [cell, code], compacted from resolution 10, by cell centre, sorted. Where two
 * units overlap by a sliver the lower code has the cell, as {@link locatePolygon} decides.
 */
export function cellsOfBoundaries(boundaries: readonly Boundary[]): [string, string][] {
  const taken = new Set<string>();
  const table: [string, string][] = [];
  for (const { code, parts } of [...boundaries].sort((a, b) => (a.code < b.code ? -1 : 1))) {
    const own: string[] = [];
    for (const part of parts) {
      for (const cell of polygonToCells(part, CELL_RESOLUTION, true)) {
        if (taken.has(cell)) continue;
        taken.add(cell);
        own.push(cell);
      }
    }
    for (const cell of compactCells(own).sort()) table.push([cell, code]);
  }
  return table;
}
