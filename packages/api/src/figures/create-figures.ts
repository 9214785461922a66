import type { OwnUnits } from "@toancanh/store";
import { ownKey, scopeStore } from "../server/access/scope-store.ts";
import { createAnswerCache } from "./answer-cache.ts";
import type { FigureSource } from "./figure-source.ts";
import { queryKey } from "./query-key.ts";
import { readAgeBands } from "./readers/analyses/read-age-bands.ts";
import { readComparison } from "./readers/analyses/read-comparison.ts";
import { readMatrix } from "./readers/analyses/read-matrix.ts";
import { readMovers } from "./readers/analyses/read-movers.ts";
import { readTimeSeries } from "./readers/analyses/read-time-series.ts";
import { readTrend } from "./readers/analyses/read-trend.ts";
import { readAgencies } from "./readers/figures/read-agencies.ts";
import { readCategories } from "./readers/figures/read-categories.ts";
import { readChannels } from "./readers/figures/read-channels.ts";
import { readDataQuality } from "./readers/figures/read-data-quality.ts";
import { readPeriods } from "./readers/figures/read-periods.ts";
import { readSummary } from "./readers/figures/read-summary.ts";
import { readWards } from "./readers/figures/read-wards.ts";
import { createIncidentReader } from "./readers/incidents/read-incidents.ts";
import { readHeatMap } from "./readers/maps/read-heat-map.ts";
import { readHotSpots } from "./readers/maps/read-hot-spots.ts";
import { readDueNext } from "./readers/read-due-next.ts";
import { readFlow } from "./readers/read-flow.ts";
import { readOpenReports } from "./readers/read-open-reports.ts";
import { readAgencyStandings } from "./readers/standings/read-agency-standings.ts";
import { readRecentOutcomes } from "./readers/standings/read-recent-outcomes.ts";
import { readWardStandings } from "./readers/standings/read-ward-standings.ts";

/** Twenty walls that ask within the same two seconds cost as much as one. */
const MAX_AGE_MS = 2000;
/** Answers kept of one figure. */
const MAX_ANSWERS = 200;
/** Map cells and matrices are megabytes where other answers are kilobytes. */
const MAX_LARGE_ANSWERS = 16;

/** Answers a query of an endpoint as of `now` (epoch milliseconds) from the store. */
type FigureReader<Query, Answer> = (source: FigureSource, query: Query, now: number) => Promise<Answer>;

export type Figures = ReturnType<typeof createFigures>;

/**
 * Every figure by its id in the catalogue, as the handler of its endpoint. Answers are kept for a moment by
 * (figure, query, what the caller may see, state of the data) and shared between those who ask at the same time.
 */
export function createFigures(source: FigureSource) {
  const { clock, changes } = source;

  function shared<Query extends object, Answer>(
    read: FigureReader<Query, Answer>,
    maxEntries = MAX_ANSWERS,
  ): (request: { query: Query; own: OwnUnits | null }) => Promise<Answer> {
    // An answer's age is real time, whatever the clock's pace.
    const cache = createAnswerCache<Answer>({
      maxAgeMs: MAX_AGE_MS,
      maxEntries,
      now: () => performance.now(),
    });
    return ({ query, own }) =>
      cache.get(`${ownKey(own)} ${queryKey(query)}`, changes.version, () =>
        read({ ...source, store: scopeStore(source.store, own) }, query, clock.now()),
      );
  }

  return {
    summary: shared(readSummary),
    agencies: shared(readAgencies),
    wards: shared(readWards),
    categories: shared(readCategories),
    channels: shared(readChannels),
    data_quality: shared(readDataQuality),
    periods: shared(readPeriods),
    heat_map: shared(readHeatMap, MAX_LARGE_ANSWERS),
    hot_spots: shared(readHotSpots),
    open_reports: shared(readOpenReports),
    due_next: shared(readDueNext),
    flow: shared(readFlow),
    incidents: shared(createIncidentReader(source)),
    recent_outcomes: shared(readRecentOutcomes),
    agency_standings: shared(readAgencyStandings),
    ward_standings: shared(readWardStandings),
    matrix: shared(readMatrix, MAX_LARGE_ANSWERS),
    time_series: shared(readTimeSeries),
    age_bands: shared(readAgeBands),
    movers: shared(readMovers),
    compare: shared(readComparison),
    trend: shared(readTrend),
  };
}
