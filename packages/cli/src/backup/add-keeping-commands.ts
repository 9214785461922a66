import type { Command } from "commander";
import { printClusterSchema, type SchemaClusterOptions } from "../commands/schema.ts";
import { addConfigOption } from "../config/config-option.ts";
import { type DoctorOptions, runDoctor } from "../doctor/doctor.ts";
import {
  addServerOptions,
  CLICKHOUSE_DATABASE_OPTION,
  DATA_OPTION,
  PROFILE_OPTION,
} from "../terminal/city-options.ts";
import type { CommandHost } from "../terminal/command-host.ts";
import {
  type BackupCommandOptions,
  type RestoreOptions,
  runBackup,
  runRestore,
  runVerifyBackup,
  runVerifyServerBackup,
  type VerifyBackupOptions,
} from "./backup-commands.ts";
import { type ExportOptions, runExportEvents } from "./export-events.ts";

/** Adds the commands that keep data: doctor, backup, restore, export, and the schema for a cluster. */
export function addKeepingCommands(program: Command, { terminal, done, createLog }: CommandHost): void {
  addConfigOption(program.command("doctor"))
    .description("compare what is stored with what was acknowledged; exit code 1 when anything is missing")
    .option(...PROFILE_OPTION)
    .option(...DATA_OPTION)
    .action(async (options: DoctorOptions) => done(await runDoctor(options, terminal)));

  const backup = program.command("backup").description("copy everything while it runs, and prove the copy");
  addServerOptions(
    addConfigOption(backup.command("create", { isDefault: true }))
      .description("back up a data directory (also while it is in use) or a server's database")
      .option(...PROFILE_OPTION)
      .option(...DATA_OPTION)
      .requiredOption("--to <place>", "folder, FILE.tar, disk:NAME/path or s3:https://… of a server")
      .option("--incremental", "only what is not in the newest backup of the folder")
      .option("--base <name>", "the backup to build upon, in the same place")
      .option("--no-verify", "do not restore it beside the data and compare"),
  ).action(async (options: BackupCommandOptions) => {
    await runBackup(options, terminal, createLog("warn"));
    done(0);
  });
  addServerOptions(
    backup
      .command("verify")
      .description(
        "restore a backup in a scratch directory, compare counts, hashes and figures of every month",
      )
      .option(...PROFILE_OPTION)
      .requiredOption("--from <place>", "folder (its newest backup), one backup, or FILE.tar")
      .option("--scratch <dir>", "where to restore it (default: the system's folder for temporary files)"),
  ).action(async (options: VerifyBackupOptions & BackupCommandOptions) => {
    if (options.clickhouse === undefined) done(await runVerifyBackup(options, terminal));
    else {
      await runVerifyServerBackup(options, terminal, createLog("warn"));
      done(0);
    }
  });

  program
    .command("restore")
    .description("make a new data directory from a backup and those it builds upon")
    .option(...PROFILE_OPTION)
    .option(...DATA_OPTION)
    .requiredOption("--from <place>", "folder (its newest backup), one backup, or FILE.tar")
    .action(async (options: RestoreOptions) => {
      await runRestore(options, terminal);
      done(0);
    });

  addConfigOption(
    program.command("export").description("everything as text, the last resort").command("events"),
  )
    .description("every event as CloudEvents JSON, one a line, for import --format cloudevents")
    .option(...PROFILE_OPTION)
    .option(...DATA_OPTION)
    .option("--out <file>", "file, compressed when it ends in .gz (default: stdout)")
    .action(async (options: ExportOptions) => {
      await runExportEvents(options, terminal);
      done(0);
    });

  program
    .command("schema")
    .description("the tables as other installations need them")
    .command("cluster")
    .description(
      "statements for a cluster of ClickHouse servers: replicated tables, sharded ones below Distributed",
    )
    .requiredOption("--cluster <name>", "as the servers' configuration names it")
    .option(...CLICKHOUSE_DATABASE_OPTION)
    .action((options: SchemaClusterOptions) => {
      printClusterSchema(options, terminal);
      done(0);
    });
}
