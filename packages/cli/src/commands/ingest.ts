import type { Logger } from "pino";
import type { ServerStoreOptions } from "../city/open-server-store.ts";
import { parseKafkaOptions, type RawKafkaOptions } from "../kafka/kafka-options.ts";
import { runUntilSignal } from "../start/run-until-signal.ts";
import { startIngest } from "../start/start-ingest.ts";
import { CommandError, type Terminal } from "../terminal/output.ts";

export interface IngestCommandOptions extends RawKafkaOptions, ServerStoreOptions {
  profile: string;
  /** Empty for none. */
  deadLetterTopic: string;
  metricsPort: string;
}

/** @throws CommandError (exit code 2) naming the option */
export function parsePort(text: string, option: string): number {
  const port = Number(text);
  if (text.trim() !== "" && Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new CommandError(`--${option} must be a whole number from 0 to 65535, not "${text}"`, 2);
}

/** Ingests from Kafka into a ClickHouse server until SIGINT or SIGTERM. */
export async function runIngest(
  options: IngestCommandOptions,
  terminal: Terminal,
  log: Logger,
): Promise<void> {
  const { clickhouse, clickhouseUser, clickhouseDatabase } = options;
  const parsed = {
    profile: options.profile,
    kafka: parseKafkaOptions(options),
    deadLetterTopic: options.deadLetterTopic === "" ? null : options.deadLetterTopic,
    server: {
      clickhouse,
      clickhouseDatabase,
      ...(clickhouseUser === undefined ? {} : { clickhouseUser }),
    },
    metricsPort: parsePort(options.metricsPort, "metrics-port"),
  };
  await runUntilSignal(async (signal) => {
    const running = await startIngest(parsed, { log, signal });
    terminal.out(`Metrics   ${running.url}/metrics\nHealth    ${running.url}/health\n`);
    return { close: async () => endProcess(await running.close()) };
  });
}

/**
 * By now every event is durable or will be read again; a Kafka client that hangs would hold up an orderly exit for a
 * minute.
 */
function endProcess(isClean: boolean): void {
  if (!isClean) process.kill(process.pid, "SIGKILL");
  process.exit(0);
}
