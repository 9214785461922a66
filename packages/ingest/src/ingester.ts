import { setImmediate as nextTurn } from "node:timers/promises";
import type { DeadLetter, ReportEvent, ReportState, StoredEvent } from "@toancanh/contracts";
import { foldReport } from "@toancanh/domain";
import { type MarkedReport, type ReportKey, StoreError } from "@toancanh/store";
import { BatchQueue } from "./batch-queue.ts";
import { toDeadLetter } from "./decode/dead-letter.ts";
import { decodeBytes, decodeEvent, MAX_CLOCK_AHEAD } from "./decode/decode.ts";
import { TIME_FLOOR } from "./decode/decode-data.ts";
import type { Decoded, Rejection } from "./decode/rejection.ts";
import { IngestStoppedError } from "./ingest-error.ts";
import {
  type AcceptOptions,
  type AcceptResult,
  DEFAULT_LIMITS,
  type IngesterOptions,
  type RawItem,
} from "./ingest-options.ts";
import type { Origin } from "./origin.ts";
import type { IngestStore, SnapshotStore } from "./ports.ts";
import type { Verdict } from "./project/admit-events.ts";
import { locateReport, type UnlocatedReason, whyUnlocated } from "./project/locate-report.ts";
import { type MarkedReports, markKey, markReport } from "./project/marked-reports.ts";
import type { ProjectionContext } from "./project/projection-context.ts";
import { projectBatch } from "./project/projector.ts";
import { ReportCache } from "./project/report-cache.ts";
import { type Reprojection, rebuildStates, reconcileStates, reproject } from "./project/reproject.ts";
import { retryCalls } from "./retry.ts";

/** What a raw item is counted with beside its bytes, and an event built with our types as a whole. */
const ITEM_OVERHEAD = 200;
const TYPED_EVENT_BYTES = 600;
/** Decoding yields to the event loop after so many events: about 5 ms. */
const DECODE_SLICE = 500;

/** What one call of accept adds to a batch. */
interface Job {
  events: StoredEvent[];
  /** Of the items it was made of, about. */
  bytes: number;
  /** Place in the call's items of each event. */
  places: number[];
  letters: PlacedLetter[];
  result: AcceptResult;
  toLetter: (index: number, rejection: Rejection) => PlacedLetter;
}

interface PlacedLetter {
  index: number;
  origin: Origin;
  letter: DeadLetter;
}

/**
 * Takes events into the store: decode → decide → append → project. The next batch is decoded and appended while the
 * states of the one before are written; calls that wait meanwhile are merged. A store has one ingester, or several
 * that never take events of the same report at the same time.
 */
export class Ingester {
  readonly #options: IngesterOptions;
  readonly #queue: BatchQueue<Job>;
  readonly #context: ProjectionContext & { store: IngestStore };
  readonly #listeners = new Set<(states: ReportState[]) => void>();
  readonly #unlocated = new WeakMap<ReportState, UnlocatedReason>();
  readonly #stop = new AbortController();
  #marked: MarkedReports = new Map();
  /** Calls are decoded in turn: a small one must not overtake a large one of the same source. */
  #decoding: Promise<unknown> = Promise.resolve();

  constructor(options: IngesterOptions) {
    const { rulebook, wardIndex, defaultPoints, log } = options;
    const limits = { ...DEFAULT_LIMITS, ...options.limits };
    const isDataError = options.isDataError ?? (() => false);
    this.#options = options;
    const store = retryCalls(options.store, {
      signal: this.#stop.signal,
      log,
      // The store's own errors (closed, a row it cannot read) are the same the next time.
      isFinal: (error) => isDataError(error) || error instanceof StoreError,
      baseMs: limits.retryBaseMs,
      maxMs: limits.retryMaxMs,
      random: options.random ?? Math.random,
    });
    this.#context = {
      store,
      log,
      findReports: (ids) =>
        store.query("received_by_id", { ids: ids.map((id) => `${JSON.stringify([id])}\n`).join("") }),
      fold: (events) => {
        // Stored before there was a bound: such a report keeps the state it has.
        if (events.length > limits.maxReportEvents)
          throw new RangeError("more events than one report may have");
        return foldReport(rulebook, events);
      },
      limits,
      place: (folded) => {
        const placed = markReport(this.#marked, locateReport(wardIndex, defaultPoints, folded));
        const reason = whyUnlocated(folded, placed);
        if (reason !== null) this.#unlocated.set(placed, reason);
        return placed;
      },
      cache: new ReportCache(limits.maxCachedEvents),
      isDataError,
    };
    this.#queue = new BatchQueue({
      ...limits,
      run: (jobs) => this.#run(jobs),
      failed: (events, error) => this.#noteFailure(events, error),
    });
  }

  /**
   * Takes a batch of any source. Resolves when every item is durable: as event with its state, as duplicate
   * of one, or in the dead letters. Items keep their order within a report.
   *
   * A report is its id and received_at. Of two events that give one id another received_at the first durable
   * one stays and the other becomes a dead letter.
   *
   * @throws BackPressureError when too much waits already (nothing of the batch was taken)
   * @throws WithdrawnError when the source gave the batch up before it was begun
   * @throws IngestStoppedError when stopped before the batch was durable (sending it again is safe)
   */
  async accept(items: readonly RawItem[], options: AcceptOptions): Promise<AcceptResult> {
    const result: AcceptResult = { accepted: 0, duplicates: 0, conflicts: 0, dead_letters: 0, errors: [] };
    if (items.length === 0) return result;
    const { pace = "answer", signal } = options;
    const room = pace === "stream" ? 0 : items.length;
    this.#queue.admit(room);
    try {
      const decoding = this.#decoding.then(() => this.#decode(items, options, result));
      this.#decoding = decoding.catch(() => undefined);
      const job = await decoding;
      await this.#queue.push(job, job.events.length, { bytes: job.bytes, pace, signal });
      return result;
    } finally {
      this.#queue.release(room);
    }
  }

  /** {@link accept} for events built with our types, as the simulator's: the same path without JSON. */
  acceptEvents(
    events: readonly ReportEvent[],
    options: Pick<AcceptOptions, "recordedAt"> = {},
  ): Promise<AcceptResult> {
    const items = events.map((event) => ({ event }));
    return this.accept(items, {
      ...options,
      originOf: (index) => ({ kind: "internal", event: events[index]?.id ?? "" }),
    });
  }

  /** Where snapshot sources note what they said last; its calls are repeated until answered, as accept's are. */
  get snapshots(): SnapshotStore {
    return this.#context.store;
  }

  /** Calls `listener` with the new states of each batch, after they are durable. Returns how to end it. */
  onChange(listener: (states: ReportState[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Why a state that a listener was given is on no map; null where it is on one. */
  whyUnlocated(state: ReportState): UnlocatedReason | null {
    return this.#unlocated.get(state) ?? null;
  }

  /** Forgets cached reports: to be called before another process writes them, and after it did. */
  forgetReports(): void {
    this.#context.cache.clear();
  }

  /**
   * From now on the states of these reports get versions above what they had, and a flag while they lack events
   * (docs/reliability.md, Damage is told).
   */
  noteMarkedReports(reports: readonly MarkedReport[]): void {
    this.#marked = new Map(reports.map((report) => [markKey(report), report]));
  }

  /** Writes the states of these reports anew from their events. */
  reproject(keys: readonly ReportKey[]): Promise<Reprojection> {
    return reproject(keys, this.#context, (states) => this.#notify(states));
  }

  /**
   * Takes nothing more and finishes what was taken. After `graceMs` calls to the store are no longer
   * repeated, and what is not durable by then rejects with IngestStoppedError.
   */
  async close(graceMs = 5000): Promise<void> {
    const timer = setTimeout(() => this.#stop.abort(), graceMs);
    try {
      await this.#queue.close();
    } finally {
      clearTimeout(timer);
      this.#stop.abort();
    }
  }

  /** After a crash: brings up to date the state of every report whose events are not all in it. */
  reconcile(): Promise<Reprojection> {
    return reconcileStates(this.#context, (states) => this.#notify(states));
  }

  /**
   * Writes the states of all reports received in `[from, to)` (epoch ms; default since 2000) anew from their
   * events, without telling the listeners. `onProgress` gets a share 0..1.
   */
  rebuild(
    options: { from?: number; to?: number; onProgress?: (share: number) => void } = {},
  ): Promise<Reprojection> {
    const { from = TIME_FLOOR, to = this.#options.clock.now() + MAX_CLOCK_AHEAD, onProgress } = options;
    const span = { from, to, ...(onProgress === undefined ? {} : { onProgress }) };
    return rebuildStates(span, this.#context);
  }

  async #decode(items: readonly RawItem[], options: AcceptOptions, result: AcceptResult): Promise<Job> {
    const { clock, worldClock = clock } = this.#options;
    const now = clock.now();
    const letterAt = worldClock.now();
    const toLetter = (index: number, rejection: Rejection): PlacedLetter => {
      const origin = options.originOf(index);
      return {
        index,
        origin,
        letter: toDeadLetter({ origin, raw: rawOf(items[index]), rejection }, letterAt),
      };
    };
    const job: Job = { events: [], bytes: 0, places: [], letters: [], result, toLetter };
    for (const [index, item] of items.entries()) {
      if (index > 0 && index % DECODE_SLICE === 0) await nextTurn();
      job.bytes += sizeOf(item);
      const decoded = decodeItem(item, now);
      if (decoded.ok) {
        decoded.value.recorded_at = options.recordedAt?.(index) ?? decoded.value.recorded_at;
        job.events.push(decoded.value);
        job.places.push(index);
      } else {
        job.letters.push(toLetter(index, decoded.rejection));
      }
    }
    return job;
  }

  async #run(jobs: readonly Job[]): Promise<() => Promise<void>> {
    const batch = jobs.length === 1 ? (jobs[0]?.events ?? []) : jobs.flatMap((job) => job.events);
    const { verdicts, states, writeStates } = await projectBatch(batch, this.#context);
    judgeJobs(jobs, verdicts);
    return async () => {
      await writeStates();
      await this.#keepDeadLetters(jobs);
      if (states.length > 0) this.#notify(states);
    };
  }

  /** The cache may be ahead of the states now: a repetition of the batch has to read the store. */
  #noteFailure(events: number, error: unknown): void {
    this.#context.cache.clear();
    if (error instanceof IngestStoppedError) return;
    this.#options.log.error({ events, error: String(error) }, "a batch failed");
  }

  async #keepDeadLetters(jobs: readonly Job[]): Promise<void> {
    const rows: DeadLetter[] = [];
    const fromKafka: DeadLetter[] = [];
    for (const { letters, result } of jobs) {
      letters.sort((a, b) => a.index - b.index);
      for (const { index, origin, letter } of letters) {
        rows.push(letter);
        if (origin.kind === "kafka") fromKafka.push(letter);
        result.errors.push({
          index,
          dead_letter_id: letter.dead_letter_id,
          pointer: letter.field_path,
          code: letter.reason_code,
          message: letter.message,
        });
      }
      result.dead_letters = letters.length;
    }
    if (rows.length === 0) return;
    const { deadLetterTopic, log } = this.#options;
    await this.#context.store.writeDeadLetters(rows);
    if (fromKafka.length > 0) await deadLetterTopic?.publish(fromKafka);
    const reasons = [...new Set(rows.map((row) => row.reason_code))];
    log.warn({ dead_letters: rows.length, reasons }, "events went to the dead letters");
  }

  #notify(states: ReportState[]): void {
    for (const listener of this.#listeners) {
      try {
        listener(states);
      } catch (error) {
        this.#options.log.error({ error: String(error) }, "a listener of changes failed");
      }
    }
  }
}

/** Counts the verdicts of a batch, one for each event, in the results of its calls. */
function judgeJobs(jobs: readonly Job[], verdicts: readonly Verdict[]): void {
  let at = 0;
  for (const { places, result, letters, toLetter } of jobs) {
    for (const index of places) {
      const verdict = verdicts[at++];
      if (verdict === undefined || verdict.kind === "duplicate") {
        result.duplicates++;
      } else if (verdict.kind === "rejected") {
        letters.push(toLetter(index, verdict.rejection));
      } else {
        result.accepted++;
        if (verdict.conflict) result.conflicts++;
      }
    }
  }
}

function decodeItem(item: RawItem, now: number): Decoded<StoredEvent> {
  if ("rejection" in item) return { ok: false, rejection: item.rejection };
  if (!("event" in item)) return decodeBytes(item.raw, now);
  if (item.stored === undefined) return decodeEvent(item.event, now);
  return { ok: true, value: { ...item.stored, recorded_at: now } };
}

function sizeOf(item: RawItem): number {
  return "event" in item ? TYPED_EVENT_BYTES : ITEM_OVERHEAD + (item.raw?.length ?? 0);
}

function rawOf(item: RawItem | undefined): Uint8Array {
  if (item === undefined) return new Uint8Array();
  if ("event" in item) return Buffer.from(JSON.stringify(item.event));
  return item.raw ?? new Uint8Array();
}
