import { randomBytes } from "node:crypto";
import type { Alarm } from "@toancanh/contracts";
import {
  createKafkaSource,
  DEAD_LETTER_LIMIT,
  type DeadLetterPublisher,
  type Ingester,
  KafkaClientMissingError,
  type KafkaConnection,
  type KafkaSource,
  openDeadLetterTopic,
} from "@toancanh/ingest";
import type { Store } from "@toancanh/store";
import type { Logger } from "pino";
import { worldClock } from "../clock/world-clock.ts";
import { kafkaAlarms } from "../observe/kafka-alarms.ts";
import { exposeKafkaStatus, measureKafka, type ProductMetrics } from "../observe/product-metrics.ts";
import { CommandError } from "../terminal/output.ts";

/** What `start --kafka` was told. */
export interface KafkaFeedOptions {
  /** Null for `--kafka local`: the product then starts a broker whose data lie beside its own. */
  connection: KafkaConnection | null;
  topic: string;
  /** Consumer group; null for the one that belongs to the data directory. */
  group: string | null;
  maxDeadLetterShare: number;
}

/** Kafka as a source beside HTTP and the simulation, in the process of `npm start`. */
export interface KafkaFeed {
  /** `host:port` of the broker. */
  readonly brokers: string;
  /** For the ingester, so that dead letters reach their topic. */
  readonly deadLetterTopic: DeadLetterPublisher;
  /** Begins to read. */
  start(ingester: Ingester): Promise<void>;
  /** What an operator has to look at; empty until the feed has begun to read. */
  alarms(): Alarm[];
  stop(): Promise<void>;
}

const GROUP_KEY = "kafka-group";
const DEAD_LETTER_TOPIC = "report-events-dlq";
const LOCAL_PARTITIONS = 8;

/**
 * The group whose offsets belong to this store: a new store has to read the topic from its beginning, even when
 * another store has committed offsets.
 */
async function groupOf(store: Store): Promise<string> {
  const known = await store.readPosition(GROUP_KEY);
  if (known !== null) return known;
  const group = `toancanh-${randomBytes(4).toString("hex")}`;
  await store.writePosition(GROUP_KEY, group);
  return group;
}

/**
 * Opens what reading from Kafka needs; with `local` also a broker, whose data lie beside the product's.
 * @throws CommandError (exit code 1) naming what to install
 */
export async function openKafkaFeed(
  options: KafkaFeedOptions,
  { dataDir, store, metrics, log }: { dataDir: string; store: Store; metrics: ProductMetrics; log: Logger },
): Promise<KafkaFeed> {
  const local = options.connection === null ? await startLocalBroker(dataDir, options.topic, log) : null;
  const connection = options.connection ?? { brokers: local?.brokers ?? "" };
  const letters = await openDeadLetterTopic({ connection, topic: DEAD_LETTER_TOPIC, log }).catch(
    async (error: unknown) => {
      await local?.stop();
      if (error instanceof KafkaClientMissingError)
        throw new CommandError(error.message, 1, { cause: error });
      throw error;
    },
  );
  const group = options.group ?? (await groupOf(store));
  let source: KafkaSource | null = null;
  let stopped = false;
  return {
    brokers: connection.brokers,
    deadLetterTopic: letters,
    async start(ingester) {
      const created = await createKafkaSource({
        connection,
        topic: options.topic,
        group,
        ingester,
        clock: worldClock,
        log,
        observer: measureKafka(metrics),
        deadLetterLimit: { ...DEAD_LETTER_LIMIT, maxShare: options.maxDeadLetterShare },
      });
      if (stopped) return;
      source = created;
      exposeKafkaStatus(metrics, () => created.status());
      created.start();
    },
    alarms: () => (source === null ? [] : kafkaAlarms(source.status())),
    async stop() {
      stopped = true;
      await source?.stop();
      await letters.close();
      await local?.stop();
    },
  };
}

/** The harness is loaded only here: a start with a broker of one's own needs none of it. */
async function startLocalBroker(dataDir: string, topic: string, log: Logger) {
  const { MissingToolError, startKafka } = await import("@toancanh/harness");
  try {
    const broker = await startKafka({
      dataDir: `${dataDir}-kafka`,
      log: (line) => log.info({ line }, "local broker"),
    });
    await broker.createTopic({ name: topic, partitions: LOCAL_PARTITIONS });
    return broker;
  } catch (error) {
    if (error instanceof MissingToolError) throw new CommandError(error.message, 1, { cause: error });
    throw error;
  }
}
