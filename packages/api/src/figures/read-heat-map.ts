import type { HeatStatus } from "@toancanh/contracts";
import type { FigureSource } from "./figure-source.ts";
import type { MapFilters } from "./map-filters.ts";
import type { Scope } from "./scope.ts";

export interface HeatMapAnswer {
  asOf: number;
  /** Arrow IPC stream, columns HEAT_MAP_COLUMNS. */
  arrow: Buffer;
  /** All of the status asked for, cells + unlocated. */
  total: number;
  unlocated: number;
}

/** How often the totals are read again when events came between them and the cells. */
const MAX_TRIES = 4;

/**
 * The cells of the map, as bytes the browser reads without copying. Cells and totals are two reads:
 * when something was stored in between they would not add up, so the totals are read before and after.
 */
export async function readHeatMap(
  { store, profile, changes }: FigureSource,
  scope: Scope,
  filters: MapFilters,
  status: HeatStatus,
  resolution: number,
): Promise<HeatMapAnswer> {
  const { asOf, exclude, period } = scope;
  const scoped = { ...filters, as_of: asOf, from: period.from, to: period.to, exclude, status };
  const readTotals = async () => {
    const [totals] = await store.query("heat_map_total", scoped);
    return totals ?? { total: 0, unlocated: 0 };
  };

  let totals = await readTotals();
  for (let tries = 1; ; tries++) {
    const version = changes.version;
    const arrow = await store.queryArrow("heat_map", {
      ...scoped,
      time_zone: profile.time_zone,
      resolution,
    });
    const after = await readTotals();
    const isSame = after.total === totals.total && after.unlocated === totals.unlocated;
    totals = after;
    if ((isSame && version === changes.version) || tries === MAX_TRIES) return { asOf, arrow, ...totals };
  }
}
