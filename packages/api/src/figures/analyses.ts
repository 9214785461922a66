import type {
  AgeBands,
  AgeBandsQuery,
  AnalysisQuery,
  CompareQuery,
  Comparison,
  Matrix,
  Movers,
  MoversQuery,
  TimeSeries,
  TimeSeriesQuery,
  Trend,
  TrendQuery,
} from "@toancanh/contracts";
import { createAnswerCache } from "./answer-cache.ts";
import type { FigureSource } from "./figure-source.ts";
import { resolveMapFilters } from "./map-filters.ts";
import { readAgeBands, readComparison, readMatrix, readMovers, readTimeSeries } from "./read-analyses.ts";
import { readTrend } from "./read-trend.ts";
import { resolveScope } from "./scope.ts";

const MAX_AGE_MS = 2000;
const MAX_ANSWERS = 50;
const DEFAULT_MOVERS = 10;
const DEFAULT_MIN_DUE = 10;
/** A year, and the same month of the year before. */
const DEFAULT_PERIODS = 13;

/** What the desk asks: figures by more than one dimension or period, shared between those who ask at once. */
export interface Analyses {
  matrix(query: AnalysisQuery): Promise<Matrix>;
  timeSeries(query: TimeSeriesQuery): Promise<TimeSeries>;
  ageBands(query: AgeBandsQuery): Promise<AgeBands>;
  movers(query: MoversQuery): Promise<Movers>;
  compare(query: CompareQuery): Promise<Comparison>;
  trend(query: TrendQuery): Promise<Trend>;
}

export function createAnalyses(source: FigureSource): Analyses {
  const { clock, changes, profile, rulebook } = source;
  /** Wraps a read so that the same question within moments is asked of the store once. */
  function shared<Query extends object, Answer>(
    read: (query: Query, now: number) => Promise<Answer>,
  ): (query: Query) => Promise<Answer> {
    const cache = createAnswerCache<Answer>({
      maxAgeMs: MAX_AGE_MS,
      maxEntries: MAX_ANSWERS,
      now: () => clock.now(),
    });
    return (query) => {
      const key = JSON.stringify(Object.entries(query).sort(([a], [b]) => (a < b ? -1 : 1)));
      return cache.get(key, changes.version, () => read(query, clock.now()));
    };
  }

  return {
    matrix: shared(async (query, now) =>
      readMatrix(source, resolveScope(query, rulebook, now), resolveMapFilters(query, profile)),
    ),
    timeSeries: shared(async (query, now) =>
      readTimeSeries(
        source,
        resolveScope(query, rulebook, now),
        resolveMapFilters(query, profile),
        query.bucket ?? "day",
      ),
    ),
    ageBands: shared(async (query, now) => readAgeBands(source, now, resolveMapFilters(query, profile))),
    movers: shared(async (query, now) =>
      readMovers(source, resolveScope(query, rulebook, now), resolveMapFilters(query, profile), {
        limit: query.limit ?? DEFAULT_MOVERS,
        minDue: query.min_due ?? DEFAULT_MIN_DUE,
      }),
    ),
    compare: shared(async (query, now) => {
      const offset = (query.offset ?? 0) + (query.against ?? 1);
      return readComparison(
        source,
        resolveScope(query, rulebook, now),
        resolveScope({ ...query, offset }, rulebook, now),
        resolveMapFilters(query, profile),
      );
    }),
    trend: shared(async (query, now) => {
      const { ward_code, ...others } = query;
      const last = query.offset ?? 0;
      const scopes = Array.from({ length: query.periods ?? DEFAULT_PERIODS }, (_, back) =>
        resolveScope({ ...query, offset: last + back }, rulebook, now),
      ).reverse();
      return readTrend(source, scopes, resolveMapFilters(others, profile), ward_code);
    }),
  };
}
