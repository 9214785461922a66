import type { HeatMapQuery } from "@toancanh/contracts";
import { MediaReply } from "../../../handler.ts";
import { type FigureSource, toInstant } from "../../figure-source.ts";
import { resolveMapPart } from "./map-part.ts";

/** Resolution of cells of about 0.1 km² (H3 res 9), as one sees them on a wall. */
const DEFAULT_RESOLUTION = 9;

/** How often the totals are read again when events came between them and the cells. */
const MAX_TRIES = 4;

/**
 * The cells of the map as an Arrow IPC stream (columns HEAT_MAP_COLUMNS), which a browser reads without copying. Cells and totals are two reads:
 * when something was stored in between they would not add up, so the totals are read before and after.
 */
export async function readHeatMap(
  source: FigureSource,
  query: HeatMapQuery,
  now: number,
): Promise<MediaReply> {
  const { store, profile, changes } = source;
  const { period, asOf, params } = await resolveMapPart(source, query, now);
  const scoped = { ...params, status: query.status ?? "received" };
  const readTotals = async () => {
    const [totals] = await store.query("heat_map_total", scoped);
    return totals ?? { total: 0, unlocated: 0, outside: 0 };
  };

  let totals = await readTotals();
  for (let tries = 1; ; tries++) {
    const version = changes.version;
    const arrow = await store.queryArrow("heat_map", {
      ...scoped,
      time_zone: profile.time_zone,
      resolution: query.resolution ?? DEFAULT_RESOLUTION,
    });
    const after = await readTotals();
    const isSame = after.total === totals.total && after.unlocated === totals.unlocated;
    totals = after;
    if ((isSame && version === changes.version) || tries === MAX_TRIES) {
      return new MediaReply(arrow, {
        "x-as-of": toInstant(asOf),
        "x-from": toInstant(period.from),
        "x-to": toInstant(period.to),
        "x-unlocated": String(totals.unlocated),
        "x-outside": String(totals.outside),
        "x-total": String(totals.total),
      });
    }
  }
}
