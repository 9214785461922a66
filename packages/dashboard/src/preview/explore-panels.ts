import type { ComponentType } from "react";
import { MapPanel } from "../desk/explore/map/map-panel.tsx";
import { AgesPanel } from "../desk/explore/panels/ages-panel.tsx";
import { FiguresStrip } from "../desk/explore/panels/figures-strip.tsx";
import { FiltersBar } from "../desk/explore/panels/filters-bar.tsx";
import { MatrixPanel } from "../desk/explore/panels/matrix-panel.tsx";
import { MoversPanel } from "../desk/explore/panels/movers-panel.tsx";
import { SeriesPanel } from "../desk/explore/panels/series-panel.tsx";
import { TrendPanel } from "../desk/explore/panels/trend-panel.tsx";

/** The panels of Explore in their order; the name of each is also its `data-section`. */
export const EXPLORE_PANELS: readonly { id: string; Panel: ComponentType }[] = [
  { id: "filters", Panel: FiltersBar },
  { id: "figures", Panel: FiguresStrip },
  { id: "map", Panel: MapPanel },
  { id: "series", Panel: SeriesPanel },
  { id: "ages", Panel: AgesPanel },
  { id: "movers", Panel: MoversPanel },
  { id: "matrix", Panel: MatrixPanel },
  { id: "trend", Panel: TrendPanel },
];
