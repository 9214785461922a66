import { BackPressureError, IngestStoppedError } from "../../ingest-error.ts";
import type { AcceptResult } from "../../ingest-options.ts";
import type { Origin } from "../../origin.ts";
import type { KafkaLimits, KafkaSourceOptions } from "./kafka-options.ts";
import type { PartitionBatch, PartitionSession } from "./partition-session.ts";

/** Batches of a partition on their way at a time: the ingester decodes the second while the first is inserted. */
const MAX_STORING = 2;

export interface BatchStorerParts {
  limits: KafkaLimits;
  /** Called when a partition must not be read any more. */
  stopPartition: (session: PartitionSession) => void;
  /** Waits, or until the source is stopped. */
  wait: (ms: number) => Promise<void>;
}

/** Cuts what was read into frozen batches and brings each into the ingester until it is durable. */
export class BatchStorer {
  readonly #options: KafkaSourceOptions;
  readonly #parts: BatchStorerParts;

  constructor(options: KafkaSourceOptions, parts: BatchStorerParts) {
    this.#options = options;
    this.#parts = parts;
  }

  /** All partitions are cut at the same moment: the ingester makes one insert of their batches. */
  storeDue(sessions: readonly PartitionSession[]): void {
    const { maxBatchRows, maxBatchBytes, lingerMs, loadLingerMs, loadRows } = this.#parts.limits;
    const waiting = sessions.filter(
      (session) => session.bufferedRows > 0 && session.storing.size < MAX_STORING,
    );
    let rows = 0;
    let bytes = 0;
    let oldest = Number.POSITIVE_INFINITY;
    for (const session of waiting) {
      rows += session.bufferedRows;
      bytes += session.bufferedBytes;
      oldest = Math.min(oldest, session.readAt);
    }
    const patience = rows >= loadRows ? loadLingerMs : lingerMs;
    const isFull = rows >= maxBatchRows || bytes >= maxBatchBytes;
    if (!isFull && this.#options.clock.now() - oldest < patience) return;
    for (const session of waiting) this.#store(session, session.freeze(maxBatchRows, maxBatchBytes));
  }

  #store(session: PartitionSession, batch: PartitionBatch): void {
    const rows = batch.messages.length;
    session.storingRows += rows;
    session.storingBytes += batch.bytes;
    const work = this.#storeBatch(session, batch)
      .catch((error: unknown) => {
        // Not durable, hence never committed: whoever reads the partition next reads it again.
        if (error instanceof IngestStoppedError || session.released) return;
        this.#options.log.error({ ...session.at, error: String(error) }, "a batch could not be stored");
        this.#parts.stopPartition(session);
      })
      .then(() => {
        session.storing.delete(work);
        session.storingRows -= rows;
        session.storingBytes -= batch.bytes;
      });
    session.storing.add(work);
  }

  async #storeBatch(session: PartitionSession, batch: PartitionBatch): Promise<void> {
    const { clock, observer } = this.#options;
    const frozenAt = clock.now();
    const result = await this.#acceptUntilTaken(session, batch);
    if (session.released) return;
    const now = clock.now();
    const wasStopped = session.stopped;
    const mustStop = session.settle(batch, result.dead_letters) && !wasStopped;
    observer?.stored?.({
      ...session.at,
      events: batch.messages.length,
      bytes: batch.bytes,
      result,
      storedMs: now - frozenAt,
      ages: batch.messages.map((message) => now - (message.timestamp ?? now)),
    });
    if (mustStop) this.#parts.stopPartition(session);
  }

  async #acceptUntilTaken(session: PartitionSession, { messages }: PartitionBatch): Promise<AcceptResult> {
    const { topic, partition } = session.at;
    const items = messages.map((message) => ({ raw: message.value }));
    const originOf = (index: number): Origin => ({
      kind: "kafka",
      topic,
      partition,
      offset: messages[index]?.offset ?? -1,
    });
    for (;;) {
      try {
        return await this.#options.ingester.accept(items, { originOf, gathered: true });
      } catch (error) {
        if (!(error instanceof BackPressureError) || session.released) throw error;
        await this.#parts.wait(error.retryAfterSeconds * 1000);
      }
    }
  }
}
