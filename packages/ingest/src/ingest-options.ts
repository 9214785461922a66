import type { Clock, DeadLetter, EventsAccepted, ReportEvent, StoredEvent } from "@toancanh/contracts";
import type { Rulebook } from "@toancanh/domain";
import type { WardIndex } from "@toancanh/geo";
import type { CutLimits, Pace } from "./batch-cut.ts";
import type { Rejection } from "./decode/rejection.ts";
import type { Origin } from "./origin.ts";
import type { IngestStore, Log } from "./ports.ts";
import type { Point } from "./project/locate-report.ts";
import type { ReportLimits } from "./project/report-room.ts";

/**
 * One event of a source: its bytes, an event built with our types (decoded already, where its source had to look at all
 * events of a report first), or what the source could not read.
 */
export type RawItem =
  | { readonly raw: Uint8Array | null }
  | { readonly event: ReportEvent; readonly stored?: StoredEvent }
  | { readonly raw: Uint8Array; readonly rejection: Rejection };

export interface AcceptOptions {
  /** Where item `index` came from. */
  originOf: (index: number) => Origin;
  /**
   * `answer` when left out. A `stream` is never refused with BackPressureError: its source has to bound what it has
   * under way itself.
   */
  pace?: Pace;
  /** When item `index` was recorded, epoch ms, for what was recorded before it came here; left out or null: now. */
  recordedAt?: (index: number) => number | null;
  /** When aborted, what has not begun to be stored is given up with WithdrawnError. */
  signal?: AbortSignal;
}

/** EventsAccepted: accepted + duplicates + dead_letters = items; conflicts are among the accepted. */
export type AcceptResult = EventsAccepted;

export interface IngesterOptions {
  store: IngestStore;
  rulebook: Rulebook;
  wardIndex: WardIndex;
  /** Points that stand for "no location" (profile). */
  defaultPoints: readonly Point[];
  /** The city's time: the limit for times, and when an event is recorded. */
  clock: Clock;
  /** The world's time, by which dead letters expire; default `clock`. */
  worldClock?: Clock;
  log: Log;
  limits?: Partial<IngestLimits>;
  /** Gets the dead letters that came by Kafka, once the table has them. */
  deadLetterTopic?: DeadLetterPublisher;
  /** True for a store error that lies in the rows: they are bisected, all others retried for ever. */
  isDataError?: (error: unknown) => boolean;
  /** In [0, 1); for the jitter. */
  random?: () => number;
}

/** A second place for dead letters. What it cannot take is not lost: the table has it. Never rejects. */
export interface DeadLetterPublisher {
  publish(letters: readonly DeadLetter[]): Promise<void>;
}

export interface IngestLimits extends CutLimits, ReportLimits {
  /** Events of pace `answer` taken and not yet durable; beyond, accept throws BackPressureError. */
  maxPendingRows: number;
  /** Events held of recently touched reports, ≈ 1 kB each. */
  maxCachedEvents: number;
  /** Bounds of the waiting time between two tries, ms. */
  retryBaseMs: number;
  retryMaxMs: number;
}

export const DEFAULT_LIMITS: IngestLimits = {
  maxBatchRows: 10_000,
  maxBatchBytes: 16 * 1024 * 1024,
  lingerMs: 50,
  lingerBelowRows: 500,
  loadRows: 1000,
  loadLingerMs: 1000,
  maxPendingRows: 50_000,
  maxCachedEvents: 100_000,
  maxReportEvents: 5000,
  maxReportTurns: 300,
  retryBaseMs: 100,
  retryMaxMs: 5000,
};
