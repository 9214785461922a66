import {
  createKafkaSource,
  DEAD_LETTER_LIMIT,
  type Ingester,
  type IngestLimits,
  type KafkaLimits,
  type KafkaObserver,
  openDeadLetterTopic,
} from "@toancanh/ingest";
import type { Store } from "@toancanh/store";
import type { Logger } from "pino";
import { createCityIngester, loadCity } from "../city/open-city.ts";
import { openServerStore, type ServerStoreOptions } from "../city/open-server-store.ts";
import { productVersion } from "../city/paths.ts";
import { worldClock } from "../clock/world-clock.ts";
import type { KafkaOptions } from "../kafka/kafka-options.ts";
import { createAlarmBoard } from "../observe/alarm-board.ts";
import { announceIngestProcess } from "../observe/ingest-processes.ts";
import { kafkaAlarms } from "../observe/kafka-alarms.ts";
import { measureProjection, measureStore } from "../observe/measure-store.ts";
import { startOpsServer } from "../observe/ops-server.ts";
import {
  createProductMetrics,
  exposeAlarms,
  exposeKafkaStatus,
  measureKafka,
} from "../observe/product-metrics.ts";
import { watchData } from "../observe/watch-data.ts";
import { watchWrites } from "../observe/watch-writes.ts";

export interface IngestOptions {
  profile: string;
  kafka: KafkaOptions;
  /** Topic for dead letters beside the table; null for none. */
  deadLetterTopic: string | null;
  server: ServerStoreOptions;
  /** Port of /live, /health and /metrics; 0 for a free one. */
  metricsPort: number;
}

/**
 * How the process is watched and stopped. All but `log` and `signal` are for tests, which put faults between the
 * parts.
 */
export interface IngestHooks {
  log: Logger;
  signal: AbortSignal;
  wrapStore?: (store: Store) => Store;
  wrapIngester?: (
    ingester: Pick<Ingester, "accept" | "forgetReports">,
  ) => Pick<Ingester, "accept" | "forgetReports">;
  observer?: KafkaObserver;
  limits?: Partial<KafkaLimits>;
  ingestLimits?: Partial<IngestLimits>;
}

/** A running process that ingests from Kafka into ClickHouse. */
export interface RunningIngest {
  /** Where /live, /health and /metrics are. */
  readonly url: string;
  /** Resolves with false when the Kafka client hangs and the process has to be killed. */
  close(): Promise<boolean>;
}

/** Observers of one source, told one after the other. */
function joinObservers(first: KafkaObserver, second: KafkaObserver): KafkaObserver {
  return {
    stored(batch) {
      first.stored?.(batch);
      second.stored?.(batch);
    },
    assigned(partitions) {
      first.assigned?.(partitions);
      second.assigned?.(partitions);
    },
    revoking(partitions) {
      first.revoking?.(partitions);
      second.revoking?.(partitions);
    },
    committed(error) {
      first.committed?.(error);
      second.committed?.(error);
    },
  };
}

/**
 * Starts a process that only ingests: a member of a consumer group on one side, a ClickHouse server on the other.
 * Resolves when it reads; goes on through outages of both.
 * @throws CommandError for what the person at the shell can mend; KafkaClientMissingError
 */
export async function startIngest(options: IngestOptions, hooks: IngestHooks): Promise<RunningIngest> {
  const { log } = hooks;
  const { kafka, deadLetterTopic } = options;
  const city = await loadCity(options.profile);
  const metrics = createProductMetrics();
  const topic =
    deadLetterTopic === null
      ? null
      : await openDeadLetterTopic({ connection: kafka.connection, topic: deadLetterTopic, log });
  const opened = await openServerStore(city, options.server, log, { retryUntil: hooks.signal });
  const wrapped = hooks.wrapStore?.(opened) ?? opened;
  const board = createAlarmBoard();
  const measured = measureStore(watchWrites(wrapped, { part: "store", board, log }), metrics);
  const ingester = await createCityIngester(city, measured, worldClock, log, {
    ...(topic === null ? {} : { deadLetterTopic: topic }),
    ...(hooks.ingestLimits === undefined ? {} : { limits: hooks.ingestLimits }),
  });
  measureProjection(ingester, metrics, worldClock);
  const source = await createKafkaSource({
    connection: kafka.connection,
    topic: kafka.topic,
    group: kafka.group,
    ingester: hooks.wrapIngester?.(ingester) ?? ingester,
    clock: worldClock,
    log,
    observer: joinObservers(measureKafka(metrics), hooks.observer ?? {}),
    deadLetterLimit: { ...DEAD_LETTER_LIMIT, maxShare: kafka.maxDeadLetterShare },
    ...(hooks.limits === undefined ? {} : { limits: hooks.limits }),
  });
  exposeKafkaStatus(metrics, () => source.status());
  const standing = () => [...board.alarms(), ...kafkaAlarms(source.status())];
  exposeAlarms(metrics, standing);
  const server = await startOpsServer(options.metricsPort, metrics.registry, () => {
    const alarms = standing();
    return {
      status: alarms.length === 0 ? "ok" : "degraded",
      alarms,
      version: productVersion,
      source: source.status(),
    };
  });
  // One examination may take minutes on a large server: events are taken meanwhile.
  const watch = watchData({ store: opened, ingester, board, metrics, log });
  const examined = watch.examine().then(
    () => undefined,
    (error: unknown) =>
      log.warn({ error: String(error) }, "the data could not be examined, will retry in an hour"),
  );
  watch.start();
  const stopAnnouncing = announceIngestProcess(opened, standing, { log });
  source.start();
  return {
    url: server.url,
    async close() {
      const left = await source.stop();
      await ingester.close(500);
      const isClosed = (await topic?.close()) ?? true;
      await stopAnnouncing();
      await Promise.allSettled([opened.close(), server.close(), watch.stop(), examined]);
      return left && isClosed;
    },
  };
}
