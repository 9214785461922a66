import type { LibrdKafkaError } from "node-rdkafka";
import { KafkaClientError } from "./client/group-consumer.ts";
import { connectionSettings, type KafkaConnection } from "./client/kafka-settings.ts";
import { loadKafkaClient } from "./client/load-kafka-client.ts";

/** A message for a partition of the caller's choice. */
export interface ProducedMessage {
  topic: string;
  partition: number;
  key: string;
  value: Buffer;
}

const CONNECT_TIMEOUT_MS = 10_000;
const DELIVERY_TIMEOUT_MS = 30_000;

/**
 * Produces messages and resolves when the cluster has acknowledged every one.
 * @throws KafkaClientMissingError, KafkaClientError when the cluster does not answer or refuses
 */
export async function produceToKafka(
  connection: KafkaConnection,
  messages: readonly ProducedMessage[],
): Promise<void> {
  if (messages.length === 0) return;
  const module = await loadKafkaClient();
  const client = new module.HighLevelProducer(
    { ...connectionSettings(connection, "toancanh-replay"), "enable.idempotence": true },
    { "message.timeout.ms": DELIVERY_TIMEOUT_MS },
  );
  client.setPollInterval(20);
  await new Promise<void>((resolve, reject) => {
    client.connect({ timeout: CONNECT_TIMEOUT_MS }, (error: LibrdKafkaError | null) =>
      error ? reject(new KafkaClientError("connect", error)) : resolve(),
    );
  });
  try {
    const sent = messages.map(
      ({ topic, partition, key, value }) =>
        new Promise<void>((resolve, reject) => {
          client.produce(topic, partition, value, key, null, (error: LibrdKafkaError | null) =>
            error ? reject(new KafkaClientError("produce", error)) : resolve(),
          );
        }),
    );
    await Promise.all(sent);
  } finally {
    await new Promise<void>((resolve) => client.disconnect(() => resolve()));
  }
}
