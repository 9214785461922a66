export { type KafkaConnection, SASL_MECHANISMS } from "./client/kafka-settings.ts";
export { KafkaClientMissingError } from "./client/load-kafka-client.ts";
export { openDeadLetterTopic } from "./dead-letter-topic.ts";
export type {
  KafkaLimits,
  KafkaObserver,
  KafkaStatus,
} from "./kafka-options.ts";
export { createKafkaSource, KafkaSource } from "./kafka-source.ts";
export { DEAD_LETTER_LIMIT } from "./partitions/dead-letter-guard.ts";
export { type ProducedMessage, produceToKafka } from "./produce-to-kafka.ts";
