import type { Layer } from "@deck.gl/core";
import { H3HexagonLayer } from "@deck.gl/geo-layers";
import { cellToLatLng } from "h3-js";
import type { HeatCells } from "../../client/heat-cells.ts";
import { SEQUENTIAL, toRgba } from "../../ui/palette.ts";
import { countClass, RATIO_COLOURS, ratioClass } from "./classes.ts";

export type HeatMeasure = "ratio" | "count";

const SEQUENTIAL_RGBA = SEQUENTIAL.map((hex) => toRgba(hex));
const GREY = toRgba(SEQUENTIAL[0]);

/** Place in SEQUENTIAL of a cell's colour. */
function colourIndex(heat: HeatCells, measure: HeatMeasure, edges: readonly number[], index: number): number {
  const count = heat.count[index] ?? 0;
  return measure === "count"
    ? countClass(count, edges)
    : (RATIO_COLOURS[ratioClass(count, heat.expected[index] ?? 0)] ?? 0);
}

/** From this colour on a cell stands out from the grey of the usual. */
const HOT_COLOUR = 3;

/** Middles of the cells that stand out on the map, lat and long in degrees. */
export function hotCells(
  heat: HeatCells,
  measure: HeatMeasure,
  edges: readonly number[],
): [number, number][] {
  return heat.cells
    .filter((_, index) => colourIndex(heat, measure, edges, index) >= HOT_COLOUR)
    .map((cell) => cellToLatLng(cell));
}

/**
 * Cells as hexagons, read from the columns by index: there are no row objects.
 * @param edges class edges when measured by count
 */
export function heatLayer(
  slot: string,
  heat: HeatCells,
  measure: HeatMeasure,
  edges: readonly number[],
): Layer {
  const colourAt = (index: number) => SEQUENTIAL_RGBA[colourIndex(heat, measure, edges, index)] ?? GREY;
  return new H3HexagonLayer<unknown>({
    id: `${slot}/cells`,
    data: { length: heat.cells.length },
    getHexagon: (_, { index }) => heat.cells[index] ?? "",
    getFillColor: (_, { index }) => colourAt(index),
    extruded: false,
    filled: true,
    stroked: false,
    coverage: 0.92,
    highPrecision: false,
    updateTriggers: { getHexagon: heat.as_of, getFillColor: [heat.as_of, measure, edges.join()] },
  });
}
