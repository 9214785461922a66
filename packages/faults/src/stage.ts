import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type ClickHouseClient, createClient } from "@clickhouse/client";
import { type City, loadCity } from "@toancanh/cli";
import { type KafkaBroker, startKafka } from "@toancanh/harness";
import { openStore, type Store } from "@toancanh/store";
import { IngestGroup } from "./ingest-group.ts";
import { LONGEST_OUTAGE_MS } from "./plan.ts";
import { DatabaseMachine } from "./power/database-machine.ts";
import type { Control } from "./sabotage.ts";
import { BLOCK_MESSAGES, type StreamOptions } from "./stream/stream.ts";
import { GroupOffsets, StreamProducer } from "./topic-client.ts";

/** What every run against a real broker is told. */
export interface StageOptions {
  /** Rounded up to whole blocks of 2,000. */
  events: number;
  seed: number;
  ingesters: number;
  partitions: number;
  /** Messages a second at most. */
  rate: number;
  without: Control | null;
  /** How often the power of the database's machine is to be cut; 0 leaves its data on an ordinary disk. */
  cuts: number;
  /** For catching up after the last message, ms. */
  drainMs: number;
  log: (line: string) => void;
}

/** For the first process to have caught up, ms. */
const WARM_UP_MS = 60_000;
const TOPIC = "report-events";
const GROUP = "toancanh";
const DATABASE = "toancanh";

/** Broker, database, ingest processes and what looks at them from outside. */
export interface Stage {
  city: City;
  broker: KafkaBroker;
  front: DatabaseMachine;
  store: Store;
  sql: ClickHouseClient;
  offsets: GroupOffsets;
  producer: StreamProducer;
  group: IngestGroup;
  stream: StreamOptions;
}

async function setUp(
  options: StageOptions,
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
  const front = await DatabaseMachine.start({
    dir: join(workDir, "clickhouse"),
    isFragile: options.cuts > 0,
    lies: options.without === "fsync",
  });
  closers.push(() => front.stop());
  const store = await openStore({
    url: front.url,
    database: DATABASE,
    blockOf: city.rulebook.blockOf,
    clock: { now: Date.now },
  });
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

/** Sets up broker, database and processes, runs `play` on them, and takes them down whether it succeeds or fails. */
export async function withStage<T>(options: StageOptions, play: (stage: Stage) => Promise<T>): Promise<T> {
  const workDir = await mkdtemp(join(tmpdir(), "toancanh-faults-"));
  const closers: (() => Promise<unknown>)[] = [() => rm(workDir, { recursive: true, force: true })];
  try {
    return await play(await setUp(options, workDir, closers));
  } finally {
    for (const close of closers.reverse()) {
      await close().catch((error: unknown) => options.log(`while closing: ${error}`));
    }
  }
}

/** Waits until everything produced is committed. @returns the messages that are not, 0 when all is well */
export async function catchUp(
  { offsets, group }: Pick<Stage, "offsets" | "group">,
  drainMs: number,
): Promise<number | null> {
  const deadline = Date.now() + drainMs;
  let lag = await offsets.lag();
  while (lag !== 0 && Date.now() < deadline) {
    group.replaceDead();
    await sleep(500);
    lag = await offsets.lag();
  }
  return lag;
}

/** One ingest process takes all that waits, across an outage; then come the others: {@link IngestGroup.warmUp}. */
export async function startGroup(
  parts: Pick<Stage, "offsets" | "group" | "front">,
  count: number,
): Promise<void> {
  await parts.group.warmUp(async () => {
    await parts.front.faults.outage(LONGEST_OUTAGE_MS);
    await catchUp(parts, WARM_UP_MS);
  });
  parts.group.grow(count - 1);
  await parts.group.ready();
}
