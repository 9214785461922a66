import type { LibrdKafkaError, Message } from "node-rdkafka";

/** The native client as loaded at run time. */
export type KafkaClientModule = typeof import("node-rdkafka");

/** A message to produce; `partition` and `timestamp` (epoch ms) are the broker's choice when absent. */
export interface OutgoingMessage {
  key?: string;
  value: Buffer | null;
  partition?: number;
  timestamp?: number;
  headers?: Record<string, string>;
}

/**
 * Loads node-rdkafka, which `npm run setup:kafka` compiles. Throws an error naming what to install when its
 * binary is not there.
 */
export async function loadKafkaClient(): Promise<KafkaClientModule> {
  try {
    const loaded = await import("node-rdkafka");
    return loaded.default;
  } catch (error) {
    throw new Error(
      "node-rdkafka is not compiled: install the Debian packages g++, make, python3, libssl-dev and zlib1g-dev, " +
        "then run `npm run setup:kafka`",
      { cause: error },
    );
  }
}

/**
 * Produces all messages with acks=all and idempotence, in order within a partition; resolves when every one is
 * acknowledged, rejects with the first delivery error.
 */
export async function produceMessages(
  brokers: string,
  topic: string,
  messages: Iterable<OutgoingMessage>,
): Promise<number> {
  const client = await loadKafkaClient();
  const producer = new client.Producer({
    "metadata.broker.list": brokers,
    "enable.idempotence": true,
    "linger.ms": 5,
    "message.max.bytes": 8_388_608,
    dr_cb: true,
  });
  await new Promise<void>((resolve, reject) => {
    producer.connect({ timeout: 10_000 }, (error: LibrdKafkaError | null) =>
      error ? reject(new Error(error.message)) : resolve(),
    );
  });
  let sent = 0;
  let acknowledged = 0;
  let failure: Error | null = null;
  producer.setPollInterval(20);
  producer.on("delivery-report", (error: LibrdKafkaError | null) => {
    if (error) failure ??= new Error(`delivery failed: ${error.message}`);
    acknowledged += 1;
  });
  const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 10));
  try {
    for (const message of messages) {
      // librdkafka's queue holds 100,000: wait rather than meet its "queue full".
      while (sent - acknowledged >= 50_000) await pause();
      const partition = message.partition ?? null;
      const headers = Object.entries(message.headers ?? {}).map(([name, value]) => ({ [name]: value }));
      producer.produce(
        topic,
        partition,
        message.value,
        message.key ?? null,
        message.timestamp ?? null,
        undefined,
        headers,
      );
      sent += 1;
    }
    while (acknowledged < sent && failure === null) await pause();
  } finally {
    await new Promise<void>((resolve) => producer.disconnect(5_000, () => resolve()));
  }
  if (failure !== null) throw failure;
  return sent;
}

/**
 * Reads a topic from its beginning with a throw-away group until `count` messages came. Rejects with the number
 * seen when `timeoutMs` passes first.
 */
export async function consumeMessages(
  brokers: string,
  topic: string,
  count: number,
  timeoutMs = 30_000,
): Promise<Message[]> {
  const client = await loadKafkaClient();
  const consumer = new client.KafkaConsumer(
    {
      "metadata.broker.list": brokers,
      "group.id": `harness-${process.pid}-${Date.now()}`,
      "enable.auto.commit": false,
    },
    { "auto.offset.reset": "earliest" },
  );
  const messages: Message[] = [];
  const deadline = Date.now() + timeoutMs;
  try {
    await new Promise<void>((resolve, reject) => {
      consumer.connect({ timeout: 10_000 }, (error: LibrdKafkaError | null) =>
        error ? reject(new Error(error.message)) : resolve(),
      );
    });
    consumer.setDefaultConsumeTimeout(200);
    consumer.subscribe([topic]);
    while (messages.length < count) {
      if (Date.now() > deadline) throw new Error(`only ${messages.length} of ${count} messages came`);
      const batch = await new Promise<Message[]>((resolve, reject) => {
        consumer.consume(Math.min(1_000, count - messages.length), (error: LibrdKafkaError | null, read) =>
          error ? reject(new Error(error.message)) : resolve(read),
        );
      });
      messages.push(...batch);
    }
  } finally {
    await new Promise<void>((resolve) => consumer.disconnect(() => resolve()));
  }
  return messages;
}
