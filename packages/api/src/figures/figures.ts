import type {
  Agencies,
  AlarmCode,
  FigureQuery,
  HeatMapQuery,
  HotSpots,
  HotSpotsQuery,
  LiveDelta,
  LiveHeartbeat,
  LiveSnapshot,
  OpenReports,
  ReportState,
  Summary,
  Wards,
} from "@toancanh/contracts";
import { createAnswerCache } from "./answer-cache.ts";
import { type FigureSource, stampAt } from "./figure-source.ts";
import { stateToLiveReport } from "./live-report.ts";
import { resolveMapFilters } from "./map-filters.ts";
import { readAgencies } from "./read-agencies.ts";
import { type HeatMapAnswer, readHeatMap } from "./read-heat-map.ts";
import { readHotSpots } from "./read-hot-spots.ts";
import { readOpenReports } from "./read-open-reports.ts";
import { readSummary } from "./read-summary.ts";
import { readWards } from "./read-wards.ts";
import { resolveScope } from "./scope.ts";

/** Map cells are megabytes where other answers are kilobytes. */
const MAX_MAPS = 16;
const MAX_ANSWERS = 200;
/** Twenty walls that ask within the same two seconds cost as much as one. */
const MAX_AGE_MS = 2000;

/** Resolution of cells of about 0.1 km² (H3 res 9), as one sees them on a wall. */
const DEFAULT_RESOLUTION = 9;

/** Rows of the open reports in a snapshot. */
const SNAPSHOT_OPEN_REPORTS = 200;

/** Every figure the routes and the live stream show, shared between those who ask at the same time. */
export interface Figures {
  summary(query: FigureQuery): Promise<Summary>;
  agencies(query: FigureQuery): Promise<Agencies>;
  wards(query: FigureQuery): Promise<Wards>;
  hotSpots(query: HotSpotsQuery): Promise<HotSpots>;
  heatMap(query: HeatMapQuery): Promise<HeatMapAnswer>;
  openReports(limit: number): Promise<OpenReports>;
  snapshot(): Promise<LiveSnapshot>;
  delta(changed: ReportState[]): Promise<LiveDelta>;
  heartbeat(): LiveHeartbeat;
}

/** @param alarmCodes kinds of alarm that stand now, each once */
export function createFigures(source: FigureSource, alarmCodes: () => AlarmCode[]): Figures {
  const { clock, changes, store, profile, rulebook } = source;
  const cacheOf = <T>(maxEntries = MAX_ANSWERS) =>
    createAnswerCache<T>({ maxAgeMs: MAX_AGE_MS, maxEntries, now: () => clock.now() });
  const summaries = cacheOf<Summary>();
  const agencies = cacheOf<Agencies>();
  const wards = cacheOf<Wards>();
  const hotSpots = cacheOf<HotSpots>();
  const maps = cacheOf<HeatMapAnswer>(MAX_MAPS);
  const openReports = cacheOf<OpenReports>();
  const liveStampAt = (asOf: number) => ({ ...stampAt(source, asOf), alarms: alarmCodes() });

  const figures: Figures = {
    async summary(query) {
      const scope = resolveScope(query, rulebook, clock.now());
      return summaries.get(scope.key, changes.version, () => readSummary(source, scope));
    },
    async agencies(query) {
      const scope = resolveScope(query, rulebook, clock.now());
      return agencies.get(scope.key, changes.version, () => readAgencies(source, scope));
    },
    async wards(query) {
      const scope = resolveScope(query, rulebook, clock.now());
      return wards.get(scope.key, changes.version, () => readWards(source, scope));
    },
    async hotSpots(query) {
      const scope = resolveScope(query, rulebook, clock.now());
      const filters = resolveMapFilters(query, profile);
      const limit = query.limit ?? 5;
      return hotSpots.get(JSON.stringify([scope.key, filters, limit]), changes.version, () =>
        readHotSpots(source, scope, filters, limit),
      );
    },
    async heatMap(query) {
      const scope = resolveScope(query, rulebook, clock.now());
      const filters = resolveMapFilters(query, profile);
      const status = query.status ?? "received";
      const resolution = query.resolution ?? DEFAULT_RESOLUTION;
      return maps.get(JSON.stringify([scope.key, filters, status, resolution]), changes.version, () =>
        readHeatMap(source, scope, filters, status, resolution),
      );
    },
    async openReports(limit) {
      return openReports.get(String(limit), changes.version, () =>
        readOpenReports(source, clock.now(), limit),
      );
    },
    async snapshot() {
      const [summary, open] = await Promise.all([
        figures.summary({}),
        figures.openReports(SNAPSHOT_OPEN_REPORTS),
      ]);
      return { ...liveStampAt(clock.now()), summary, open_reports: open };
    },
    async delta(changed) {
      const asOf = clock.now();
      const [open] = await store.query("open_totals", { as_of: asOf });
      return {
        ...liveStampAt(asOf),
        changed: changed.map(stateToLiveReport),
        open: { total: open?.total ?? 0, overdue: open?.overdue ?? 0 },
      };
    },
    heartbeat: () => liveStampAt(clock.now()),
  };
  return figures;
}
