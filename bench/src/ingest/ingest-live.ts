import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { loadCity } from "@toancanh/cli";
import type { ReportEvent } from "@toancanh/contracts";
import { quantileOf } from "@toancanh/domain";
import { type KafkaClientModule, loadKafkaClient, startKafka } from "@toancanh/harness";
import { createSimulator } from "@toancanh/simulator";
import type { Bench } from "../bench.ts";
import { eventsInOrder } from "./ingest-bulk-events.ts";
import { LiveWatch } from "./ingest-live-watch.ts";

const TOPIC = "report-events";
const PARTITIONS = 6;
/** Events a second. */
const RATES = [50, 500] as const;
/** Sent before what counts, s: code is compiled, the group has its partitions. */
const WARM_UP_S = 10;
const PATIENCE_MS = 30_000;
/** Until subscribers have been told of the history's last reports, all at once. */
const SETTLE_MS = 5_000;
const TICK_MS = 5;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

type Producer = InstanceType<KafkaClientModule["Producer"]>;

function secondsOfRate(): number {
  const seconds = Number(process.env.TOANCANH_BENCH_SECONDS ?? "60");
  if (!(seconds >= 1)) throw new Error("TOANCANH_BENCH_SECONDS must be a number from 1");
  return seconds;
}

/** Events of the last month, ten times the city's volume, under ids that the product's own simulation does not use. */
async function takeEvents(count: number): Promise<ReportEvent[]> {
  const { profile, rulebook, wardIndex, simulation } = await loadCity("hcmc");
  if (simulation === null) throw new Error("profiles/hcmc has no simulation.json");
  const simulator = createSimulator({ profile, rulebook, wardIndex, settings: simulation, seed: 311 });
  const from = Math.floor((Date.now() - 30 * DAY_MS) / HOUR_MS) * HOUR_MS;
  const events = [...eventsInOrder(simulator, { from, count, intensity: 10 })];
  return events.map((event) => ({ ...event, id: `bench-${event.id}`, subject: `bench-${event.subject}` }));
}

async function openProducer(brokers: string): Promise<Producer> {
  const { Producer: KafkaProducer } = await loadKafkaClient();
  const producer = new KafkaProducer({ "metadata.broker.list": brokers, "linger.ms": 5 });
  await new Promise<void>((resolve, reject) => {
    producer.connect({ timeout: 10_000 }, (error) => (error ? reject(new Error(error.message)) : resolve()));
  });
  producer.setPollInterval(20);
  return producer;
}

/** Sends events at a steady rate; those after the warm-up count. Resolves when all of them were seen. */
async function sendSteadily(
  events: readonly ReportEvent[],
  { rate, producer, watch }: { rate: number; producer: Producer; watch: LiveWatch },
): Promise<void> {
  const from = performance.now();
  const newest = new Map<string, number>();
  for (const [index, event] of events.entries()) {
    const dueMs = (index / rate) * 1000;
    while (performance.now() - from < dueMs) await sleep(TICK_MS);
    const time = Date.parse(event.time);
    const at = performance.now();
    // Two events of one moment cannot be told apart in what a subscriber sees: the second is sent and not counted.
    if (newest.get(event.subject) !== time) {
      watch.expect(event.subject, { time, at, counts: dueMs >= WARM_UP_S * 1000 });
    }
    newest.set(event.subject, time);
    producer.produce(TOPIC, null, Buffer.from(JSON.stringify(event)), event.subject);
  }
  for (const end = performance.now() + PATIENCE_MS; watch.waiting > 0; ) {
    if (performance.now() > end) throw new Error(`${watch.waiting} events were never seen`);
    await sleep(50);
  }
}

async function startProductProcess(
  brokers: string,
  data: string,
): Promise<{ child: ChildProcess; url: string }> {
  const program = join(import.meta.dirname, "ingest-live-product.js");
  const child = fork(program, [brokers, TOPIC, data], { execArgv: ["--max-semi-space-size=64"] });
  const message: unknown = await Promise.race([
    once(child, "message").then(([first]: unknown[]) => first),
    once(child, "exit").then(([code]) => {
      throw new Error(`the product ended with code ${code}`);
    }),
  ]);
  if (typeof message !== "object" || message === null || !("url" in message)) {
    throw new Error("the product did not say where it listens");
  }
  return { child, url: String(message.url) };
}

export const ingestLive: Bench = {
  name: "ingest-live",
  description:
    "event produced to Kafka → message received by a subscriber of the live stream; aim: p50 ≤ 300 ms, p99 ≤ 1 s",
  async run(report) {
    const seconds = secondsOfRate();
    const lengths = RATES.map((rate) => Math.round(rate * (seconds + WARM_UP_S)));
    const events = await takeEvents(lengths.reduce((sum, length) => sum + length, 0));
    const data = await mkdtemp(join(tmpdir(), "toancanh-ingest-live-"));
    const broker = await startKafka();
    let running: ChildProcess | null = null;
    try {
      await broker.createTopic({ name: TOPIC, partitions: PARTITIONS });
      const { child, url } = await startProductProcess(broker.brokers, data);
      running = child;
      const producer = await openProducer(broker.brokers);
      report.note("a month of history is filled");
      await sleep(SETTLE_MS);
      for (const [index, rate] of RATES.entries()) {
        const watch = await LiveWatch.open(url);
        const batch = events.splice(0, lengths[index]);
        await sendSteadily(batch, { rate, producer, watch });
        await watch.close();
        const { latencies } = watch;
        report.figure({ name: `${rate}.latency`, unit: "ms", samples: latencies });
        const p99 = quantileOf(latencies, 0.99) ?? Number.NaN;
        report.figure({ name: `${rate}.latency_p99`, unit: "ms", samples: latencies, value: p99 });
      }
      await new Promise<void>((resolve) => producer.disconnect(2000, () => resolve()));
    } finally {
      if (running !== null && running.exitCode === null) {
        const ended = once(running, "exit");
        running.send("stop");
        await ended;
      }
      await broker.stop();
      await rm(data, { recursive: true, force: true });
    }
  },
};
