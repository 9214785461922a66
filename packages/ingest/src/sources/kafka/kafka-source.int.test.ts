import { setTimeout as sleep } from "node:timers/promises";
import { createKafkaTopic, type KafkaBroker, produceMessages, startKafka } from "@toancanh/harness";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Ingester } from "../../ingester.ts";
import { openTestBench, type TestBench } from "../../testing/open-test-bench.ts";
import { toBytes, wireEvent } from "../../testing/sample-events.ts";
import type { KafkaSourceOptions } from "./kafka-options.ts";
import { createKafkaSource, type KafkaSource } from "./kafka-source.ts";

let broker: KafkaBroker;
let bench: TestBench;
const logged: string[] = [];
const note = (fields: object, message: string): void => {
  logged.push(`${message} ${JSON.stringify(fields)}`);
};
const opened: { source: KafkaSource; ingester: Ingester }[] = [];

beforeAll(async () => {
  [broker, bench] = await Promise.all([startKafka(), openTestBench("hcmc")]);
}, 180_000);
afterAll(async () => {
  for (const { source, ingester } of opened) {
    await source.stop();
    await ingester.close();
  }
  await bench.close();
  await broker.stop();
});

async function openSource(topic: string, over: Partial<KafkaSourceOptions> = {}): Promise<KafkaSource> {
  const ingester = bench.openIngester();
  const log = { info: note, warn: note, error: note };
  const source = await createKafkaSource({
    connection: { brokers: broker.brokers },
    topic,
    group: `group-${topic}`,
    ingester,
    clock: { now: Date.now },
    log,
    ...over,
    limits: { sessionTimeoutMs: 6000, lagIntervalMs: 300, ...over.limits },
  });
  opened.push({ source, ingester });
  source.start();
  return source;
}

/** `count` events of `count / 2` reports whose ids begin with `name`. */
function events(name: string, count: number): { key: string; value: Buffer }[] {
  return Array.from({ length: count }, (_, index) => {
    const subject = `${name}-${index >> 1}`;
    const kind = index % 2 === 0 ? "received" : "classified";
    return { key: subject, value: toBytes(wireEvent({ id: `${name}-e${index}`, subject }, {}, kind)) };
  });
}

async function storedEvents(name: string): Promise<number> {
  const from = Date.UTC(2025, 10, 1);
  const states = await bench.store.query("states_in_period", { from, to: from + 30 * 86_400_000 });
  const ours = states.filter((state) => state.service_request_id.startsWith(`${name}-`));
  return ours.reduce((sum, state) => sum + state.event_count, 0);
}

async function waitFor(what: () => Promise<boolean> | boolean, timeoutMs = 30_000): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await what())) {
    if (Date.now() > deadline) throw new Error(`did not happen: ${what}\n${logged.slice(-20).join("\n")}`);
    await sleep(100);
  }
}

const caughtUp = (source: KafkaSource, partitions: number) => (): boolean => {
  const status = source.status();
  return status.partitions.length === partitions && status.partitions.every(({ lag }) => lag === 0);
};

describe("the Kafka source", () => {
  it("stores a topic, commits, and reads nothing twice after a restart", async () => {
    await createKafkaTopic(broker.brokers, { name: "plain", partitions: 4 });
    await produceMessages(broker.brokers, "plain", events("plain", 2000));
    const stored: number[] = [];
    const observer = { stored: ({ events: count }: { events: number }) => void stored.push(count) };
    const first = await openSource("plain", { observer });
    await waitFor(async () => (await storedEvents("plain")) === 2000);
    await waitFor(caughtUp(first, 4));
    const started = Date.now();
    expect(await first.stop()).toBe(true);
    expect(Date.now() - started).toBeLessThan(10_000);
    expect(stored.reduce((sum, count) => sum + count, 0)).toBe(2000);

    await produceMessages(broker.brokers, "plain", events("again", 10));
    const second = await openSource("plain", { observer });
    await waitFor(async () => (await storedEvents("again")) === 10);
    await second.stop();
    expect(stored.reduce((sum, count) => sum + count, 0)).toBe(2010);
  }, 120_000);

  it("shares the partitions of a group, hands them over, and loses nothing", async () => {
    await createKafkaTopic(broker.brokers, { name: "shared", partitions: 4 });
    const first = await openSource("shared");
    await waitFor(() => first.status().partitions.length === 4);
    const producing = produceMessages(broker.brokers, "shared", events("shared", 4000));
    const second = await openSource("shared");
    await waitFor(() => second.status().partitions.length === 2 && first.status().partitions.length === 2);
    await producing;
    await first.stop();
    await waitFor(() => second.status().partitions.length === 4);
    await waitFor(async () => (await storedEvents("shared")) === 4000);
    await waitFor(caughtUp(second, 4));
    await second.stop();
  }, 120_000);

  it("reads a partition again that it had paused, lost and got back", async () => {
    await createKafkaTopic(broker.brokers, { name: "paused", partitions: 2 });
    const spread = (name: string, count: number) =>
      events(name, count).map((message, index) => ({ ...message, partition: (index >> 1) % 2 }));
    await produceMessages(broker.brokers, "paused", spread("paused", 400));
    let open = (): void => undefined;
    const blocked = new Promise<void>((resolve) => {
      open = resolve;
    });
    const real = bench.openIngester();
    const first = await openSource("paused", {
      ingester: {
        accept: async (...call) => blocked.then(() => real.accept(...call)),
        forgetReports: () => real.forgetReports(),
      },
      limits: { maxHeldRows: 50, maxSilenceMs: 100, drainMs: 200 },
    });
    await waitFor(() => logged.some((line) => line.includes('back-pressure {"decision":"pause"')));
    const second = await openSource("paused");
    await waitFor(() => first.status().partitions.length === 1);
    open();
    await waitFor(() => second.status().partitions.length === 1);
    await second.stop();
    await waitFor(() => first.status().partitions.length === 2);
    // Too few to pause and resume all once more.
    await produceMessages(broker.brokers, "paused", spread("later", 20));
    await waitFor(async () => (await storedEvents("paused")) === 400 && (await storedEvents("later")) === 20);
    await waitFor(caughtUp(first, 2));
    await first.stop();
    await real.close();
  }, 120_000);

  it("puts what it cannot take into the dead letters, with its place in the topic", async () => {
    await createKafkaTopic(broker.brokers, { name: "spoiled", partitions: 1 });
    const messages = [{ value: Buffer.from("{cut") }, { value: null }, ...events("spoiled", 10)];
    await produceMessages(broker.brokers, "spoiled", messages);
    const source = await openSource("spoiled");
    await waitFor(async () => (await storedEvents("spoiled")) === 10);
    await waitFor(caughtUp(source, 1));
    await source.stop();
    const rows = await bench.store.query("dead_letters_list", { limit: 100, offset: 0 });
    const ours = rows.filter((row) => row.source === "kafka:spoiled");
    expect(ours.map((row) => row.position).sort()).toEqual(["spoiled/0/0", "spoiled/0/1"]);
  }, 120_000);

  it("passes over tombstones: no dead letters, no stop, counted by themselves, and committed", async () => {
    await createKafkaTopic(broker.brokers, { name: "tombs", partitions: 1 });
    const tombs = Array.from({ length: 60 }, (_, index) => ({ key: `K${index}`, value: null }));
    await produceMessages(broker.brokers, "tombs", [...tombs, ...events("tombs", 20), ...tombs]);
    let tombstones = 0;
    let stored = 0;
    const source = await openSource("tombs", {
      observer: {
        stored(batch) {
          tombstones += batch.tombstones;
          stored += batch.events;
        },
      },
    });
    await waitFor(async () => (await storedEvents("tombs")) === 20);
    await waitFor(caughtUp(source, 1));
    expect({ tombstones, stored }).toEqual({ tombstones: 120, stored: 20 });
    expect(source.status().partitions).toMatchObject([{ stopped: false, lag: 0 }]);
    await source.stop();
    const rows = await bench.store.query("dead_letters_list", { limit: 1000, offset: 0 });
    expect(rows.filter((row) => row.source === "kafka:tombs")).toEqual([]);
  }, 120_000);

  it("reads CloudEvents in binary mode, and keeps what it cannot take whole", async () => {
    await createKafkaTopic(broker.brokers, { name: "binary", partitions: 1 });
    const { data, ...attributes } = wireEvent({ id: "binary-e0", subject: "binary-0" });
    const headers = {
      ...Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`ce_${name}`, String(value)])),
      "content-type": "application/json; charset=utf-8",
    };
    const structured = { "content-type": "application/cloudevents+json; charset=UTF-8" };
    await produceMessages(broker.brokers, "binary", [
      { key: "a", value: toBytes(data), headers },
      { key: "b", value: toBytes(wireEvent({ id: "binary-e2", subject: "binary-1" })), headers: structured },
      { key: "c", value: Buffer.from("<report/>"), headers: { ...headers, "content-type": "text/xml" } },
      { key: "d", value: Buffer.from("{cut"), headers },
      { key: "e", value: null, headers },
    ]);
    const source = await openSource("binary");
    await waitFor(async () => (await storedEvents("binary")) === 2);
    await waitFor(caughtUp(source, 1));
    await source.stop();
    const rows = await bench.store.query("dead_letters_list", { limit: 1000, offset: 0 });
    const ours = rows.filter((row) => row.source === "kafka:binary");
    expect(ours.map((row) => [row.position, row.reason_code, row.field_path]).sort()).toEqual([
      ["binary/0/2", "bad_value", "/datacontenttype"],
      ["binary/0/3", "not_json", "/data_base64"],
    ]);
  }, 120_000);

  it("stops a partition that is all garbage, and only that one", async () => {
    await createKafkaTopic(broker.brokers, { name: "garbage", partitions: 2 });
    const garbage = Array.from({ length: 40 }, () => ({ partition: 0, value: Buffer.from("garbage") }));
    const good = events("garbage", 20).map((message) => ({ ...message, partition: 1 }));
    await produceMessages(broker.brokers, "garbage", [...garbage, ...good]);
    const source = await openSource("garbage");
    await waitFor(async () => (await storedEvents("garbage")) === 20);
    await waitFor(() => source.status().partitions.some(({ stopped }) => stopped));
    expect(source.status().partitions.filter(({ stopped }) => stopped)).toMatchObject([{ partition: 0 }]);
    await source.stop();
  }, 120_000);

  it("goes on after the broker was frozen, and never blocks the process", async () => {
    await createKafkaTopic(broker.brokers, { name: "frozen", partitions: 2 });
    const source = await openSource("frozen");
    await waitFor(() => source.status().partitions.length === 2);
    await produceMessages(broker.brokers, "frozen", events("frozen", 500));
    let longest = 0;
    let last = Date.now();
    const heartbeat = setInterval(() => {
      longest = Math.max(longest, Date.now() - last);
      last = Date.now();
    }, 20);
    broker.freeze();
    await sleep(8000);
    broker.thaw();
    await produceMessages(broker.brokers, "frozen", events("thawed", 500));
    await waitFor(
      async () => (await storedEvents("frozen")) === 500 && (await storedEvents("thawed")) === 500,
    );
    clearInterval(heartbeat);
    expect(longest).toBeLessThan(1000);
    broker.freeze();
    const started = Date.now();
    await source.stop();
    broker.thaw();
    expect(Date.now() - started).toBeLessThan(10_000);
  }, 120_000);
});
