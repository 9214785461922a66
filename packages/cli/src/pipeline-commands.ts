import type { Command } from "commander";
import { ACCESS_OPTION } from "./access/open-access.ts";
import { type ApiCommandOptions, runApi } from "./commands/api.ts";
import {
  type DeadLettersOptions,
  listDeadLetters,
  type ReplayOptions,
  replayDeadLetters,
  showDeadLetter,
} from "./commands/dead-letters.ts";
import { type IngestCommandOptions, runIngest } from "./commands/ingest.ts";
import { type PullCommandOptions, runPull } from "./commands/pull.ts";
import { addConfigOption } from "./config/config-option.ts";
import {
  addStoreOptions,
  CLICKHOUSE_DATABASE_OPTION,
  CLICKHOUSE_OPTION,
  CLICKHOUSE_USER_OPTION,
  DATA_OPTION,
  PROFILE_OPTION,
} from "./terminal/city-options.ts";
import type { CommandHost } from "./terminal/command-host.ts";
import { ALLOW_HOST } from "./terminal/parse-allowed-hosts.ts";
import { PUBLIC_DELAY } from "./terminal/parse-public-delay.ts";

const TOPIC: [string, string, string] = ["--topic <name>", "topic with the report events", "report-events"];
const GROUP: [string, string, string] = ["--group <name>", "consumer group", "toancanh"];
export const DEAD_LETTER_SHARE: [string, string, string] = [
  "--max-dead-letter-share <share>",
  "a partition with more dead letters than this among its last 1,000 events is stopped; 1 = never",
  "0.05",
];

/** Adds the commands that run the parts of the product as processes of their own. */
export function addPipelineCommands(program: Command, host: CommandHost): void {
  const { terminal, done, createLog } = host;
  addConfigOption(program.command("ingest"))
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
    .option(...DEAD_LETTER_SHARE)
    .requiredOption(...CLICKHOUSE_OPTION)
    .option(...CLICKHOUSE_USER_OPTION)
    .option(...CLICKHOUSE_DATABASE_OPTION)
    .option("--metrics-port <number>", "port of /metrics, /health and /live on 127.0.0.1", "10221")
    .option("--log-level <level>", "pino level of the log on stderr", "info")
    .action(async (options: IngestCommandOptions & { logLevel: string }) => {
      await runIngest(options, terminal, createLog(options.logLevel));
      done(0);
    });

  addConfigOption(program.command("api"))
    .description("wall, desk and API on what ingest processes write to a ClickHouse server")
    .option(...PROFILE_OPTION)
    .requiredOption(...CLICKHOUSE_OPTION)
    .option(...CLICKHOUSE_USER_OPTION)
    .option(...CLICKHOUSE_DATABASE_OPTION)
    .option("--port <number>", "port to listen on", "10220")
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option(...ACCESS_OPTION)
    .option(...ALLOW_HOST)
    .option(...PUBLIC_DELAY)
    .option("--log-level <level>", "pino level of the log on stderr", "info")
    .action(async (options: ApiCommandOptions & { logLevel: string }) => {
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
      await listDeadLetters(options, terminal, createLog("warn"));
      done(0);
    });
  addStoreOptions(letters.command("show").description("one of them").argument("<id>", "dead_letter_id"))
    .option("--raw", "with its bytes, which may hold what a citizen wrote")
    .action(async (id: string, options: DeadLettersOptions & { raw?: true }) => {
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
      await replayDeadLetters(ids, options, terminal, createLog("warn"));
      done(0);
    });
}
