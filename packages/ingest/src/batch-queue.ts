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
  /**
   * Begins a batch; resolves with what finishes it. The next batch begins while this one finishes, but finishes
   * after it, and fails with it: what it decided may rest on what this one did not bring to its end.
   */
  run: (jobs: readonly Job[]) => Promise<() => Promise<void>>;
  /** Told of each batch that failed, before its calls are. */
  failed: (rows: number, error: unknown) => void;
}

interface Failure {
  error: unknown;
}

interface Waiting<Job> {
  job: Job;
  rows: number;
  gathered: boolean;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/**
 * One batch begins at a time, in order of arrival, and one finishes; what waits meanwhile becomes the next batch
 * (group commit). A batch once formed is frozen: it is run as it is until it is answered.
 */
export class BatchQueue<Job> {
  readonly #options: BatchQueueOptions<Job>;
  #waiting: Waiting<Job>[] = [];
  #waitingRows = 0;
  #admittedRows = 0;
  #working: Promise<void> | null = null;
  /** The batch that finishes now: resolves with why it failed, for the one that begins meanwhile, or with null. */
  #finishing: Promise<Failure | null> | null = null;
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

  /** Resolves when the batch that holds `job` has run. A `gathered` job has waited for company before. */
  push(job: Job, rows: number, gathered = false): Promise<void> {
    const done = new Promise<void>((resolve, reject) => {
      this.#waiting.push({ job, rows, gathered, resolve, reject });
    });
    this.#waitingRows += rows;
    if (this.#isDue()) this.#wake.abort();
    this.#working ??= this.#work();
    return done;
  }

  /** Takes nothing more; resolves when what was taken has run. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#wake.abort();
    while (this.#working !== null) await this.#working;
    await this.#finishing;
  }

  #isDue(): boolean {
    return (
      this.#closed ||
      this.#waitingRows >= this.#options.lingerBelowRows ||
      this.#waiting.some(({ gathered }) => gathered)
    );
  }

  async #work(): Promise<void> {
    while (this.#waiting.length > 0) {
      await this.#linger();
      const batch = this.#take();
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
    batch: readonly Waiting<Job>[],
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

  #reject(batch: readonly Waiting<Job>[], error: unknown): void {
    this.#options.failed(
      batch.reduce((sum, { rows }) => sum + rows, 0),
      error,
    );
    for (const waiting of batch) waiting.reject(error);
  }

  async #linger(): Promise<void> {
    const { lingerMs } = this.#options;
    if (lingerMs <= 0 || this.#isDue()) return;
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
