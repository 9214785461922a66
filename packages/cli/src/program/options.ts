import type { Command } from "commander";

/** Options that several commands take: one spelling for all of them. */
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

export const ACCESS_OPTION: [string, string] = [
  "--access <file>",
  "who may come in (docs/access.example.jsonc); without it only this machine, in any role",
];
export const ALLOW_HOST_OPTION: [string, string] = [
  "--allow-host <names>",
  "host names beside localhost under which it may be asked (comma between), as behind a proxy",
];
export const PUBLIC_DELAY_OPTION: [string, string] = [
  "--public-delay <minutes>",
  "how long what happens stays untold to the public, 0 to 44640; off shows the public nothing (default: 60)",
];
export const DEAD_LETTER_SHARE_OPTION: [string, string, string] = [
  "--max-dead-letter-share <share>",
  "a partition with more dead letters than this among its last 1,000 events is stopped; 1 = never",
  "0.05",
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

/** Where the access file is looked for by commands that need one. */
export const DEFAULT_ACCESS_FILE = "access.jsonc";
/** What `metrics --by` takes. */
export const METRIC_SCOPES = ["agency", "block", "ward", "district", "category", "channel"] as const;
/** What `period` does to a period. */
export const PERIOD_ACTS = ["freeze", "publish", "revise", "verify", "reconcile"] as const;
/** The option that closes a period in spite of what speaks against it. */
export const DESPITE_BLOCKS = "--despite-blocks";
