import type { ConsumerGlobalConfig, GlobalConfig } from "node-rdkafka";

export const SASL_MECHANISMS = ["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] as const;

/** How to reach a cluster. Files are paths to PEM; the password has been read already and is never logged. */
export interface KafkaConnection {
  /** `host:port[,…]` */
  brokers: string;
  tls?: { caFile?: string; certificateFile?: string; keyFile?: string; keyPassword?: string };
  sasl?: { mechanism: (typeof SASL_MECHANISMS)[number]; username: string; password: string };
}

/** What a consumer of the group is. */
export interface KafkaMembership {
  group: string;
  /** The group gives a member's partitions to others when it was silent for this long, ms. */
  sessionTimeoutMs: number;
}

function securityProtocol({
  tls,
  sasl,
}: KafkaConnection): "plaintext" | "ssl" | "sasl_plaintext" | "sasl_ssl" {
  if (tls === undefined) return sasl === undefined ? "plaintext" : "sasl_plaintext";
  return sasl === undefined ? "ssl" : "sasl_ssl";
}

/** Settings of librdkafka common to consumer and producer. */
export function connectionSettings(connection: KafkaConnection, clientId: string): GlobalConfig {
  const { brokers, tls, sasl } = connection;
  return {
    "metadata.broker.list": brokers,
    "client.id": clientId,
    "security.protocol": securityProtocol(connection),
    "socket.keepalive.enable": true,
    // A broker that comes back is found again within 2 s; the default lets 10 s pass.
    "reconnect.backoff.max.ms": 2000,
    ...(tls?.caFile === undefined ? {} : { "ssl.ca.location": tls.caFile }),
    ...(tls?.certificateFile === undefined ? {} : { "ssl.certificate.location": tls.certificateFile }),
    ...(tls?.keyFile === undefined ? {} : { "ssl.key.location": tls.keyFile }),
    ...(tls?.keyPassword === undefined ? {} : { "ssl.key.password": tls.keyPassword }),
    ...(sasl === undefined
      ? {}
      : {
          "sasl.mechanisms": sasl.mechanism,
          "sasl.username": sasl.username,
          "sasl.password": sasl.password,
        }),
  };
}

/** Settings of the group's consumer: offsets are committed by the source only, never by the client itself. */
export function consumerSettings(
  connection: KafkaConnection,
  { group, sessionTimeoutMs }: KafkaMembership,
): ConsumerGlobalConfig {
  return {
    ...connectionSettings(connection, "toancanh-ingest"),
    "group.id": group,
    "enable.auto.commit": false,
    "enable.auto.offset.store": false,
    "partition.assignment.strategy": "cooperative-sticky",
    "session.timeout.ms": sessionTimeoutMs,
    "heartbeat.interval.ms": Math.min(3000, Math.floor(sessionTimeoutMs / 3)),
    "max.poll.interval.ms": 300_000,
    // With it a read of many messages ends where the partition ends instead of waiting for more.
    "enable.partition.eof": true,
    "fetch.wait.max.ms": 100,
    // The client's own queue is memory that the read gate does not count.
    "queued.min.messages": 10_000,
    // A full queue is looked at again after 5 ms; the default of a second makes catching up wait for nothing.
    "fetch.queue.backoff.ms": 5,
    "queued.max.messages.kbytes": 16_384,
    "fetch.message.max.bytes": 1_048_576,
  };
}
