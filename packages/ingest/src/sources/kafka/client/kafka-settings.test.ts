import { describe, expect, it } from "vitest";
import { connectionSettings, consumerSettings } from "./kafka-settings.ts";

describe("Kafka settings", () => {
  it("name the protocol that TLS and SASL ask for", () => {
    const sasl = { mechanism: "SCRAM-SHA-512" as const, username: "ingest", password: "secret" };
    const of = (over: object) => connectionSettings({ brokers: "kafka:9092", ...over }, "test");
    expect(of({})).toMatchObject({ "metadata.broker.list": "kafka:9092", "security.protocol": "plaintext" });
    expect(of({ tls: { caFile: "ca.pem" } })).toMatchObject({
      "security.protocol": "ssl",
      "ssl.ca.location": "ca.pem",
    });
    expect(of({ sasl })).toMatchObject({ "security.protocol": "sasl_plaintext", "sasl.password": "secret" });
    expect(of({ tls: {}, sasl })).toMatchObject({
      "security.protocol": "sasl_ssl",
      "sasl.mechanisms": "SCRAM-SHA-512",
      "sasl.username": "ingest",
    });
  });

  it("leave committing to us", () => {
    const settings = consumerSettings({ brokers: "kafka:9092" }, { group: "g", sessionTimeoutMs: 6000 });
    expect(settings).toMatchObject({
      "group.id": "g",
      "enable.auto.commit": false,
      "enable.auto.offset.store": false,
      "partition.assignment.strategy": "cooperative-sticky",
      "heartbeat.interval.ms": 2000,
    });
  });
});
