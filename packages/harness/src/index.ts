export * from "./front/clickhouse-front.ts";
export * from "./front/front-control.ts";
export type { FaultKind, FaultRule, FrontCounters, FrontFaults } from "./front/front-faults.ts";
export * from "./front/spawn-front.ts";
export * from "./kafka-broker.ts";
export * from "./kafka-client.ts";
export { ensureKafkaJars, findJava, MissingToolError } from "./kafka-jars.ts";
export { type ClusterMetadata, createKafkaTopic, type NewTopic, readKafkaMetadata } from "./kafka-wire.ts";
