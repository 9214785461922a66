import type { Command } from "commander";
import type { Logger } from "pino";
import { type ApiCommandOptions, runApi } from "./commands/api.ts";
import { type IngestCommandOptions, runIngest } from "./commands/ingest.ts";
import type { Terminal } from "./output.ts";

const PROFILE: [string, string, string] = ["--profile <id>", "city profile under profiles/", "hcmc"];
const TOPIC: [string, string, string] = ["--topic <name>", "topic with the report events", "report-events"];
const GROUP: [string, string, string] = ["--group <name>", "consumer group", "toancanh"];
const DEAD_LETTER_SHARE: [string, string, string] = [
  "--max-dead-letter-share <share>",
  "a partition with more dead letters than this among its last 1,000 events is stopped; 1 = never",
  "0.05",
];
const CLICKHOUSE: [string, string] = [
  "--clickhouse <url>",
  "address of the server; the password comes from CLICKHOUSE_PASSWORD[_FILE]",
];
const CLICKHOUSE_USER: [string, string] = ["--clickhouse-user <name>", "user of the server"];
const CLICKHOUSE_DATABASE: [string, string, string] = [
  "--clickhouse-database <name>",
  "database",
  "toancanh",
];

/** Adds the commands that run the parts of the product as processes of their own. */
export function addPipelineCommands(
  program: Command,
  terminal: Terminal,
  done: (code: 0 | 1) => void,
  createLog: (level: string) => Logger,
): void {
  program
    .command("ingest")
    .description("Kafka into a ClickHouse server, as a process of its own")
    .option(...PROFILE)
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
    .requiredOption(...CLICKHOUSE)
    .option(...CLICKHOUSE_USER)
    .option(...CLICKHOUSE_DATABASE)
    .option("--metrics-port <number>", "port of /metrics, /health and /live on 127.0.0.1", "10221")
    .option("--log-level <level>", "pino level of the log on stderr", "info")
    .action(async (options: IngestCommandOptions & { logLevel: string }) => {
      await runIngest(options, terminal, createLog(options.logLevel));
      done(0);
    });

  program
    .command("api")
    .description("wall, desk and API on what ingest processes write to a ClickHouse server")
    .option(...PROFILE)
    .requiredOption(...CLICKHOUSE)
    .option(...CLICKHOUSE_USER)
    .option(...CLICKHOUSE_DATABASE)
    .option("--port <number>", "port to listen on, on 127.0.0.1", "10220")
    .option("--log-level <level>", "pino level of the log on stderr", "info")
    .action(async (options: ApiCommandOptions & { logLevel: string }) => {
      await runApi(options, terminal, createLog(options.logLevel));
      done(0);
    });
}
