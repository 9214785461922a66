export * from "./front/clickhouse-front.ts";
export * from "./front/front-control.ts";

export * from "./front/spawn-front.ts";
export * from "./kafka-broker.ts";
export * from "./kafka-client.ts";
export { MissingToolError } from "./kafka-jars.ts";
export { createKafkaTopic } from "./kafka-wire.ts";
