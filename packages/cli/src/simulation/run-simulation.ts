import { setTimeout } from "node:timers/promises";
import type { ReportEvent } from "@toancanh/contracts";
import type { Ingester } from "@toancanh/ingest";
import type { Simulator } from "@toancanh/simulator";
import type { Store } from "@toancanh/store";
import { POSITION_KEY, type SimulationPosition } from "./position.ts";
import { createEventQueue, type EventQueue, HOUR_MS, hourOf, reportsOfHour } from "./schedule.ts";

/** Large enough to make big inserts, small enough to keep the wall's queries between them. */
const FILL_BATCH = 10_000;
const FILL_CHUNK_HOURS = 24;
const TICK_MS = 250;
/** Without events the position still moves on, so that a restart has little to look through. */
const IDLE_POSITION_MS = 30_000;

export interface SimulationDeps {
  simulator: Simulator;
  ingester: Ingester;
  store: Store;
  clock: () => number;
  /** Aborted to stop; what was taken before is finished. */
  signal: AbortSignal;
}

async function writePosition(store: Store, position: SimulationPosition): Promise<void> {
  await store.writePosition(POSITION_KEY, JSON.stringify(position));
}

async function acceptInBatches(
  ingester: Ingester,
  events: ReportEvent[],
  signal: AbortSignal,
  isHistory = false,
): Promise<void> {
  for (let start = 0; start < events.length && !signal.aborted; start += FILL_BATCH) {
    const batch = events.slice(start, start + FILL_BATCH);
    // An event of the history counts as recorded at the moment at which it happened.
    const recordedAt = (index: number) => Date.parse(batch[index]?.time ?? "");
    await ingester.acceptEvents(batch, isHistory ? { recordedAt } : {});
  }
}

/** The events up to `history_to` of the reports born in `[from, position.filled_from)`. */
function historyOf(simulator: Simulator, position: SimulationPosition, from: number): ReportEvent[] {
  const events: ReportEvent[] = [];
  for (let hour = hourOf(from); hour < position.filled_from; hour += HOUR_MS) {
    for (const report of reportsOfHour(simulator, position.segments, hour)) {
      if (report.received_at < from || report.received_at >= position.filled_from) continue;
      for (const event of report.events) {
        if (Date.parse(event.time) <= position.history_to) events.push(event);
      }
    }
  }
  return events;
}

/**
 * Fills the history from its newest day to its oldest, and from where it was interrupted. One day is being
 * stored while the next one is generated; the position follows what is durable.
 * @param onProgress share 0..1 and the moment (epoch ms) reached
 * @returns the position reached; its `filled_from` equals `history_from` unless aborted
 */
export async function fillHistory(
  deps: SimulationDeps,
  start: SimulationPosition,
  onProgress: (done: number, reached: number) => void,
): Promise<SimulationPosition> {
  const { simulator, ingester, store, signal } = deps;
  const span = start.history_to - start.history_from;
  let generated = start;
  let durable = start;
  let storing: Promise<void> = Promise.resolve();

  const keep = async (events: ReportEvent[], reached: SimulationPosition) => {
    await acceptInBatches(ingester, events, signal, true);
    if (signal.aborted) return;
    await writePosition(store, reached);
    durable = reached;
    onProgress((reached.history_to - reached.filled_from) / span, reached.filled_from);
  };
  while (generated.filled_from > generated.history_from && !signal.aborted) {
    const chunkStart = hourOf(generated.filled_from - 1) - (FILL_CHUNK_HOURS - 1) * HOUR_MS;
    const from = Math.max(generated.history_from, chunkStart);
    const events = historyOf(simulator, generated, from);
    generated = { ...generated, filled_from: from };
    await storing;
    storing = keep(events, generated);
    // An error is thrown where `storing` is awaited next; until then it must not count as unhandled.
    storing.catch(() => undefined);
  }
  await storing;
  return durable;
}

/** A simulation that has come close to its clock, and the queue of what is due next. */
export interface LiveSimulation {
  position: SimulationPosition;
  queue: EventQueue;
}

/** True when a simulation stands so far behind the clock (epoch ms) that its figures would mislead. */
export function isBehind(position: SimulationPosition, now: number): boolean {
  return hourOf(now) - position.live_to > HOUR_MS;
}

/**
 * Takes what fell due while the product stood still, a day at a time, up to the last whole hour. After less than an
 * hour or two nothing is taken: `runLive` has that at once.
 * @param onProgress share 0..1 and the moment (epoch ms) reached
 */
export async function catchUp(
  deps: SimulationDeps,
  start: SimulationPosition,
  onProgress: (done: number, reached: number) => void,
): Promise<LiveSimulation> {
  const { simulator, ingester, store, clock, signal } = deps;
  const queue = createEventQueue({
    simulator,
    segments: start.segments,
    from: hourOf(start.live_to),
    historyFrom: start.history_from,
    signal,
  });
  const until = hourOf(clock()) - 1;
  let position = start;
  for (let hour = hourOf(start.live_to); isBehind(position, until + 1) && !signal.aborted; ) {
    const end = Math.min(until, hour + FILL_CHUNK_HOURS * HOUR_MS - 1);
    const events: ReportEvent[] = [];
    for (; hour < end; hour += HOUR_MS) events.push(...(await queue.eventsOfHour(hour)));
    const due = events.filter((event) => Date.parse(event.time) > position.live_to);
    await acceptInBatches(ingester, due, signal);
    if (signal.aborted) break;
    position = { ...position, live_to: end };
    await writePosition(store, position);
    onProgress((end - start.live_to) / (until - start.live_to), end);
  }
  return { position, queue };
}

/** Emits the schedule's events when their time comes; ends on abort. */
export async function runLive(
  deps: SimulationDeps,
  { position: start, queue }: LiveSimulation,
): Promise<void> {
  let position = start;
  let writtenAt = performance.now();
  let hour = hourOf(position.live_to + 1);
  let waiting = await queue.eventsOfHour(hour);

  while (!deps.signal.aborted) {
    const now = deps.clock();
    const end = Math.min(now, hour + HOUR_MS - 1);
    const due = waiting.filter((event) => {
      const time = Date.parse(event.time);
      return time > position.live_to && time <= end;
    });
    if (due.length > 0) await acceptInBatches(deps.ingester, due, deps.signal);
    if (deps.signal.aborted) break;
    waiting = waiting.filter((event) => Date.parse(event.time) > end);
    position = { ...position, live_to: Math.max(position.live_to, end) };
    if (due.length > 0 || performance.now() - writtenAt > IDLE_POSITION_MS) {
      await writePosition(deps.store, position);
      writtenAt = performance.now();
    }
    if (now >= hour + HOUR_MS) {
      hour += HOUR_MS;
      waiting = await queue.eventsOfHour(hour);
    } else {
      await setTimeout(TICK_MS, undefined, { signal: deps.signal }).catch(() => undefined);
    }
  }
}
