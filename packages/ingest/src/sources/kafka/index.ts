export { DEAD_LETTER_LIMIT, type DeadLetterLimit } from "./dead-letter-guard.ts";
export { type DeadLetterTopic, openDeadLetterTopic } from "./dead-letter-topic.ts";
export {
  KAFKA_LIMITS,
  type KafkaLimits,
  type KafkaObserver,
  type KafkaSourceOptions,
  type KafkaStatus,
  type PartitionStatus,
  type StoredBatch,
} from "./kafka-options.ts";
export { type KafkaConnection, SASL_MECHANISMS } from "./kafka-settings.ts";
export { createKafkaSource, KafkaSource } from "./kafka-source.ts";
export { KafkaClientMissingError } from "./load-kafka-client.ts";
export { type ProducedMessage, produceToKafka } from "./produce-to-kafka.ts";
