import type { Command } from "commander";
import type { BackupCommandOptions, RestoreOptions, VerifyBackupOptions } from "../backup/backup-commands.ts";
import type { ExportOptions } from "../backup/export-events.ts";
import type { SchemaClusterOptions } from "../commands/schema.ts";
import type { DoctorOptions } from "../doctor/doctor.ts";
import type { CommandHost } from "./command-host.ts";
import { addConfigOption } from "./config-option.ts";
import { addServerOptions, CLICKHOUSE_DATABASE_OPTION, DATA_OPTION, PROFILE_OPTION } from "./options.ts";

/** Adds the commands that keep data: doctor, backup, restore, export, and the schema for a cluster. */
export function addKeepingCommands(program: Command, host: CommandHost): void {
  const { terminal, done, createLog } = host;
  addConfigOption(program.command("doctor"), host)
    .description("compare what is stored with what was acknowledged; exit code 1 when anything is missing")
    .option(...PROFILE_OPTION)
    .option(...DATA_OPTION)
    .action(async (options: DoctorOptions) => {
      const { runDoctor } = await import("../doctor/doctor.ts");
      done(await runDoctor(options, terminal));
    });

  const backup = program.command("backup").description("copy everything while it runs, and prove the copy");
  addServerOptions(
    addConfigOption(backup.command("create", { isDefault: true }), host)
      .description("back up a data directory (also while it is in use) or a server's database")
      .option(...PROFILE_OPTION)
      .option(...DATA_OPTION)
      .requiredOption("--to <place>", "folder, FILE.tar, disk:NAME/path or s3:https://… of a server")
      .option("--incremental", "only what is not in the newest backup of the folder")
      .option("--base <name>", "the backup to build upon, in the same place")
      .option("--no-verify", "do not restore it beside the data and compare"),
  ).action(async (options: BackupCommandOptions) => {
    const { runBackup } = await import("../backup/backup-commands.ts");
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
    const { runVerifyBackup, runVerifyServerBackup } = await import("../backup/backup-commands.ts");
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
      const { runRestore } = await import("../backup/backup-commands.ts");
      await runRestore(options, terminal);
      done(0);
    });

  addConfigOption(
    program.command("export").description("everything as text, the last resort").command("events"),
    host,
  )
    .description("every event as CloudEvents JSON, one a line, for import --format cloudevents")
    .option(...PROFILE_OPTION)
    .option(...DATA_OPTION)
    .option("--out <file>", "file, compressed when it ends in .gz (default: stdout)")
    .action(async (options: ExportOptions) => {
      const { runExportEvents } = await import("../backup/export-events.ts");
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
    .action(async (options: SchemaClusterOptions) => {
      const { printClusterSchema } = await import("../commands/schema.ts");
      printClusterSchema(options, terminal);
      done(0);
    });
}
