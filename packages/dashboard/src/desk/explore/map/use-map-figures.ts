import type { MapFigures } from "../data/map-figures.ts";
import { type Latest, useLatest } from "../data/use-latest.ts";
import { useExplore } from "../parts/explore-context.ts";
import { periodQuery, scopeQuery } from "../state/explore-queries.ts";
import type { ExploreState, Measure } from "../state/explore-state.ts";

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
