import type { Layer } from "@deck.gl/core";
import { H3HexagonLayer } from "@deck.gl/geo-layers";
import type { HeatCells } from "../../client/heat-cells.ts";
import { SEQUENTIAL, toRgba } from "../../ui/palette.ts";
import { countClass, RATIO_COLOURS, ratioClass } from "./classes.ts";

export type HeatMeasure = "ratio" | "count";

const SEQUENTIAL_RGBA = SEQUENTIAL.map((hex) => toRgba(hex));
const GREY = toRgba(SEQUENTIAL[0]);

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
  const colourAt = (index: number) => {
    const count = heat.count[index] ?? 0;
    const colour =
      measure === "count"
        ? countClass(count, edges)
        : (RATIO_COLOURS[ratioClass(count, heat.expected[index] ?? 0)] ?? 0);
    return SEQUENTIAL_RGBA[colour] ?? GREY;
  };
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
