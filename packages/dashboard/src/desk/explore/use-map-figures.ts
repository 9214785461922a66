import { useExplore } from "./explore-context.ts";
import { countsAssignments, fieldQuery, periodQuery, scopeQuery } from "./explore-queries.ts";
import type { ExploreState, Measure } from "./explore-state.ts";
import type { MapFigures } from "./map-figures.ts";
import { type Latest, useLatest } from "./use-latest.ts";

/** The measure that can be had: what is usual is known by cell only, what was due by ward only for reports. */
export function shownMeasure(state: ExploreState): Measure {
  if (state.view === "cells") return state.measure;
  return state.measure === "late_share" && !countsAssignments(state) ? "late_share" : "count";
}

/** Figures of the map from the read that has them; only that one is asked for. */
export function useMapFigures(): Latest<MapFigures> {
  const { data, state } = useExplore();
  const period = periodQuery(state);
  return useLatest(
    state.view === "cells"
      ? data.cellFigures({ ...period, ...scopeQuery(state), resolution: state.resolution })
      : shownMeasure(state) === "count"
        ? data.wardCounts({ ...period, ...scopeQuery(state) })
        : data.wardShares({ ...period, ...fieldQuery(state), periods: 2 }),
  );
}
