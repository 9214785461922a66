import type { FoldedReport, ReportState, StoredEvent } from "@toancanh/contracts";
import type { ReportKey } from "@toancanh/store";
import { type Admission, admitEvents, type Verdict } from "./admit-events.ts";
import { EventLoopPause } from "./event-loop-pause.ts";
import type { ProjectionContext } from "./projection-context.ts";

export interface Projection {
  /** One for each event of the batch, in its order. */
  verdicts: Verdict[];
  /** New state of every report that got a new event. */
  states: ReportState[];
  /** Resolves when those states are durable; until then the batch is not to be answered. */
  writeStates: () => Promise<void>;
}

interface Touched {
  offered: StoredEvent[];
  /** Places of `offered` in the batch. */
  places: number[];
}

/**
 * Stores the new events of a batch: read what is known, decide, fold, append, locate. Resolves when the events are
 * durable; their states are written by the caller, who may begin with the next batch meanwhile. Any repetition of
 * both gives the same rows.
 */
export async function projectBatch(
  batch: readonly StoredEvent[],
  context: ProjectionContext,
): Promise<Projection> {
  const { store, fold, place, cache, limits } = context;
  const pause = new EventLoopPause();
  const touched = groupByReport(batch);
  const { known, fromStore } = await readKnown(touched, context);

  const verdicts: Verdict[] = new Array(batch.length);
  const changed: { id: string; admission: Admission }[] = [];
  const added: StoredEvent[] = [];
  const repaired: ReportState[] = [];
  for (const [id, { offered, places }] of touched) {
    const stored = known.get(id) ?? [];
    if (pause.isDue) await pause.take();
    const admission = await admitEvents({ fold, limits, pause }, stored, offered);
    for (const [index, verdict] of admission.verdicts.entries()) {
      const at = places[index];
      if (at !== undefined) verdicts[at] = verdict;
    }
    if (admission.added.length > 0) {
      changed.push({ id, admission });
      added.push(...admission.added);
    } else if (fromStore.has(id) && admission.verdicts.some(({ kind }) => kind === "duplicate")) {
      // The process that stored these events may have died before it wrote the state they lead to.
      const folded = foldStored(id, stored, context);
      if (folded !== null) repaired.push(place(folded));
      cache.set(id, stored);
    } else if (fromStore.has(id) && stored.length > 0) {
      // Refused events come again and again: what they are judged by need not be read each time.
      cache.set(id, stored);
    }
  }

  const refused = await append(added, context);
  const states: ReportState[] = [];
  for (const { id, admission } of changed) {
    const kept =
      refused.size === 0 ? admission.added : admission.added.filter((event) => !refused.has(event));
    if (kept.length === 0) continue;
    const events = [...(known.get(id) ?? []), ...kept];
    const isWhole = kept.length === admission.added.length;
    const folded = isWhole ? admission.folded : foldStored(id, events, context);
    if (folded !== null) states.push(place(folded));
    cache.set(id, events);
  }
  const rows = [...states, ...repaired];
  for (const [at, event] of batch.entries()) {
    if (refused.has(event)) verdicts[at] = REFUSED;
  }
  const writeStates = async (): Promise<void> => {
    if (rows.length > 0) await store.writeStates(rows);
  };
  return { verdicts, states, writeStates };
}

const REFUSED: Verdict = {
  kind: "rejected",
  rejection: {
    code: "store_refused",
    pointer: "",
    message: "The database refused this event.",
    schema_version: "1.0",
  },
};

function groupByReport(batch: readonly StoredEvent[]): Map<string, Touched> {
  const touched = new Map<string, Touched>();
  for (const [at, event] of batch.entries()) {
    const group = touched.get(event.service_request_id);
    if (group === undefined) {
      touched.set(event.service_request_id, { offered: [event], places: [at] });
    } else {
      group.offered.push(event);
      group.places.push(at);
    }
  }
  return touched;
}

/** The fold of events that are stored already; null, and a log line, where today's rules cannot judge them. */
function foldStored(
  service_request_id: string,
  events: readonly StoredEvent[],
  { fold, log }: ProjectionContext,
): FoldedReport | null {
  try {
    return fold(events);
  } catch (error) {
    log.error({ service_request_id, error: String(error) }, "the rules cannot judge a stored report");
    return null;
  }
}

/**
 * Stored events of the touched reports: from the cache, else from the store by id and received_at, which is how they
 * lie there. An id that is not found so may be known with another received_at, and its events are then to be refused.
 */
async function readKnown(
  touched: ReadonlyMap<string, Touched>,
  context: ProjectionContext,
): Promise<{ known: Map<string, readonly StoredEvent[]>; fromStore: Set<string> }> {
  const known = new Map<string, readonly StoredEvent[]>();
  const keys: ReportKey[] = [];
  for (const [service_request_id, { offered }] of touched) {
    const cached = context.cache.get(service_request_id);
    if (cached !== undefined) {
      known.set(service_request_id, cached);
      continue;
    }
    for (const received_at of new Set(offered.map((event) => event.received_at))) {
      keys.push({ service_request_id, received_at });
    }
  }
  const stored = await readStored(keys, context);
  const missing = [...touched.keys()].filter((id) => !known.has(id) && !stored.has(id));
  if (missing.length > 0) {
    const others = await context.findReports(missing);
    for (const [id, events] of await readStored(others, context)) stored.set(id, events);
  }
  for (const [id, events] of stored) known.set(id, events);
  return { known, fromStore: new Set(stored.keys()) };
}

async function readStored(
  keys: readonly ReportKey[],
  { store }: ProjectionContext,
): Promise<Map<string, StoredEvent[]>> {
  const stored = new Map<string, StoredEvent[]>();
  if (keys.length === 0) return stored;
  for (const event of await store.readEvents(keys)) {
    const events = stored.get(event.service_request_id);
    if (events === undefined) stored.set(event.service_request_id, [event]);
    else events.push(event);
  }
  return stored;
}

/**
 * Appends the rows as one insert. When the database refuses them for what they say, halves them until the
 * culprits stand alone; returns those.
 */
async function append(rows: StoredEvent[], context: ProjectionContext): Promise<Set<StoredEvent>> {
  if (rows.length === 0) return new Set();
  try {
    await context.store.appendEvents(rows);
    return new Set();
  } catch (error) {
    if (!context.isDataError(error)) throw error;
    if (rows.length === 1) return new Set(rows);
    const half = rows.length >> 1;
    const first = await append(rows.slice(0, half), context);
    const second = await append(rows.slice(half), context);
    return new Set([...first, ...second]);
  }
}
