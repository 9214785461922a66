import type { LibrdKafkaError, Message, TopicPartition, TopicPartitionOffset } from "node-rdkafka";
import { consumerSettings, type KafkaConnection, type KafkaMembership } from "./kafka-settings.ts";
import type { KafkaClientModule } from "./load-kafka-client.ts";

const ASSIGN_PARTITIONS = -175;
/**
 * COORDINATOR_LOAD_IN_PROGRESS, COORDINATOR_NOT_AVAILABLE, NOT_COORDINATOR: a read gives them when the committed offsets
 * of a new assignment could not be had. librdkafka 2.12 does not ask again and never begins to fetch
 * (confluentinc/librdkafka#5586).
 */
const COORDINATOR_ERRORS: readonly number[] = [14, 15, 16];
const METADATA_TIMEOUT_MS = 5000;
/**
 * A read with nothing to read returns after this long, and only then is what became durable committed and the group
 * answered; it holds a thread of libuv's pool meanwhile.
 */
const READ_TIMEOUT_MS = 25;

/** What the consumer reports, from its own thread by way of the event loop. */
export interface GroupEvents {
  /** The group gives this member partitions or takes them; to be answered with `assign` or `unassign`. */
  rebalance: (kind: "assigned" | "revoked", partitions: TopicPartition[]) => void;
  /** An asynchronous commit was answered. */
  committed: (error: Error | null) => void;
  /** A broker is away, a login was refused and the like; the client goes on trying. */
  error: (error: Error) => void;
}

/** An error of the client with librdkafka's code. */
export class KafkaClientError extends Error {
  readonly code: number;
  /** The client cannot be used any more, or never would read its partitions. */
  readonly needsNewClient: boolean;
  constructor(action: string, { message, code, isFatal }: LibrdKafkaError) {
    super(`Kafka ${action}: ${message}`);
    this.name = "KafkaClientError";
    this.code = code;
    this.needsNewClient = isFatal === true || COORDINATOR_ERRORS.includes(code);
  }
}

/**
 * A member of a consumer group as promises. No call waits for the network on the event loop: commits are
 * asynchronous, reads and queries run on threads, the rest only talks to the client's own thread.
 */
export class GroupConsumer {
  readonly #client: InstanceType<KafkaClientModule["KafkaConsumer"]>;

  constructor(
    module: KafkaClientModule,
    connection: KafkaConnection,
    membership: KafkaMembership,
    events: GroupEvents,
  ) {
    this.#client = new module.KafkaConsumer(
      {
        ...consumerSettings(connection, membership),
        rebalance_cb: (error: LibrdKafkaError | undefined, partitions: TopicPartition[]) =>
          events.rebalance(error?.code === ASSIGN_PARTITIONS ? "assigned" : "revoked", partitions),
        offset_commit_cb: (error: LibrdKafkaError | null) =>
          events.committed(error ? new KafkaClientError("commit", error) : null),
      },
      { "auto.offset.reset": "earliest" },
    );
    this.#client.setDefaultConsumeTimeout(READ_TIMEOUT_MS);
    this.#client.on("event.error", (error) => events.error(new KafkaClientError("client", error)));
  }

  /** Connects and joins the group of `topic`. @throws KafkaClientError when no broker answers within 5 s */
  async join(topic: string): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#client.connect({ timeout: METADATA_TIMEOUT_MS }, (error: LibrdKafkaError | null) =>
        error ? reject(new KafkaClientError("connect", error)) : resolve(),
      );
    });
    this.#client.subscribe([topic]);
  }

  /** Up to `max` messages; as soon as there are none, those read so far. @throws KafkaClientError */
  read(max: number): Promise<Message[]> {
    return new Promise((resolve, reject) => {
      this.#client.consume(max, (error: LibrdKafkaError | null, messages) =>
        error ? reject(new KafkaClientError("read", error)) : resolve(messages),
      );
    });
  }

  /** Begins to commit; the answer comes as event. @throws Error when the client cannot even begin */
  commit(offsets: TopicPartitionOffset[]): void {
    this.#client.commit(offsets);
  }

  pause(partitions: TopicPartition[]): void {
    this.#client.pause(partitions);
  }

  resume(partitions: TopicPartition[]): void {
    this.#client.resume(partitions);
  }

  /** Answer to `assigned`. The cooperative calls are right even while disconnecting, where the client denies it. */
  assign(partitions: TopicPartition[]): void {
    this.#client.incrementalAssign(partitions);
  }

  /** Answer to `revoked`. */
  unassign(partitions: TopicPartition[]): void {
    this.#client.incrementalUnassign(partitions);
  }

  /** First offset and the one behind the last message, or null when the broker does not say within `timeoutMs`. */
  readBounds(
    { topic, partition }: TopicPartition,
    timeoutMs: number,
  ): Promise<{ first: number; end: number } | null> {
    return new Promise((resolve) => {
      this.#client.queryWatermarkOffsets(
        topic,
        partition,
        timeoutMs,
        (error: LibrdKafkaError | null, bounds) =>
          resolve(error ? null : { first: bounds.lowOffset, end: bounds.highOffset }),
      );
    });
  }

  /** What the group has committed; null when nothing, or when the broker does not say within `timeoutMs`. */
  readCommitted(at: TopicPartition, timeoutMs: number): Promise<number | null> {
    return new Promise((resolve) => {
      this.#client.committed([at], timeoutMs, (error: LibrdKafkaError | null, offsets) => {
        const offset = error ? undefined : offsets[0]?.offset;
        // Negative numbers stand for "none" in librdkafka.
        resolve(offset !== undefined && offset >= 0 ? offset : null);
      });
    });
  }

  /** Leaves the group. Resolves with false when a silent broker held that up for longer than `timeoutMs`. */
  leave(timeoutMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), timeoutMs);
      this.#client.disconnect(() => {
        clearTimeout(timer);
        resolve(true);
      });
    });
  }
}
