import { setTimeout as sleep } from "node:timers/promises";
import { type CutLimits, msUntilCut, type Pace } from "./batch-cut.ts";
import { BackPressureError, IngestStoppedError, WithdrawnError } from "./ingest-error.ts";

export interface BatchQueueOptions<Job> extends CutLimits {
  /** Rows admitted and not yet finished; beyond, {@link BatchQueue.admit} refuses. */
  maxPendingRows: number;
  /**
   * Begins a batch; resolves with what finishes it. The next batch begins while this one finishes, but finishes
   * after it, and fails with it: what it decided may rest on what this one did not bring to its end.
   */
  run: (jobs: readonly Job[]) => Promise<() => Promise<void>>;
  /** Told of each batch that failed, before its calls are. */
  failed: (rows: number, error: unknown) => void;
}

/** What the queue needs to know of a job beside its rows. */
export interface JobOptions {
  bytes?: number;
  /** `answer` when left out. */
  pace?: Pace;
  /** When aborted, the job is given up unless its batch has begun. */
  signal?: AbortSignal | undefined;
}

interface Failure {
  error: unknown;
}

interface WaitingJob<Job> {
  job: Job;
  rows: number;
  bytes: number;
  pace: Pace;
  since: number;
  resolve: () => void;
  reject: (error: unknown) => void;
  /** To be called when it does not wait any more. */
  unsubscribe: () => void;
}

/**
 * One batch begins at a time, in order of arrival, and one finishes; what waits meanwhile becomes the next batch
 * (group commit). When a batch is cut is decided by {@link msUntilCut} and nowhere else; a job is never cut, and one
 * larger than a batch runs alone. A batch once formed is frozen: it is run as it is until it is answered.
 */
export class BatchQueue<Job> {
  readonly #options: BatchQueueOptions<Job>;
  /** In order of arrival. */
  readonly #waiting = new Set<WaitingJob<Job>>();
  #waitingRows = 0;
  #waitingBytes = 0;
  #admittedRows = 0;
  #working: Promise<void> | null = null;
  /** The batch that finishes now: resolves with why it failed, for the one that begins meanwhile, or with null. */
  #finishing: Promise<Failure | null> | null = null;
  #closed = false;
  /** Ends the wait for more jobs; null while none is under way. */
  #wake: AbortController | null = null;

  constructor(options: BatchQueueOptions<Job>) {
    this.#options = options;
  }

  /**
   * Reserves room for `rows` before any work is spent on them; give it back with {@link release}. With 0 it only says
   * whether the queue is open: a source that bounds what it has under way needs no room here.
   * @throws BackPressureError when too much waits already; a job into an empty queue is always admitted
   * @throws IngestStoppedError after {@link close}
   */
  admit(rows: number): void {
    if (this.#closed) throw new IngestStoppedError();
    if (rows > 0 && this.#admittedRows > 0 && this.#admittedRows + rows > this.#options.maxPendingRows) {
      throw new BackPressureError(this.#admittedRows, 1);
    }
    this.#admittedRows += rows;
  }

  release(rows: number): void {
    this.#admittedRows -= rows;
  }

  /**
   * Resolves when the batch that holds `job` has finished.
   * @throws WithdrawnError when `signal` was aborted before the batch began
   */
  push(job: Job, rows: number, { bytes = 0, pace = "answer", signal }: JobOptions = {}): Promise<void> {
    if (signal?.aborted) return Promise.reject(new WithdrawnError());
    const done = new Promise<void>((resolve, reject) => {
      const withdraw = (): void => this.#withdraw(waiting);
      const unsubscribe = (): void => signal?.removeEventListener("abort", withdraw);
      const since = performance.now();
      const waiting = { job, rows, bytes, pace, since, resolve, reject, unsubscribe };
      signal?.addEventListener("abort", withdraw, { once: true });
      this.#waiting.add(waiting);
    });
    this.#waitingRows += rows;
    this.#waitingBytes += bytes;
    if (this.#wake !== null && this.#msUntilDue() <= 0) this.#wake.abort();
    this.#working ??= this.#work();
    return done;
  }

  /** Takes nothing more; resolves when what was taken has run. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#wake?.abort();
    while (this.#working !== null) await this.#working;
    await this.#finishing;
  }

  async #work(): Promise<void> {
    while (this.#waiting.size > 0) {
      await this.#untilDue();
      const batch = this.#take();
      if (batch.length === 0) continue;
      const before = this.#finishing;
      let finish: () => Promise<void>;
      try {
        finish = await this.#options.run(batch.map((waiting) => waiting.job));
      } catch (error) {
        this.#reject(batch, error);
        continue;
      }
      const finishing = this.#finish(batch, finish, await before);
      this.#finishing = finishing;
      void finishing.then(() => {
        if (this.#finishing === finishing) this.#finishing = null;
      });
    }
    this.#working = null;
  }

  async #finish(
    batch: readonly WaitingJob<Job>[],
    finish: () => Promise<void>,
    before: Failure | null,
  ): Promise<Failure | null> {
    if (before !== null) {
      this.#reject(batch, before.error);
      return null;
    }
    try {
      await finish();
    } catch (error) {
      this.#reject(batch, error);
      return { error };
    }
    for (const waiting of batch) waiting.resolve();
    return null;
  }

  #reject(batch: readonly WaitingJob<Job>[], error: unknown): void {
    this.#options.failed(
      batch.reduce((sum, { rows }) => sum + rows, 0),
      error,
    );
    for (const waiting of batch) waiting.reject(error);
  }

  #withdraw(withdrawn: WaitingJob<Job>): void {
    this.#remove(withdrawn);
    withdrawn.reject(new WithdrawnError());
    if (this.#waiting.size === 0) this.#wake?.abort();
  }

  #msUntilDue(): number {
    if (this.#closed || this.#waiting.size === 0) return 0;
    const since: Partial<Record<Pace, number>> = {};
    for (const { pace, since: at } of this.#waiting) since[pace] ??= at;
    const waiting = { rows: this.#waitingRows, bytes: this.#waitingBytes, since };
    return msUntilCut(waiting, this.#options, performance.now());
  }

  async #untilDue(): Promise<void> {
    for (let waitMs = this.#msUntilDue(); waitMs > 0; waitMs = this.#msUntilDue()) {
      this.#wake = new AbortController();
      // An aborted sleep rejects: the wait ended early.
      await sleep(Math.ceil(waitMs), undefined, { signal: this.#wake.signal }).catch(() => undefined);
      this.#wake = null;
    }
  }

  #take(): WaitingJob<Job>[] {
    const { maxBatchRows, maxBatchBytes } = this.#options;
    const batch: WaitingJob<Job>[] = [];
    let rows = 0;
    let bytes = 0;
    for (const waiting of this.#waiting) {
      rows += waiting.rows;
      bytes += waiting.bytes;
      if (batch.length > 0 && (rows > maxBatchRows || bytes > maxBatchBytes)) break;
      batch.push(waiting);
    }
    for (const taken of batch) {
      this.#remove(taken);
      taken.unsubscribe();
    }
    return batch;
  }

  #remove(job: WaitingJob<Job>): void {
    this.#waiting.delete(job);
    this.#waitingRows -= job.rows;
    this.#waitingBytes -= job.bytes;
  }
}
