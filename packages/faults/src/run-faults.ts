import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type ClickHouseClient, createClient } from "@clickhouse/client";
import { type City, loadCity } from "@toancanh/cli";
import { type KafkaBroker, type SpawnedFront, spawnClickHouseFront, startKafka } from "@toancanh/harness";
import { openStore, type Store } from "@toancanh/store";
import { type Comparison, compareWithOracle } from "./compare.ts";
import { FaultSteps, type StepTallies } from "./fault-steps.ts";
import { IngestGroup } from "./ingest-group.ts";
import { createPlan, type FaultCounts } from "./plan.ts";
import type { Control } from "./sabotage.ts";
import { BLOCK_MESSAGES, type StreamOptions } from "./stream.ts";
import { GroupOffsets, StreamProducer } from "./topic-client.ts";

export interface FaultRunOptions extends FaultCounts {
  /** Rounded up to whole blocks of 2,000. */
  events: number;
  seed: number;
  ingesters: number;
  partitions: number;
  /** Messages a second at most. */
  rate: number;
  without: Control | null;
  /** For catching up after the last message, ms. */
  drainMs: number;
  log: (line: string) => void;
}

export interface FaultReport {
  seed: number;
  without: Control | null;
  isGreen: boolean;
  comparison: Comparison;
  /** What really happened. */
  tallies: StepTallies;
  /** Physical copies of one insert, found after resets behind the commit; must be 0. */
  copies: number;
  /** Growth of resident memory after its warm-up of the process where it was largest, MB. */
  grownMb: number;
  slowestStopMs: number;
  /** Messages not committed at the end; must be 0. */
  lag: number | null;
  seconds: number;
  messagesPerSecond: number;
}

const TOPIC = "report-events";
const GROUP = "toancanh";
const DATABASE = "toancanh";
const MAX_GROWTH_MB = 50;
const MAX_STOP_MS = 10_000;

interface Stage {
  city: City;
  broker: KafkaBroker;
  front: SpawnedFront;
  store: Store;
  sql: ClickHouseClient;
  offsets: GroupOffsets;
  producer: StreamProducer;
  group: IngestGroup;
  stream: StreamOptions;
}

async function setUp(
  options: FaultRunOptions,
  workDir: string,
  closers: (() => Promise<unknown>)[],
): Promise<Stage> {
  const { log } = options;
  const city = await loadCity("hcmc");
  const broker = await startKafka();
  closers.push(() => broker.stop());
  await broker.createTopic({
    name: TOPIC,
    partitions: options.partitions,
    config: { "max.message.bytes": "4194304" },
  });
  const front = await spawnClickHouseFront({ dir: join(workDir, "clickhouse") });
  closers.push(() => front.stop());
  const store = await openStore({ url: front.url, database: DATABASE, blockOf: city.rulebook.blockOf });
  closers.push(() => store.close());
  const sql = createClient({ url: front.url, database: DATABASE });
  closers.push(() => sql.close());
  if (options.without === "token") {
    await sql.command({
      query: "ALTER TABLE report_events MODIFY SETTING non_replicated_deduplication_window = 0",
    });
  }
  const blocks = Math.ceil(options.events / BLOCK_MESSAGES);
  const stream = { seed: options.seed, anchor: Math.floor(Date.now() / 1000) * 1000 - 1000, blocks };
  const producer = await StreamProducer.open(broker.brokers, TOPIC, stream);
  closers.push(() => producer.close());
  const offsets = await GroupOffsets.open(broker.brokers, GROUP, TOPIC, options.partitions);
  closers.push(() => offsets.close());
  const group = new IngestGroup(
    {
      profile: "hcmc",
      brokers: broker.brokers,
      topic: TOPIC,
      group: GROUP,
      deadLetterTopic: "report-events-dlq",
      clickhouse: front.url,
      database: DATABASE,
      without: options.without,
      maxDeadLetterShare: 0.05,
    },
    join(workDir, "ingest.log"),
  );
  closers.push(() => group.close());
  log(`broker ${broker.brokers}, ClickHouse ${front.url}, anchor ${new Date(stream.anchor).toISOString()}`);
  return { city, broker, front, store, sql, offsets, producer, group, stream };
}

/**
 * One fault run: produces the stream while things go wrong, lets the ingesters catch up, and compares what is stored
 * with what was produced.
 */
export async function runFaults(options: FaultRunOptions): Promise<FaultReport> {
  const { log, seed } = options;
  const workDir = await mkdtemp(join(tmpdir(), "toancanh-faults-"));
  const closers: (() => Promise<unknown>)[] = [() => rm(workDir, { recursive: true, force: true })];
  const stop = new AbortController();
  try {
    const stage = await setUp(options, workDir, closers);
    const { producer, group, offsets } = stage;
    const from = Date.now();
    group.grow(options.ingesters);
    await group.ready();
    const plan = createPlan(options, seed);
    const steps = new FaultSteps(stage, seed, log);
    // What is produced goes with the steps, so that every fault meets a stream.
    for (const [at, step] of plan.entries()) {
      const producing = producer.produceTo((at + 1) / (plan.length + 1), options.rate, stop.signal);
      // An error is thrown where it is awaited below.
      producing.catch(() => undefined);
      await sleep(200);
      await steps.run(step);
      await producing;
    }
    await producer.produceTo(1, options.rate, stop.signal);
    await producer.flush();
    log(`${producer.sent} messages produced after ${Math.round((Date.now() - from) / 1000)} s; catching up`);
    const lag = await catchUp(offsets, group, options.drainMs);
    const seconds = (Date.now() - from) / 1000;
    await group.close();
    const comparison = await compareWithOracle(
      { store: stage.store, rulebook: stage.city.rulebook, stream: stage.stream },
      producer.letters,
    );
    const copies = steps.copies;
    const grownMb = Math.round(group.largestGrowthBytes / 1e6);
    const differences = Object.values(comparison.differences).reduce((sum, count) => sum + count, 0);
    return {
      seed,
      without: options.without,
      isGreen:
        differences === 0 &&
        copies === 0 &&
        lag === 0 &&
        grownMb < MAX_GROWTH_MB &&
        group.slowestStopMs < MAX_STOP_MS,
      comparison,
      tallies: steps.tallies,
      copies,
      grownMb,
      slowestStopMs: group.slowestStopMs,
      lag,
      seconds: Math.round(seconds),
      messagesPerSecond: Math.round(producer.sent / seconds),
    };
  } finally {
    stop.abort();
    for (const close of closers.reverse())
      await close().catch((error: unknown) => log(`while closing: ${error}`));
  }
}

async function catchUp(offsets: GroupOffsets, group: IngestGroup, drainMs: number): Promise<number | null> {
  const deadline = Date.now() + drainMs;
  let lag = await offsets.lag();
  while (lag !== 0 && Date.now() < deadline) {
    group.replaceDead();
    await sleep(500);
    lag = await offsets.lag();
  }
  return lag;
}
