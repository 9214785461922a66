import type { Command } from "commander";

/** Options that name a city and where its data lies: one spelling for every command. */
export const PROFILE_OPTION: [string, string, string] = [
  "--profile <id>",
  "city profile under profiles/",
  "hcmc",
];
export const DATA_OPTION: [string, string] = [
  "--data <dir>",
  "data directory (default: .data/<profile> below the current directory)",
];
export const CLICKHOUSE_OPTION: [string, string] = [
  "--clickhouse <url>",
  "address of the server; the password comes from CLICKHOUSE_PASSWORD[_FILE]",
];
export const CLICKHOUSE_USER_OPTION: [string, string] = ["--clickhouse-user <name>", "user of the server"];
export const CLICKHOUSE_DATABASE_OPTION: [string, string, string] = [
  "--clickhouse-database <name>",
  "database",
  "toancanh",
];

/** The options of a ClickHouse server in place of a data directory. */
export function addServerOptions(command: Command): Command {
  return command
    .option(
      "--clickhouse <url>",
      "a server in place of a data directory; password: CLICKHOUSE_PASSWORD[_FILE]",
    )
    .option(...CLICKHOUSE_USER_OPTION)
    .option(...CLICKHOUSE_DATABASE_OPTION);
}

/** The options of a command that works on a data directory, or on a server in its place. */
export function addStoreOptions(command: Command): Command {
  return addServerOptions(command.option(...PROFILE_OPTION).option(...DATA_OPTION));
}
