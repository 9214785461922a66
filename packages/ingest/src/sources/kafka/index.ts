export { type KafkaConnection, SASL_MECHANISMS } from "./client/kafka-settings.ts";
export { KafkaClientMissingError } from "./client/load-kafka-client.ts";
export { type DeadLetterTopic, openDeadLetterTopic } from "./dead-letter-topic.ts";
export {
  KAFKA_LIMITS,
  type KafkaLimits,
  type KafkaObserver,
  type KafkaSourceOptions,
  type KafkaStatus,
  type PartitionStatus,
  type StoredMessages,
} from "./kafka-options.ts";
export { createKafkaSource, KafkaSource } from "./kafka-source.ts";
export { DEAD_LETTER_LIMIT, type DeadLetterLimit } from "./partitions/dead-letter-guard.ts";
export { type ProducedMessage, produceToKafka } from "./produce-to-kafka.ts";
