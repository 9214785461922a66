import { randomBytes } from "node:crypto";

/** Where one broker listens and keeps its data; all on 127.0.0.1. */
export interface BrokerPlace {
  port: number;
  controllerPort: number;
  dataDir: string;
}

/** A cluster id as Kafka writes them: 16 random bytes in base64url; a leading dash would read as an option. */
export function createClusterId(): string {
  for (;;) {
    const id = randomBytes(16).toString("base64url");
    if (!id.startsWith("-")) return id;
  }
}

/**
 * server.properties of a broker that is its own controller (KRaft, combined mode). Everything replicated has one
 * replica; nothing expires, since late events carry old timestamps; 8 MiB messages let oversized bodies through
 * to the ingester, which is what must refuse them. A killed broker may not register again before its session has
 * ended: 4 s instead of 9.
 */
export function renderServerProperties(place: BrokerPlace): string {
  const { port, controllerPort, dataDir } = place;
  return `${[
    "process.roles=broker,controller",
    "node.id=1",
    `controller.quorum.voters=1@127.0.0.1:${controllerPort}`,
    `listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    `advertised.listeners=PLAINTEXT://127.0.0.1:${port}`,
    "controller.listener.names=CONTROLLER",
    "listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT",
    "inter.broker.listener.name=PLAINTEXT",
    `log.dirs=${dataDir.replaceAll("\\", "/")}`,
    "offsets.topic.replication.factor=1",
    "offsets.topic.num.partitions=4",
    "transaction.state.log.replication.factor=1",
    "transaction.state.log.min.isr=1",
    "transaction.state.log.num.partitions=4",
    "share.coordinator.state.topic.replication.factor=1",
    "share.coordinator.state.topic.min.isr=1",
    "share.coordinator.state.topic.num.partitions=1",
    "group.initial.rebalance.delay.ms=0",
    "broker.session.timeout.ms=4000",
    "broker.heartbeat.interval.ms=1000",
    "auto.create.topics.enable=false",
    "log.retention.ms=-1",
    "message.max.bytes=8388608",
    "replica.fetch.max.bytes=8388608",
  ].join("\n")}\n`;
}
