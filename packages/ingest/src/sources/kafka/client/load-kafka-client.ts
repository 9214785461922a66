/** The native client as loaded at run time. */
export type KafkaClientModule = typeof import("node-rdkafka");

/** The Kafka client is not there; `message` says what to install. */
export class KafkaClientMissingError extends Error {
  readonly code = "kafka_client_missing";
  constructor(options?: ErrorOptions) {
    super(
      "the Kafka source needs node-rdkafka, which is compiled when it is first wanted: install g++, make, " +
        "python3, libssl-dev and zlib1g-dev, then npm run setup:kafka",
      options,
    );
    this.name = "KafkaClientMissingError";
  }
}

/**
 * Loads node-rdkafka when a Kafka source is wanted, and not before: it is an optional dependency, and everything
 * else works without it.
 *
 * @throws KafkaClientMissingError
 */
export async function loadKafkaClient(
  load: () => Promise<{ default: KafkaClientModule }> = () => import("node-rdkafka"),
): Promise<KafkaClientModule> {
  try {
    return (await load()).default;
  } catch (error) {
    throw new KafkaClientMissingError({ cause: error });
  }
}
