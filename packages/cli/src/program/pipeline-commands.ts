import type { Command } from "commander";
import type { ApiCommandOptions } from "../commands/api.ts";
import type { DeadLettersOptions, ReplayOptions } from "../commands/dead-letters.ts";
import type { IngestCommandOptions } from "../commands/ingest.ts";
import type { PullCommandOptions } from "../commands/pull.ts";
import type { CommandHost } from "./command-host.ts";
import { addConfigOption } from "./config-option.ts";
import {
  ACCESS_OPTION,
  ALLOW_HOST_OPTION,
  addStoreOptions,
  CLICKHOUSE_DATABASE_OPTION,
  CLICKHOUSE_OPTION,
  CLICKHOUSE_USER_OPTION,
  DATA_OPTION,
  DEAD_LETTER_SHARE_OPTION,
  PROFILE_OPTION,
  PUBLIC_DELAY_OPTION,
} from "./options.ts";

const TOPIC: [string, string, string] = ["--topic <name>", "topic with the report events", "report-events"];
const GROUP: [string, string, string] = ["--group <name>", "consumer group", "toancanh"];

/** Adds the commands that run the parts of the product as processes of their own. */
export function addPipelineCommands(program: Command, host: CommandHost): void {
  const { terminal, done, createLog } = host;
  addConfigOption(program.command("ingest"), host)
    .description("Kafka into a ClickHouse server, as a process of its own")
    .option(...PROFILE_OPTION)
    .requiredOption("--kafka <brokers>", "host:port[,host:port]")
    .option("--kafka-config <file>", "JSON with tls and sasl; passwords come from KAFKA_PASSWORD[_FILE]")
    .option(...TOPIC)
    .option(...GROUP)
    .option(
      "--dead-letter-topic <name>",
      'topic for dead letters beside the table, "" for none',
      "report-events-dlq",
    )
    .option(...DEAD_LETTER_SHARE_OPTION)
    .requiredOption(...CLICKHOUSE_OPTION)
    .option(...CLICKHOUSE_USER_OPTION)
    .option(...CLICKHOUSE_DATABASE_OPTION)
    .option("--metrics-port <number>", "port of /metrics, /health and /live on 127.0.0.1", "10221")
    .option("--log-level <level>", "pino level of the log on stderr", "info")
    .action(async (options: IngestCommandOptions & { logLevel: string }) => {
      const { runIngest } = await import("../commands/ingest.ts");
      await runIngest(options, terminal, createLog(options.logLevel));
      done(0);
    });

  addConfigOption(program.command("api"), host)
    .description("wall, desk and API on what ingest processes write to a ClickHouse server")
    .option(...PROFILE_OPTION)
    .requiredOption(...CLICKHOUSE_OPTION)
    .option(...CLICKHOUSE_USER_OPTION)
    .option(...CLICKHOUSE_DATABASE_OPTION)
    .option("--port <number>", "port to listen on", "10220")
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option(...ACCESS_OPTION)
    .option(...ALLOW_HOST_OPTION)
    .option(...PUBLIC_DELAY_OPTION)
    .option("--log-level <level>", "pino level of the log on stderr", "info")
    .action(async (options: ApiCommandOptions & { logLevel: string }) => {
      const { runApi } = await import("../commands/api.ts");
      await runApi(options, terminal, createLog(options.logLevel));
      done(0);
    });

  program
    .command("pull")
    .description("what is new at an Open311 (GeoReport v2) endpoint; the next pull goes on from there")
    .argument("<endpoint>", "base address of the API; a key comes from OPEN311_API_KEY[_FILE]")
    .option(...PROFILE_OPTION)
    .option(...DATA_OPTION)
    .requiredOption(
      "--feed <name>",
      "name of this endpoint: part of event ids, must stay the same; its settings are feeds/<name>.json of the profile",
    )
    .requiredOption("--since <moment>", "where to begin the first time, city's local time")
    .option("--by <time>", "ask by time requested (standard) or updated (finds closed ones)", "requested")
    .option("--overlap-hours <number>", "how far to look back behind the last pull", "168")
    .option("--local-times", "times without an offset are the city's local ones (else refused)")
    .option("--jurisdiction <id>", "jurisdiction_id")
    .option("--log-level <level>", "pino level of the log on stderr", "warn")
    .action(async (endpoint: string, options: PullCommandOptions & { logLevel: string }) => {
      const { runPull } = await import("../commands/pull.ts");
      await runPull(endpoint, options, terminal, createLog(options.logLevel));
      done(0);
    });

  addDeadLetterCommands(program, host);
}

function addDeadLetterCommands(program: Command, { terminal, done, createLog }: CommandHost): void {
  const letters = program.command("dead-letters").description("events that could not be taken, and wait");
  addStoreOptions(letters.command("list").description("newest first, one JSON a line"))
    .option("--limit <number>", "at most so many", "100")
    .action(async (options: DeadLettersOptions & { limit: string }) => {
      const { listDeadLetters } = await import("../commands/dead-letters.ts");
      await listDeadLetters(options, terminal, createLog("warn"));
      done(0);
    });
  addStoreOptions(letters.command("show").description("one of them").argument("<id>", "dead_letter_id"))
    .option("--raw", "with its bytes, which may hold what a citizen wrote")
    .action(async (id: string, options: DeadLettersOptions & { raw?: true }) => {
      const { showDeadLetter } = await import("../commands/dead-letters.ts");
      await showDeadLetter(id, options, terminal, createLog("warn"));
      done(0);
    });
  addStoreOptions(
    letters.command("replay").description("take them again after a fix").argument("[ids...]", "default: all"),
  )
    .option("--reason <code>", "only those with this reason")
    .option("--kafka <brokers>", "through Kafka, back to their partitions")
    .option("--kafka-config <file>", "JSON with tls and sasl")
    .action(async (ids: string[], options: ReplayOptions) => {
      const { replayDeadLetters } = await import("../commands/dead-letters.ts");
      await replayDeadLetters(ids, options, terminal, createLog("warn"));
      done(0);
    });
}
