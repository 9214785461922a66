import { setTimeout as sleep } from "node:timers/promises";
import type { DeadLetter } from "@toancanh/contracts";
import type { LibrdKafkaError } from "node-rdkafka";
import type { DeadLetterPublisher } from "../../ingest-options.ts";
import type { Log } from "../../ports.ts";
import { KafkaClientError } from "./client/group-consumer.ts";
import { connectionSettings, type KafkaConnection } from "./client/kafka-settings.ts";
import { type KafkaClientModule, loadKafkaClient } from "./client/load-kafka-client.ts";

/** A letter that no broker took within this time is given up, ms: the table has it. */
const DELIVERY_TIMEOUT_MS = 60_000;
const CONNECT_TIMEOUT_MS = 5000;
const CLOSE_TIMEOUT_MS = 2000;
const RETENTION_MS = 90 * 86_400_000;

export interface DeadLetterTopicOptions {
  connection: KafkaConnection;
  topic: string;
  log: Log;
}

/**
 * A topic that gets every dead letter beside the table: value = the raw bytes as the table keeps them, key =
 * dead_letter_id, the rest in headers. Delivered at least once: copies have the same id.
 */
export class DeadLetterTopic implements DeadLetterPublisher {
  readonly #options: DeadLetterTopicOptions;
  readonly #client: InstanceType<KafkaClientModule["HighLevelProducer"]>;
  readonly #module: KafkaClientModule;
  #connecting: Promise<void> | null = null;

  constructor(module: KafkaClientModule, options: DeadLetterTopicOptions) {
    this.#module = module;
    this.#options = options;
    this.#client = new module.HighLevelProducer(
      {
        ...connectionSettings(options.connection, "toancanh-dead-letters"),
        "enable.idempotence": true,
      },
      { "message.timeout.ms": DELIVERY_TIMEOUT_MS },
    );
    this.#client.setPollInterval(50);
  }

  /**
   * Resolves when all are acknowledged or given up, which is logged: a topic that is missing or may not be written
   * must not hold up events whose home is the table.
   */
  async publish(letters: readonly DeadLetter[]): Promise<void> {
    const { topic, log } = this.#options;
    try {
      await this.#connect();
      await Promise.all(letters.map((letter) => this.#send(letter)));
    } catch (error) {
      log.error(
        { topic, dead_letters: letters.length, error: String(error) },
        "dead letters are in the table, but not in their topic",
      );
    }
  }

  /**
   * Waits for the client for up to 2 s, also while it still connects.
   * @returns false when the client hangs: one of its threads then holds up even `process.exit`
   */
  async close(): Promise<boolean> {
    if (this.#connecting === null) return true;
    const disconnect = () => new Promise<boolean>((resolve) => this.#client.disconnect(() => resolve(true)));
    const closed = this.#connecting.then(disconnect, () => true);
    return Promise.race([closed, sleep(CLOSE_TIMEOUT_MS, false, { ref: false })]);
  }

  #connect(): Promise<void> {
    this.#connecting ??= this.#open().catch((error: unknown) => {
      this.#connecting = null;
      throw error;
    });
    return this.#connecting;
  }

  async #open(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#client.connect({ timeout: CONNECT_TIMEOUT_MS }, (error: LibrdKafkaError | null) =>
        error ? reject(new KafkaClientError("connect", error)) : resolve(),
      );
    });
    await this.#createTopic();
  }

  /** Where the brokers do not let this process create it, an administrator has to have done so. */
  #createTopic(): Promise<void> {
    const { connection, topic } = this.#options;
    const admin = this.#module.AdminClient.create(connectionSettings(connection, "toancanh-dead-letters"));
    const wanted = {
      topic,
      num_partitions: 1,
      replication_factor: -1,
      config: { "retention.ms": String(RETENTION_MS) },
    };
    return new Promise((resolve) => {
      admin.createTopic(wanted, CONNECT_TIMEOUT_MS, () => {
        admin.disconnect();
        resolve();
      });
    });
  }

  #send(letter: DeadLetter): Promise<void> {
    const { raw, dead_letter_id, ...rest } = letter;
    const headers = Object.entries(rest).map(([name, value]) => ({ [name]: String(value) }));
    return new Promise((resolve, reject) => {
      this.#client.produce(
        this.#options.topic,
        null,
        Buffer.from(raw, "base64"),
        dead_letter_id,
        null,
        headers,
        (error: LibrdKafkaError | null) =>
          error ? reject(new KafkaClientError("produce", error)) : resolve(),
      );
    });
  }
}

/** @throws KafkaClientMissingError */
export async function openDeadLetterTopic(options: DeadLetterTopicOptions): Promise<DeadLetterTopic> {
  return new DeadLetterTopic(await loadKafkaClient(), options);
}
