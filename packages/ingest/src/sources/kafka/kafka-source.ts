import { setTimeout as sleep } from "node:timers/promises";
import type { TopicPartition } from "node-rdkafka";
import { GroupConsumer, KafkaClientError } from "./client/group-consumer.ts";
import { type KafkaClientModule, loadKafkaClient } from "./client/load-kafka-client.ts";
import {
  KAFKA_LIMITS,
  type KafkaLimits,
  type KafkaSourceOptions,
  type KafkaStatus,
} from "./kafka-options.ts";
import { MessageStorer } from "./message-storer.ts";
import { DEAD_LETTER_LIMIT } from "./partitions/dead-letter-guard.ts";
import { LagMeter } from "./partitions/lag-meter.ts";
import { OffsetCommitter } from "./partitions/offset-committer.ts";
import { PartitionSession } from "./partitions/partition-session.ts";
import { PartitionSet } from "./partitions/partition-set.ts";
import { ReadGate } from "./read-gate.ts";

/** Messages of one read: what the event loop then turns into objects at a time. */
const READ_ROWS = 500;
const FULL_PAUSE_MS = 20;
const RECONNECT_MS = 1000;
const LEAVE_TIMEOUT_MS = 4000;
const PROBE_TIMEOUT_MS = 1000;

type RebalanceKind = "assigned" | "revoked";

/**
 * Loads the client and builds a source; {@link KafkaSource.start} begins to read.
 * @throws KafkaClientMissingError
 */
export async function createKafkaSource(options: KafkaSourceOptions): Promise<KafkaSource> {
  return new KafkaSource(await loadKafkaClient(), options);
}

/**
 * Reads one topic as a member of a consumer group into the ingester, and commits what is durable. One loop reads,
 * commits and answers the group, so that no read is under way while partitions come or go.
 */
export class KafkaSource {
  readonly #module: KafkaClientModule;
  readonly #options: KafkaSourceOptions;
  readonly #limits: KafkaLimits;
  readonly #gate: ReadGate;
  readonly #committer: OffsetCommitter;
  readonly #storer: MessageStorer;
  readonly #lag: LagMeter;
  readonly #partitions = new PartitionSet();
  /** Messages of revoked partitions that are still being stored. */
  readonly #leftovers = new Set<Promise<void>>();
  #consumer: GroupConsumer | null = null;
  #state: KafkaStatus["state"] = "connecting";
  #rebalances: { kind: RebalanceKind; partitions: TopicPartition[] }[] = [];
  #loop: Promise<void> = Promise.resolve();
  readonly #stopping = new AbortController();

  constructor(module: KafkaClientModule, options: KafkaSourceOptions) {
    this.#module = module;
    this.#options = options;
    this.#limits = { ...KAFKA_LIMITS, ...options.limits };
    this.#gate = new ReadGate(this.#limits.maxSilenceMs);
    this.#committer = new OffsetCommitter(options.log);
    this.#storer = new MessageStorer(options, (session) => this.#stopPartition(session));
    this.#lag = new LagMeter({
      intervalMs: this.#limits.lagIntervalMs,
      consumer: () => this.#consumer,
      sessions: () => this.#partitions.all(),
    });
  }

  /** Begins to connect and read, and goes on through every outage until {@link stop}. */
  start(): void {
    this.#loop = this.#run();
    this.#lag.start();
  }

  status(): KafkaStatus {
    const { rows, bytes } = this.#partitions.held();
    return {
      state: this.#state,
      partitions: this.#partitions.all().map(({ at, lag, stopped }) => ({ ...at, lag, stopped })),
      heldRows: rows,
      heldBytes: bytes,
      backPressure: this.#gate.isClosed,
    };
  }

  /**
   * Reads no more, lets what is being stored become durable (≤ `drainMs`), commits, leaves the group (≤ 5 s). A silent
   * broker is not told: the group then notices the missing member by itself.
   * @returns false when the client hangs: one of its threads then holds up even `process.exit`
   */
  async stop(): Promise<boolean> {
    this.#state = "stopping";
    this.#stopping.abort();
    this.#lag.stop();
    await this.#loop;
    const left = await this.#leave();
    this.#state = "stopped";
    return left;
  }

  async #run(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      try {
        if (this.#consumer === null) await this.#connect();
        else await this.#turn(this.#consumer);
      } catch (error) {
        this.#options.log.warn({ error: String(error) }, "Kafka does not answer, will retry");
        if (error instanceof KafkaClientError && error.needsNewClient) {
          this.#state = "connecting";
          await this.#leave();
        }
        await this.#wait(RECONNECT_MS);
      }
    }
  }

  async #connect(): Promise<void> {
    const { connection, group, topic, log } = this.#options;
    const { sessionTimeoutMs } = this.#limits;
    const membership = { group, sessionTimeoutMs };
    const consumer = new GroupConsumer(this.#module, connection, membership, {
      rebalance: (kind, partitions) => this.#noteRebalance(consumer, kind, partitions),
      committed: (error) => {
        this.#committer.answered(error, this.#partitions.all());
        this.#options.observer?.committed?.(error);
      },
      error: (error) => log.warn({ error: error.message }, "the Kafka client reports"),
    });
    await consumer.join(topic);
    this.#consumer = consumer;
    if (!this.#stopping.signal.aborted) this.#state = "running";
    log.info({ topic, group }, "joined the consumer group");
  }

  async #leave(): Promise<boolean> {
    const consumer = this.#consumer;
    const sessions = this.#partitions.all();
    await this.#release(sessions);
    this.#consumer = null;
    if (consumer === null) return true;
    // Disconnecting, the client waits for an answer to each change of partitions.
    for (const { kind, partitions } of this.#rebalances.splice(0)) decline(consumer, kind, partitions);
    const [any] = sessions;
    const isSilent = any !== undefined && (await consumer.readBounds(any.at, PROBE_TIMEOUT_MS)) === null;
    return isSilent || (await consumer.leave(LEAVE_TIMEOUT_MS));
  }

  /** One turn of the loop: answer the group, read, commit. */
  async #turn(consumer: GroupConsumer): Promise<void> {
    for (const { kind, partitions } of this.#rebalances.splice(0)) {
      await (kind === "assigned" ? this.#assign(consumer, partitions) : this.#revoke(consumer, partitions));
    }
    if (this.#mayRead(consumer)) {
      const messages = await consumer.read(READ_ROWS);
      for (const [session, fresh] of this.#partitions.take(messages)) this.#storer.store(session, fresh);
    } else {
      await this.#wait(FULL_PAUSE_MS);
    }
    this.#committer.commit(consumer, this.#partitions.all(), this.#options.clock.now());
  }

  #mayRead(consumer: GroupConsumer): boolean {
    const { rows, bytes } = this.#partitions.held();
    const { maxHeldRows, maxHeldBytes } = this.#limits;
    const share = Math.max(rows / maxHeldRows, bytes / maxHeldBytes);
    const decision = this.#gate.decide(share, this.#options.clock.now());
    if (decision === "pause" || decision === "resume") {
      consumer[decision](this.#partitions.readable());
      this.#options.log.info({ decision, rows, bytes }, "back-pressure");
    }
    return decision !== "skip";
  }

  #stopPartition(session: PartitionSession): void {
    session.stopped = true;
    session.withdraw();
    this.#consumer?.pause([session.at]);
    this.#options.log.error(
      { ...session.at, offset: session.ledger.committable() },
      "too much of this partition cannot be taken: it is stopped until the process is started again",
    );
  }

  /** Changes of assignment wait for the loop, where no read is under way; while leaving there is no loop. */
  #noteRebalance(consumer: GroupConsumer, kind: RebalanceKind, partitions: TopicPartition[]): void {
    if (consumer === this.#consumer && !this.#stopping.signal.aborted) {
      this.#rebalances.push({ kind, partitions });
    } else {
      decline(consumer, kind, partitions);
    }
  }

  async #assign(consumer: GroupConsumer, partitions: TopicPartition[]): Promise<void> {
    this.#logChange("assigned", partitions);
    // What is still being stored since an earlier assignment would leave its reports as it knew them in the cache.
    await Promise.all(this.#leftovers);
    this.#options.ingester.forgetReports();
    const limit = this.#options.deadLetterLimit ?? DEAD_LETTER_LIMIT;
    for (const at of partitions) this.#partitions.add(new PartitionSession(at, limit));
    consumer.assign(partitions);
    if (this.#gate.isPaused) consumer.pause(partitions);
    this.#options.observer?.assigned?.(partitions);
  }

  async #revoke(consumer: GroupConsumer, partitions: TopicPartition[]): Promise<void> {
    this.#logChange("revoked", partitions);
    this.#options.observer?.revoking?.(partitions);
    await this.#release(partitions.flatMap((at) => this.#partitions.get(at) ?? []));
    // The client remembers a pause beyond the assignment: the partition would stay paused when it is assigned again.
    consumer.resume(partitions);
    consumer.unassign(partitions);
  }

  #logChange(kind: RebalanceKind, partitions: readonly TopicPartition[]): void {
    const numbers = partitions.map(({ partition }) => partition);
    this.#options.log.info({ kind, partitions: numbers }, "partitions changed hands");
  }

  /** Ends sessions: what is being stored may finish within `drainMs` and is committed; the rest is given up. */
  async #release(sessions: readonly PartitionSession[]): Promise<void> {
    if (sessions.length === 0) return;
    const storing = sessions.flatMap((session) => [...session.storing]);
    for (const session of sessions) session.withdraw();
    const patience = new AbortController();
    const deadline = sleep(this.#limits.drainMs, undefined, { signal: patience.signal });
    await Promise.race([Promise.all(storing), deadline]);
    patience.abort();
    deadline.catch(() => undefined);
    this.#committer.commit(this.#consumer, sessions, this.#options.clock.now(), true);
    for (const session of sessions) {
      session.released = true;
      this.#partitions.remove(session);
      for (const leftover of session.storing) {
        this.#leftovers.add(leftover);
        void leftover.then(() => this.#leftovers.delete(leftover));
      }
    }
    this.#options.ingester.forgetReports();
  }

  /** Waits, or until {@link stop}. */
  async #wait(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
  }
}

/** The answer of a member that is leaving to a change of its partitions. */
function decline(consumer: GroupConsumer, kind: RebalanceKind, partitions: TopicPartition[]): void {
  if (kind === "revoked") consumer.unassign(partitions);
  else consumer.assign([]);
}
