import type { ReportState, StoredEvent } from "@toancanh/contracts";
import { stateAt } from "@toancanh/domain";
import { locateReport } from "@toancanh/ingest";
import type { PeriodCity, PeriodStore } from "../period-city.ts";
import type { Moment } from "./moment.ts";
import { readExcuses } from "./read-excuses.ts";

/** Events read at once: enough to keep the engine busy, few enough for the memory. */
const EVENTS_AT_A_TIME = 60_000;

/**
 * The reports received in `[from, to)` as they stood, folded from their events: the next portion is read while one is
 * folded. `additional` events of a report are folded as if they were stored. What was upheld by then is excused.
 */
export async function* readReportsAt(
  city: PeriodCity,
  store: Pick<PeriodStore, "query" | "readEventSpan">,
  { from, to }: { from: number; to: number },
  moment: Moment,
  additional: ReadonlyMap<string, readonly StoredEvent[]> = new Map(),
): AsyncGenerator<ReportState[]> {
  const spans = await cutSpans(store, from, to);
  const excuse = await readExcuses(store, { from, to }, moment.knownAt);
  const read = (index: number) => {
    const span = spans[index];
    return span === undefined
      ? Promise.resolve([])
      : store.readEventSpan({ ...span, knownAt: moment.knownAt });
  };
  let next = read(0);
  for (let index = 0; index < spans.length; index++) {
    const events = await next;
    next = read(index + 1);
    // An error is thrown where the portion is awaited; until then it must not count as unhandled.
    next.catch(() => undefined);
    yield foldReports(city, events, moment, additional).map(excuse);
  }
}

/** Spans of receipt that hold about as many events as are read at once. */
async function cutSpans(
  store: Pick<PeriodStore, "query" | "readEventSpan">,
  from: number,
  to: number,
): Promise<{ from: number; to: number }[]> {
  const spans: { from: number; to: number }[] = [];
  let start = from;
  let events = 0;
  for (const counted of await store.query("event_counts_by_hour", { from, to })) {
    if (events > 0 && events + counted.events > EVENTS_AT_A_TIME) {
      spans.push({ from: start, to: counted.hour });
      start = counted.hour;
      events = 0;
    }
    events += counted.events;
  }
  if (events > 0) spans.push({ from: start, to });
  return spans;
}

/** `events` are those of one report after the other. */
function foldReports(
  { rulebook, wardIndex, profile }: PeriodCity,
  events: readonly StoredEvent[],
  moment: Moment,
  additional: ReadonlyMap<string, readonly StoredEvent[]>,
): ReportState[] {
  const states: ReportState[] = [];
  for (let start = 0; start < events.length; ) {
    const id = events[start]?.service_request_id ?? "";
    const receivedAt = events[start]?.received_at;
    let end = start + 1;
    while (events[end]?.service_request_id === id && events[end]?.received_at === receivedAt) end += 1;
    const own = events.slice(start, end);
    start = end;
    const added = additional.get(id);
    const state = stateAt(rulebook, added === undefined ? own : [...own, ...added], moment);
    if (state !== null) states.push(locateReport(wardIndex, profile.default_points, state));
  }
  return states;
}
