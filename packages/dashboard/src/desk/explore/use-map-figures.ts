import { useExplore } from "./explore-context.ts";
import { periodQuery, scopeQuery } from "./explore-queries.ts";
import type { ExploreState, Measure } from "./explore-state.ts";
import type { MapFigures } from "./map-figures.ts";
import { type Latest, useLatest } from "./use-latest.ts";

/** The measure that can be had: what is usual is known by cell only. */
export function shownMeasure({ view, measure }: ExploreState): Measure {
  return view === "wards" && measure === "ratio" ? "count" : measure;
}

/** Figures of the map from the read that has them; only that one is asked for. */
export function useMapFigures(): Latest<MapFigures> {
  const { data, state } = useExplore();
  const scope = { ...periodQuery(state), ...scopeQuery(state) };
  return useLatest(
    state.view === "cells"
      ? data.cellFigures({ ...scope, resolution: state.resolution })
      : data.wardFigures(scope),
  );
}
