import type { Clock } from "@toancanh/contracts";
import type { TopicPartition } from "node-rdkafka";
import type { AcceptOptions, AcceptResult, RawItem } from "../../ingest-options.ts";
import type { Log } from "../../ports.ts";
import type { KafkaConnection } from "./client/kafka-settings.ts";
import type { DeadLetterLimit } from "./partitions/dead-letter-guard.ts";

/** Where what is read goes: the ingester. */
interface AcceptPort {
  accept(items: readonly RawItem[], options: AcceptOptions): Promise<AcceptResult>;
  /** Called when partitions come from another writer or go to one. */
  forgetReports(): void;
}

export interface KafkaLimits {
  /** Messages read and not durable; beyond, nothing more is read. */
  maxHeldRows: number;
  maxHeldBytes: number;
  /** How long a revoked partition may finish what is being stored, ms. */
  drainMs: number;
  /** How long back-pressure may keep us from polling before partitions are paused instead, ms. */
  maxSilenceMs: number;
  /** The group gives a member's partitions to others when it was silent for this long, ms. */
  sessionTimeoutMs: number;
  lagIntervalMs: number;
}

export const KAFKA_LIMITS: KafkaLimits = {
  maxHeldRows: 30_000,
  maxHeldBytes: 48 * 1024 * 1024,
  drainMs: 4000,
  maxSilenceMs: 5000,
  sessionTimeoutMs: 10_000,
  lagIntervalMs: 5000,
};

/** What a source tells those who measure it. */
export interface KafkaObserver {
  stored?: (messages: StoredMessages) => void;
  assigned?: (partitions: readonly TopicPartition[]) => void;
  /** Before the drain of what was revoked. */
  revoking?: (partitions: readonly TopicPartition[]) => void;
  committed?: (error: Error | null) => void;
}

/** Messages of one partition that were read together. */
interface StoredMessages {
  topic: string;
  partition: number;
  events: number;
  /** Messages beside them that only say that a key was deleted: nothing is stored of them. */
  tombstones: number;
  bytes: number;
  result: AcceptResult;
  /** From read to durable, ms. */
  storedMs: number;
  /** For each message from its timestamp at the producer to durable, ms. */
  ages: readonly number[];
}

interface PartitionStatus {
  topic: string;
  partition: number;
  /** Messages not yet committed, as last asked from the broker; null when unknown. */
  lag: number | null;
  /** Too many dead letters: not read until the process is started again. */
  stopped: boolean;
}

export interface KafkaStatus {
  state: "connecting" | "running" | "stopping" | "stopped";
  partitions: PartitionStatus[];
  /** Messages read and not yet durable. */
  heldRows: number;
  heldBytes: number;
  /** True while nothing is read because too much waits to be stored. */
  backPressure: boolean;
}

export interface KafkaSourceOptions {
  connection: KafkaConnection;
  topic: string;
  group: string;
  ingester: AcceptPort;
  clock: Clock;
  log: Log;
  limits?: Partial<KafkaLimits>;
  deadLetterLimit?: DeadLetterLimit;
  observer?: KafkaObserver;
}
