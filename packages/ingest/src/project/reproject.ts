import type { ReportState, StoredEvent } from "@toancanh/contracts";
import type { ReportKey } from "@toancanh/store";
import type { IngestStore } from "../ports.ts";
import { markKey } from "./marked-reports.ts";
import type { ProjectionContext } from "./projection-context.ts";

/** Told of the states written, chunk by chunk. */
type StatesListener = (states: ReportState[]) => void;

/** Reading what is to be written anew takes named queries too. */
interface ReprojectionContext extends ProjectionContext {
  store: IngestStore;
}

export interface Reprojection {
  /** Reports whose state was written. */
  reports: number;
  /** Reports whose events the city's rules cannot judge, or of which events are missing; their old state, if any, stays. */
  failed: number;
}

/** Reports read and written at a time. */
const CHUNK_REPORTS = 2000;

/**
 * Writes the state of every report whose events are not all in it, as a process leaves them that died between
 * the two. Running beside accept is safe: of two states that of more events wins.
 */
export async function reconcileStates(
  context: ReprojectionContext,
  onStates: StatesListener,
): Promise<Reprojection> {
  const keys = await context.store.query("unprojected_reports", {});
  const done = await reproject(keys, context, onStates);
  if (keys.length > 0) context.log.info(done, "states brought up to their events");
  return done;
}

/**
 * Writes every state anew from its events: after a change of rules, or to prove that it changes nothing.
 * Goes month by month over what was received in `[from, to)` (epoch ms; years without reports are passed
 * over), then over reports without a state.
 */
export async function rebuildStates(
  { from, to, onProgress }: { from: number; to: number; onProgress?: (share: number) => void },
  context: ReprojectionContext,
): Promise<Reprojection> {
  const { store } = context;
  const tellNothing = (): void => undefined;
  const total: Reprojection = { reports: 0, failed: 0 };
  const add = ({ reports, failed }: Reprojection): void => {
    total.reports += reports;
    total.failed += failed;
  };
  for (let year = from; year < to; year = startOfNextYear(year)) {
    const yearEnd = Math.min(to, startOfNextYear(year));
    const [counted] = await store.query("summary", { as_of: to, from: year, to: yearEnd });
    for (let start = year; start < yearEnd && counted?.received !== 0; start = startOfNextMonth(start)) {
      const month = { from: start, to: Math.min(yearEnd, startOfNextMonth(start)) };
      const rows = await store.query("states_in_period", month);
      add(await reproject(rows, context, tellNothing));
      onProgress?.((month.to - from) / (to - from));
    }
  }
  onProgress?.(1);
  add(await reconcileStates(context, tellNothing));
  return total;
}

function startOfNextYear(ms: number): number {
  return Date.UTC(new Date(ms).getUTCFullYear() + 1, 0, 1);
}

function startOfNextMonth(ms: number): number {
  const date = new Date(ms);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
}

/** Writes the states of these reports anew from their events. */
export async function reproject(
  keys: readonly (ReportKey & { event_count?: number })[],
  { store, fold, place, log }: ReprojectionContext,
  onStates: StatesListener,
): Promise<Reprojection> {
  const done: Reprojection = { reports: 0, failed: 0 };
  for (let at = 0; at < keys.length; at += CHUNK_REPORTS) {
    const chunk = keys
      .slice(at, at + CHUNK_REPORTS)
      .map(({ service_request_id, received_at }) => ({ service_request_id, received_at }));
    const events = await store.readEvents(chunk);
    const states: ReportState[] = [];
    const reports = groupByKey(events);
    const lacking = findLacking(keys.slice(at, at + CHUNK_REPORTS), reports);
    done.failed += lacking.size;
    for (const [key, report] of reports) {
      if (lacking.has(key)) continue;
      try {
        const state = place(fold(report));
        if (state.flags.includes("events_missing")) done.failed++;
        states.push(state);
      } catch (error) {
        done.failed++;
        const service_request_id = report[0]?.service_request_id;
        log.error({ service_request_id, error: String(error) }, "the rules cannot judge a stored report");
      }
    }
    await store.writeStates(states);
    done.reports += states.length;
    if (states.length > 0) onStates(states);
  }
  return done;
}

/** Events of each report; a report is its id and received_at. */
function groupByKey(events: readonly StoredEvent[]): Map<string, StoredEvent[]> {
  const reports = new Map<string, StoredEvent[]>();
  for (const event of events) {
    const key = markKey(event);
    const report = reports.get(key);
    if (report === undefined) reports.set(key, [event]);
    else report.push(event);
  }
  return reports;
}

/** Keys of the reports with fewer events than their state was folded from: a fold of the rest would pass for whole. */
function findLacking(
  keys: readonly (ReportKey & { event_count?: number })[],
  reports: ReadonlyMap<string, StoredEvent[]>,
): Set<string> {
  return new Set(
    keys
      .map((row) => ({ key: markKey(row), folded: Math.max(1, row.event_count ?? 1) }))
      .filter(({ key, folded }) => (reports.get(key)?.length ?? 0) < folded)
      .map(({ key }) => key),
  );
}
