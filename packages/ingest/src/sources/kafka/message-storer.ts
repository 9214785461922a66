import type { Message } from "node-rdkafka";
import { WithdrawnError } from "../../ingest-error.ts";
import type { AcceptResult } from "../../ingest-options.ts";
import type { Origin } from "../../origin.ts";
import { isTombstone, readEventBytes } from "./event-bytes.ts";
import type { KafkaSourceOptions } from "./kafka-options.ts";
import { type PartitionSession, sizeOf } from "./partitions/partition-session.ts";

/**
 * Hands messages to the ingester as they are read, and notes what became of them once they are durable. How many of
 * them are inserted together is decided there; how many are under way, by the read gate.
 */
export class MessageStorer {
  readonly #options: KafkaSourceOptions;
  readonly #stopPartition: (session: PartitionSession) => void;

  /** `stopPartition` is called when a partition must not be read any more. */
  constructor(options: KafkaSourceOptions, stopPartition: (session: PartitionSession) => void) {
    this.#options = options;
    this.#stopPartition = stopPartition;
  }

  /** Begins to store messages of one partition. They keep their order, and so that of a report's events. */
  store(session: PartitionSession, messages: readonly Message[]): void {
    const bytes = messages.reduce((sum, message) => sum + sizeOf(message), 0);
    session.storingRows += messages.length;
    session.storingBytes += bytes;
    const work = this.#storeMessages(session, messages, bytes)
      .catch((error: unknown) => {
        // Not durable, hence never committed: the member that reads the partition next reads them again.
        if (error instanceof WithdrawnError || session.released) return;
        this.#options.log.error({ ...session.at, error: String(error) }, "messages could not be stored");
        this.#stopPartition(session);
      })
      .then(() => {
        session.storing.delete(work);
        session.storingRows -= messages.length;
        session.storingBytes -= bytes;
      });
    session.storing.add(work);
  }

  async #storeMessages(
    session: PartitionSession,
    messages: readonly Message[],
    bytes: number,
  ): Promise<void> {
    const { clock, observer } = this.#options;
    const from = clock.now();
    const events = messages.filter((message) => !isTombstone(message));
    const tombstones = messages.length - events.length;
    const result = await this.#accept(session, events);
    if (session.released) return;
    const now = clock.now();
    const wasStopped = session.stopped;
    const mustStop =
      session.settle(messages, { events: events.length, deadLetters: result.dead_letters }) && !wasStopped;
    observer?.stored?.({
      ...session.at,
      events: events.length,
      tombstones,
      bytes,
      result,
      storedMs: now - from,
      ages: events.map((message) => now - (message.timestamp ?? now)),
    });
    if (mustStop) this.#stopPartition(session);
  }

  #accept({ at, withdrawal }: PartitionSession, messages: readonly Message[]): Promise<AcceptResult> {
    const { topic, partition } = at;
    const items = messages.map((message) => ({ raw: readEventBytes(message) }));
    const originOf = (index: number): Origin => ({
      kind: "kafka",
      topic,
      partition,
      offset: messages[index]?.offset ?? -1,
    });
    return this.#options.ingester.accept(items, { originOf, pace: "stream", signal: withdrawal });
  }
}
