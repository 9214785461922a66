import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type KafkaBroker, startKafka } from "./kafka-broker.ts";
import { consumeMessages, produceMessages } from "./kafka-client.ts";
import { readKafkaMetadata } from "./kafka-wire.ts";

/** A place for temporary folders that no other run shares: what is left in it was left by this one. */
const temporary = mkdtempSync(join(tmpdir(), "toancanh-broker-test-"));

function isAlive(pid: number): boolean {
  return existsSync(`/proc/${pid}`);
}

describe("a Kafka broker started for a test", () => {
  let broker: KafkaBroker;

  beforeAll(async () => {
    vi.stubEnv("TMPDIR", temporary);
    broker = await startKafka();
  }, 180_000);
  afterAll(async () => {
    await broker.stop();
    vi.unstubAllEnvs();
    rmSync(temporary, { recursive: true, force: true });
  });

  it("stores what is produced and gives it back, across a freeze and two restarts, and leaves nothing", async () => {
    const topic = { name: "events", partitions: 4, config: { "max.message.bytes": "4194304" } };
    await broker.createTopic(topic);
    await broker.createTopic(topic);
    const metadata = await readKafkaMetadata(broker.brokers, ["events"]);
    expect(metadata.topics[0]?.partitions).toHaveLength(4);
    expect(readdirSync(temporary)).toHaveLength(1);

    const values = Array.from({ length: 1_000 }, (_, index) => `event ${index}`);
    const produced = await produceMessages(
      broker.brokers,
      "events",
      values.map((value, index) => ({ key: String(index), value: Buffer.from(value) })),
    );
    expect(produced).toBe(1_000);
    const read = await consumeMessages(broker.brokers, "events", 1_000);
    expect(new Set(read.map((message) => String(message.value)))).toEqual(new Set(values));

    broker.freeze();
    await expect(readKafkaMetadata(broker.brokers, [], 500)).rejects.toThrow("no answer within 500 ms");
    broker.thaw();
    expect((await readKafkaMetadata(broker.brokers)).brokers).toHaveLength(1);

    const firstPid = broker.pid;
    await broker.restart();
    expect(broker.pid).not.toBe(firstPid);
    await broker.kill();
    expect(broker.pid).toBeNull();
    await expect(readKafkaMetadata(broker.brokers)).rejects.toThrow("ECONNREFUSED");
    await broker.restart();
    expect(await consumeMessages(broker.brokers, "events", 1_000)).toHaveLength(1_000);

    const lastPid = broker.pid ?? 0;
    expect(isAlive(lastPid)).toBe(true);
    broker.freeze();
    await broker.stop();
    expect(isAlive(lastPid)).toBe(false);
    expect(readdirSync(temporary)).toEqual([]);
  }, 180_000);
});
