import { limitStop, STOP_LIMIT_MS, startIngest } from "@toancanh/cli";
import { pino } from "pino";
import Type from "typebox";
import { Compile } from "typebox/compile";
import { FaultPoints, isFaultPoint } from "./fault-points.ts";
import { COLLECT } from "./ingest-process.ts";
import { CONTROLS, sabotage } from "./sabotage.ts";

/**
 * `toancanh ingest` with points at which it kills itself: the same composition, told by its parent what to do. The
 * first argument is {@link ConfigSchema} as JSON; the point comes as a message of the parent or in TOANCANH_FAULT_POINT.
 */
const ConfigSchema = Type.Object({
  profile: Type.String(),
  brokers: Type.String(),
  topic: Type.String(),
  group: Type.String(),
  deadLetterTopic: Type.Union([Type.String(), Type.Null()]),
  clickhouse: Type.String(),
  database: Type.String(),
  without: Type.Union([Type.Enum(CONTROLS), Type.Null()]),
  maxDeadLetterShare: Type.Number(),
});

const CACHED_EVENTS = 10_000;

/** @returns resident memory after a full collection of garbage, bytes */
function collect(): number {
  if (globalThis.gc === undefined) throw new Error("the process under test runs without --expose-gc");
  globalThis.gc();
  return process.memoryUsage.rss();
}

async function main(): Promise<void> {
  const config: unknown = JSON.parse(process.argv[2] ?? "null");
  const check = Compile(ConfigSchema);
  if (!check.Check(config)) throw new Error("the process under test got no valid config");
  const armed = process.env.TOANCANH_FAULT_POINT;
  const points = new FaultPoints(isFaultPoint(armed) ? armed : null);
  process.on("message", (message) => {
    if (message === COLLECT) process.send?.({ residentBytes: collect() });
    else points.arm(isFaultPoint(message) ? message : null);
  });
  const stop = new AbortController();
  const running = await startIngest(
    {
      profile: config.profile,
      kafka: {
        connection: { brokers: config.brokers },
        topic: config.topic,
        group: config.group,
        maxDeadLetterShare: config.maxDeadLetterShare,
      },
      deadLetterTopic: config.deadLetterTopic,
      server: { clickhouse: config.clickhouse, clickhouseDatabase: config.database },
      metricsPort: 0,
    },
    {
      log: pino({ level: "info", base: { pid: process.pid } }, pino.destination({ dest: 2, sync: true })),
      signal: stop.signal,
      wrapStore: (store) => points.wrapStore(store),
      wrapIngester: (ingester) => sabotage(ingester, config.without),
      observer: {
        ...points.observer,
        assigned: (partitions) => {
          if (partitions.length > 0) process.send?.({ reads: true });
        },
      },
      limits: { sessionTimeoutMs: 6000, lagIntervalMs: 1000 },
      // A small cache is full within the warm-up: memory that grows later is a leak, and reports are read from the
      // store again.
      ingestLimits: { maxCachedEvents: CACHED_EVENTS },
    },
  );
  process.send?.({ url: running.url });
  const end = (): void => {
    limitStop(STOP_LIMIT_MS);
    void running.close().then((isClean) => {
      if (!isClean) process.kill(process.pid, "SIGKILL");
      process.exit(0);
    });
  };
  process.once("SIGTERM", end);
  // Only the parent ends this process. The broker ends with the parent, and an orderly exit would wait for that broker.
  process.once("disconnect", () => process.kill(process.pid, "SIGKILL"));
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
