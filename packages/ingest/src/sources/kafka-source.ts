import { setTimeout as sleep } from "node:timers/promises";
import type { TopicPartition } from "node-rdkafka";
import { BackPressureError, IngestStoppedError } from "../ingest-error.ts";
import type { AcceptResult } from "../ingest-options.ts";
import { DEAD_LETTER_LIMIT } from "./dead-letter-guard.ts";
import { GroupConsumer, KafkaClientError } from "./group-consumer.ts";
import {
  KAFKA_LIMITS,
  type KafkaLimits,
  type KafkaSourceOptions,
  type KafkaStatus,
} from "./kafka-options.ts";
import { type KafkaClientModule, loadKafkaClient } from "./load-kafka-client.ts";
import { OffsetCommitter } from "./offset-committer.ts";
import { type PartitionBatch, PartitionSession } from "./partition-session.ts";
import { ReadGate } from "./read-gate.ts";

/** Messages of one read: what the event loop then turns into objects at a time. */
const READ_ROWS = 500;
const FULL_PAUSE_MS = 20;
const RECONNECT_MS = 1000;
const LEAVE_TIMEOUT_MS = 4000;
const QUERY_TIMEOUT_MS = 2000;
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
 * cuts batches and answers the group, so that no read is under way while partitions come or go.
 */
export class KafkaSource {
  readonly #module: KafkaClientModule;
  readonly #options: KafkaSourceOptions;
  readonly #limits: KafkaLimits;
  readonly #gate: ReadGate;
  readonly #committer: OffsetCommitter;
  readonly #sessions = new Map<string, PartitionSession>();
  /** Batches of revoked partitions that are still being stored. */
  readonly #leftovers = new Set<Promise<void>>();
  #consumer: GroupConsumer | null = null;
  #state: KafkaStatus["state"] = "connecting";
  #rebalances: { kind: RebalanceKind; partitions: TopicPartition[] }[] = [];
  #loop: Promise<void> = Promise.resolve();
  #lagTimer: NodeJS.Timeout | null = null;
  readonly #stopping = new AbortController();

  constructor(module: KafkaClientModule, options: KafkaSourceOptions) {
    this.#module = module;
    this.#options = options;
    this.#limits = { ...KAFKA_LIMITS, ...options.limits };
    this.#gate = new ReadGate(this.#limits.maxSilenceMs);
    this.#committer = new OffsetCommitter(options.log);
  }

  /** Begins to connect and read, and goes on through every outage until {@link stop}. */
  start(): void {
    this.#loop = this.#run();
    this.#lagTimer = setInterval(() => void this.#measureLag(), this.#limits.lagIntervalMs);
  }

  status(): KafkaStatus {
    const { rows, bytes } = this.#held();
    return {
      state: this.#state,
      partitions: [...this.#sessions.values()].map(({ at, lag, stopped }) => ({ ...at, lag, stopped })),
      heldRows: rows,
      heldBytes: bytes,
      backPressure: this.#gate.isClosed,
    };
  }

  /**
   * Reads no more, lets what is being stored become durable (≤ `drainMs`), commits, leaves the group (≤ 5 s); from a
   * silent broker it does not take leave, the group will miss it.
   * @returns false when the client hangs: one of its threads then holds up even `process.exit`
   */
  async stop(): Promise<boolean> {
    this.#state = "stopping";
    this.#stopping.abort();
    if (this.#lagTimer !== null) clearInterval(this.#lagTimer);
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
        if (error instanceof KafkaClientError && error.isFatal) {
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
        this.#committer.answered(error, this.#sessions.values());
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
    const sessions = [...this.#sessions.values()];
    await this.#release(sessions);
    this.#consumer = null;
    if (consumer === null) return true;
    // The client waits for an answer to each of them.
    for (const { kind, partitions } of this.#rebalances.splice(0)) decline(consumer, kind, partitions);
    const [any] = sessions;
    const isSilent = any !== undefined && (await consumer.readBounds(any.at, PROBE_TIMEOUT_MS)) === null;
    return isSilent || (await consumer.leave(LEAVE_TIMEOUT_MS));
  }

  /** One turn of the loop: answer the group, read, cut batches, commit. */
  async #turn(consumer: GroupConsumer): Promise<void> {
    for (const { kind, partitions } of this.#rebalances.splice(0)) {
      await (kind === "assigned" ? this.#assign(consumer, partitions) : this.#revoke(consumer, partitions));
    }
    if (this.#mayRead(consumer)) {
      const messages = await consumer.read(READ_ROWS);
      const now = this.#options.clock.now();
      for (const message of messages) {
        const session = this.#sessions.get(keyOf(message));
        if (session !== undefined && !session.stopped) session.take(message, now);
      }
    } else {
      await this.#wait(FULL_PAUSE_MS);
    }
    this.#storeDue();
    this.#committer.commit(consumer, this.#sessions.values(), this.#options.clock.now());
  }

  #mayRead(consumer: GroupConsumer): boolean {
    const { rows, bytes } = this.#held();
    const { maxHeldRows, maxHeldBytes } = this.#limits;
    const share = Math.max(rows / maxHeldRows, bytes / maxHeldBytes);
    const decision = this.#gate.decide(share, this.#options.clock.now());
    if (decision === "pause" || decision === "resume") {
      const partitions = [...this.#sessions.values()].filter(({ stopped }) => !stopped).map(({ at }) => at);
      consumer[decision](partitions);
      this.#options.log.info({ decision, rows, bytes }, "back-pressure");
    }
    return decision !== "skip";
  }

  #held(): { rows: number; bytes: number } {
    let rows = 0;
    let bytes = 0;
    for (const session of this.#sessions.values()) {
      rows += session.bufferedRows + session.storingRows;
      bytes += session.bufferedBytes + session.storingBytes;
    }
    return { rows, bytes };
  }

  /** All partitions are cut at the same moment: the ingester makes one insert of their batches. */
  #storeDue(): void {
    const { maxBatchRows, maxBatchBytes, lingerMs, loadLingerMs, loadRows } = this.#limits;
    const waiting = [...this.#sessions.values()].filter(
      (session) => session.bufferedRows > 0 && session.storing === null,
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
    const work = this.#storeBatch(session, batch).catch((error: unknown) => {
      // Not durable, hence never committed: whoever reads the partition next reads it again.
      if (error instanceof IngestStoppedError || session.released) return;
      this.#options.log.error({ ...session.at, error: String(error) }, "a batch could not be stored");
      this.#stopPartition(session);
    });
    session.storingRows = batch.messages.length;
    session.storingBytes = batch.bytes;
    session.storing = work.then(() => {
      session.storing = null;
      session.storingRows = 0;
      session.storingBytes = 0;
    });
  }

  async #storeBatch(session: PartitionSession, batch: PartitionBatch): Promise<void> {
    const { clock, observer } = this.#options;
    const frozenAt = clock.now();
    const result = await this.#acceptUntilTaken(session, batch);
    if (session.released) return;
    const now = clock.now();
    const mustStop = session.settle(batch, result.dead_letters);
    observer?.stored?.({
      ...session.at,
      events: batch.messages.length,
      bytes: batch.bytes,
      result,
      storedMs: now - frozenAt,
      ages: batch.messages.map((message) => now - (message.timestamp ?? now)),
    });
    if (mustStop) this.#stopPartition(session);
  }

  async #acceptUntilTaken(session: PartitionSession, { messages }: PartitionBatch): Promise<AcceptResult> {
    const { topic, partition } = session.at;
    const items = messages.map((message) => ({ raw: message.value }));
    const positionOf = (index: number): string => `${topic}/${partition}/${messages[index]?.offset ?? -1}`;
    for (;;) {
      try {
        return await this.#options.ingester.accept(items, { source: `kafka:${topic}`, positionOf });
      } catch (error) {
        if (!(error instanceof BackPressureError) || session.released) throw error;
        await this.#wait(error.retryAfterSeconds * 1000);
      }
    }
  }

  #stopPartition(session: PartitionSession): void {
    session.stopped = true;
    session.drop();
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
    // A batch still being stored since an earlier assignment would leave its reports as it knew them in the cache.
    await Promise.all(this.#leftovers);
    this.#options.ingester.forgetReports();
    const limit = this.#options.deadLetterLimit ?? DEAD_LETTER_LIMIT;
    for (const at of partitions) this.#sessions.set(keyOf(at), new PartitionSession(at, limit));
    consumer.assign(partitions);
    if (this.#gate.isPaused) consumer.pause(partitions);
    this.#options.observer?.assigned?.(partitions);
  }

  async #revoke(consumer: GroupConsumer, partitions: TopicPartition[]): Promise<void> {
    this.#logChange("revoked", partitions);
    this.#options.observer?.revoking?.(partitions);
    await this.#release(partitions.flatMap((at) => this.#sessions.get(keyOf(at)) ?? []));
    consumer.unassign(partitions);
  }

  #logChange(kind: RebalanceKind, partitions: readonly TopicPartition[]): void {
    const numbers = partitions.map(({ partition }) => partition);
    this.#options.log.info({ kind, partitions: numbers }, "partitions changed hands");
  }

  /** Ends sessions: what is being stored may finish within `drainMs` and is committed; the rest is forgotten. */
  async #release(sessions: readonly PartitionSession[]): Promise<void> {
    if (sessions.length === 0) return;
    const storing = sessions.flatMap((session) => session.storing ?? []);
    for (const session of sessions) session.drop();
    const patience = new AbortController();
    const deadline = sleep(this.#limits.drainMs, undefined, { signal: patience.signal });
    await Promise.race([Promise.all(storing), deadline]);
    patience.abort();
    deadline.catch(() => undefined);
    this.#committer.commit(this.#consumer, sessions, this.#options.clock.now(), true);
    for (const session of sessions) {
      session.released = true;
      this.#sessions.delete(keyOf(session.at));
      const { storing: leftover } = session;
      if (leftover === null) continue;
      this.#leftovers.add(leftover);
      void leftover.then(() => this.#leftovers.delete(leftover));
    }
    this.#options.ingester.forgetReports();
  }

  async #measureLag(): Promise<void> {
    const consumer = this.#consumer;
    for (const session of [...this.#sessions.values()]) {
      if (consumer === null || this.#stopping.signal.aborted) return;
      const bounds = await consumer.readBounds(session.at, QUERY_TIMEOUT_MS);
      if (bounds === null) return;
      session.start ??= (await consumer.readCommitted(session.at, QUERY_TIMEOUT_MS)) ?? bounds.first;
      session.end = bounds.end;
    }
  }

  /** Waits, or until {@link stop}. */
  async #wait(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
  }
}

/** Answer to a change of partitions of one who is leaving. */
function decline(consumer: GroupConsumer, kind: RebalanceKind, partitions: TopicPartition[]): void {
  if (kind === "revoked") consumer.unassign(partitions);
  else consumer.assign([]);
}

function keyOf({ topic, partition }: TopicPartition): string {
  return `${topic}/${partition}`;
}
