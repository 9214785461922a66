import { afterEach, describe, expect, it } from "vitest";
import { startKafka } from "./kafka-broker.ts";
import { findJava, javaVersionIn, MissingToolError } from "./kafka-jars.ts";
import { createClusterId, renderServerProperties } from "./kafka-settings.ts";
import { firstBroker, readKafkaMetadata } from "./kafka-wire.ts";
import { findFreePorts } from "./processes.ts";

describe("Java", () => {
  it("is read from both ways of writing versions", () => {
    expect(javaVersionIn('openjdk version "17.0.15" 2025-04-15')).toBe(17);
    expect(javaVersionIn('java version "1.8.0_401"')).toBe(8);
    expect(javaVersionIn("no version here")).toBeNull();
  });

  it("that is missing is asked for in one sentence", async () => {
    const search = findJava({ JAVA_HOME: "/nowhere" });
    await expect(search).rejects.toBeInstanceOf(MissingToolError);
    await expect(search).rejects.toThrow(
      "Kafka needs Java 17 or newer and Maven (no java found): install the Debian packages " +
        "default-jre-headless and maven, or set KAFKA_BROKERS to the host:port of a running broker",
    );
  });
});

describe("broker settings", () => {
  it("name both listeners and the data directory", () => {
    const text = renderServerProperties({ port: 1, controllerPort: 2, dataDir: "/data" });
    expect(text).toContain("listeners=PLAINTEXT://127.0.0.1:1,CONTROLLER://127.0.0.1:2\n");
    expect(text).toContain("log.dirs=/data\n");
  });

  it("use cluster ids Kafka accepts", () => {
    for (let i = 0; i < 200; i += 1) expect(createClusterId()).toMatch(/^[\w][\w-]{21}$/);
  });
});

describe("brokers", () => {
  afterEach(() => {
    delete process.env.KAFKA_BROKERS;
  });

  it("are read from a list", () => {
    expect(firstBroker("a.example:9092,b:1")).toEqual({ host: "a.example", port: 9092 });
    expect(firstBroker("PLAINTEXT://h:9")).toEqual({ host: "h", port: 9 });
    expect(() => firstBroker("no port")).toThrow("not a list of Kafka brokers");
  });

  it("that exist are used as they are and never frozen", async () => {
    process.env.KAFKA_BROKERS = "broker.example:9092";
    const broker = await startKafka();
    expect(broker.brokers).toBe("broker.example:9092");
    expect(broker.pid).toBeNull();
    expect(() => broker.freeze()).toThrow("not ours");
    await broker.stop();
  });

  it("that are not there give an error naming them", async () => {
    const [port] = await findFreePorts(1);
    await expect(readKafkaMetadata(`127.0.0.1:${port}`)).rejects.toThrow(`Kafka at 127.0.0.1:${port}`);
  });
});
