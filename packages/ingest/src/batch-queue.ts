import { setTimeout as sleep } from "node:timers/promises";
import { BackPressureError, IngestStoppedError } from "./ingest-error.ts";

export interface BatchQueueOptions<Job> {
  /** Rows of one batch; a larger job runs alone, never cut. */
  maxBatchRows: number;
  /** Rows admitted and not yet finished; beyond, {@link BatchQueue.admit} refuses. */
  maxPendingRows: number;
  /** A batch smaller than `lingerBelowRows` waits this long for company, ms. */
  lingerMs: number;
  lingerBelowRows: number;
  run: (jobs: readonly Job[]) => Promise<void>;
}

interface Waiting<Job> {
  job: Job;
  rows: number;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/**
 * One batch at a time, in order of arrival; what waits meanwhile becomes the next batch (group commit).
 * A batch once formed is frozen: it is run as it is until it is answered.
 */
export class BatchQueue<Job> {
  readonly #options: BatchQueueOptions<Job>;
  #waiting: Waiting<Job>[] = [];
  #waitingRows = 0;
  #admittedRows = 0;
  #working: Promise<void> | null = null;
  #closed = false;
  #wake = new AbortController();

  constructor(options: BatchQueueOptions<Job>) {
    this.#options = options;
  }

  /**
   * Reserves room for `rows` before any work is spent on them; give it back with {@link release}.
   * @throws BackPressureError when too much waits already; a job into an empty queue is always admitted
   * @throws IngestStoppedError after {@link close}
   */
  admit(rows: number): void {
    if (this.#closed) throw new IngestStoppedError();
    if (this.#admittedRows > 0 && this.#admittedRows + rows > this.#options.maxPendingRows) {
      throw new BackPressureError(this.#admittedRows, 1);
    }
    this.#admittedRows += rows;
  }

  release(rows: number): void {
    this.#admittedRows -= rows;
  }

  /** Resolves when the batch that holds `job` has run. */
  push(job: Job, rows: number): Promise<void> {
    const done = new Promise<void>((resolve, reject) => {
      this.#waiting.push({ job, rows, resolve, reject });
    });
    this.#waitingRows += rows;
    if (this.#waitingRows >= this.#options.lingerBelowRows) this.#wake.abort();
    this.#working ??= this.#work();
    return done;
  }

  /** Takes nothing more; resolves when what was taken has run. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#wake.abort();
    while (this.#working !== null) await this.#working;
  }

  async #work(): Promise<void> {
    while (this.#waiting.length > 0) {
      await this.#linger();
      const batch = this.#take();
      try {
        await this.#options.run(batch.map((waiting) => waiting.job));
        for (const waiting of batch) waiting.resolve();
      } catch (error) {
        for (const waiting of batch) waiting.reject(error);
      }
    }
    this.#working = null;
  }

  async #linger(): Promise<void> {
    const { lingerMs, lingerBelowRows } = this.#options;
    if (this.#closed || lingerMs <= 0 || this.#waitingRows >= lingerBelowRows) return;
    this.#wake = new AbortController();
    try {
      await sleep(lingerMs, undefined, { signal: this.#wake.signal });
    } catch {
      // woken early: enough rows, or closing
    }
  }

  #take(): Waiting<Job>[] {
    let rows = 0;
    let count = 0;
    for (const waiting of this.#waiting) {
      if (count > 0 && rows + waiting.rows > this.#options.maxBatchRows) break;
      rows += waiting.rows;
      count++;
    }
    this.#waitingRows -= rows;
    return this.#waiting.splice(0, count);
  }
}
