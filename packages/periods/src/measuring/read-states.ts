import type { ReportState, StoredEvent } from "@toancanh/contracts";
import { groupBy, stateAt } from "@toancanh/domain";
import { locateReport } from "@toancanh/ingest";
import type { PeriodCity, PeriodStore } from "../period-city.ts";
import type { Moment } from "./moment.ts";
import { readExcuses } from "./read-excuses.ts";

/** States read at once: answers of other requests come in between. */
const WINDOW_MS = 5 * 86_400_000;

/**
 * The reports received in `[from, to)` as they stood, read from their states: only those that something happened to or
 * was recorded of afterwards are folded again from their events. `additional` events of a report are folded as if they
 * were stored, and what was upheld by then is excused. The same as {@link readReportsAt}, which folds every report, wherever states hold all events.
 */
export async function* readStatesAt(
  city: PeriodCity,
  store: Pick<PeriodStore, "query" | "readEvents">,
  { from, to }: { from: number; to: number },
  moment: Moment,
  additional: ReadonlyMap<string, readonly StoredEvent[]> = new Map(),
): AsyncGenerator<ReportState[]> {
  const isSettled = (row: ReportState) =>
    row.last_event_at <= moment.asOf &&
    row.last_recorded_at <= moment.knownAt &&
    !additional.has(row.service_request_id);
  const excuse = await readExcuses(store, { from, to }, moment.knownAt);
  // A period may be asked for that is decades longer than what is stored.
  const [span] = await store.query("state_span", {});
  const first = Math.max(from, span?.first_received_at ?? to);
  const end = Math.min(to, (span?.last_received_at ?? from) + 1);
  for (let start = first; start < end; start += WINDOW_MS) {
    const rows = await store.query("states_in_period", { from: start, to: Math.min(start + WINDOW_MS, end) });
    const moved = rows.filter((row) => !isSettled(row));
    const folded = await foldAgain(city, store, moved, moment, additional);
    yield [...rows.filter(isSettled), ...folded].map(excuse);
  }
}

async function foldAgain(
  { rulebook, wardIndex, profile }: PeriodCity,
  store: Pick<PeriodStore, "readEvents">,
  rows: ReportState[],
  moment: Moment,
  additional: ReadonlyMap<string, readonly StoredEvent[]>,
): Promise<ReportState[]> {
  const keyOf = (one: { received_at: number; service_request_id: string }) =>
    `${one.received_at} ${one.service_request_id}`;
  const events = groupBy(await store.readEvents(rows), keyOf);
  return rows.flatMap((row) => {
    const own = [...(events.get(keyOf(row)) ?? []), ...(additional.get(row.service_request_id) ?? [])];
    const state = stateAt(rulebook, own, moment);
    return state === null ? [] : [locateReport(wardIndex, profile.default_points, state)];
  });
}
