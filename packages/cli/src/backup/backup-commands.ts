import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { restoreDataDir, type Store, StoreError, verifyInScratch } from "@toancanh/store";
import type { Logger } from "pino";
import { loadCity, openCityStore } from "../city/open-city.ts";
import { openServerStore } from "../city/open-server-store.ts";
import type { StoreOption } from "../city/open-store-option.ts";
import { defaultDataDir } from "../city/paths.ts";
import { worldClock } from "../clock/world-clock.ts";
import { askControl } from "../control/ask-control.ts";
import { CommandError, type Terminal } from "../terminal/output.ts";
import { findBackup, listBackups, parsePlace, writeNote } from "./backup-folder.ts";
import { compareHashes } from "./hash-backup.ts";
import { type BackupRequest, makeBackup } from "./make-backup.ts";

export interface BackupCommandOptions extends StoreOption {
  profile: string;
  to: string;
  incremental?: true;
  base?: string;
  verify: boolean;
}

/**
 * Backs up a data directory, by the process that holds it if one does, or a server's database, and prints what was made.
 * @throws CommandError
 */
export async function runBackup(
  options: BackupCommandOptions,
  terminal: Terminal,
  log: Logger,
): Promise<void> {
  const { data, clickhouse, profile } = options;
  const isPath = !/^(disk|s3):/.test(options.to);
  if (clickhouse !== undefined && isPath) {
    throw new CommandError(
      "a server backs up to disk:NAME/path or s3:https://…, which its configuration allows",
      2,
    );
  }
  const request: BackupRequest = {
    to: isPath ? resolve(options.to) : options.to,
    incremental: options.incremental ?? false,
    base: options.base ?? null,
    verify: options.verify,
  };
  const dir = data ?? defaultDataDir(profile);
  const answer = clickhouse === undefined ? await askControl(dir, "backup", request) : null;
  const result =
    answer === null ? await withStore(options, log, (store) => makeBackup(store, request)) : answer.result;
  terminal.out(`${JSON.stringify(result, null, 2)}\n`);
}

async function withStore<T>(
  { profile, data, clickhouse, clickhouseUser, clickhouseDatabase }: BackupCommandOptions,
  log: Logger,
  work: (store: Store) => Promise<T>,
): Promise<T> {
  const city = await loadCity(profile);
  const server = {
    clickhouse: clickhouse ?? "",
    clickhouseDatabase,
    ...(clickhouseUser === undefined ? {} : { clickhouseUser }),
  };
  const store =
    clickhouse === undefined
      ? await openCityStore(city, data ?? defaultDataDir(profile))
      : await openServerStore(city, server, log, "give_up");
  try {
    return await work(store);
  } catch (error) {
    throw asCommandError(error);
  } finally {
    await store.close();
  }
}

export interface RestoreOptions {
  profile: string;
  from: string;
  data?: string;
}

/**
 * Makes a new data directory from a backup and prints of which moment it is.
 * @throws CommandError (exit code 1) when the directory is not empty, or the backup is not what it was
 */
export async function runRestore({ profile, from, data }: RestoreOptions, terminal: Terminal): Promise<void> {
  const begun = worldClock.now();
  const place = await findBackup(from);
  const dir = data ?? defaultDataDir(profile);
  await compareHashes(place);
  try {
    const { moment, months, dead_letters } = await restoreDataDir(dir, place);
    const restored = {
      data: dir,
      from: join(place.dir, place.name),
      moment: new Date(moment).toISOString(),
      events: months.reduce((sum, month) => sum + month.events, 0),
      reports: months.reduce((sum, month) => sum + month.reports, 0),
      dead_letters,
      seconds: (worldClock.now() - begun) / 1000,
    };
    terminal.out(`${JSON.stringify(restored, null, 2)}\n`);
  } catch (error) {
    throw asCommandError(error);
  }
}

export interface VerifyBackupOptions {
  from: string;
  scratch?: string;
}

/**
 * Restores a backup in a scratch directory, compares every month's counts, hashes and figures, and notes beside the
 * backup what came of it. @returns exit code: 1 for a damaged one
 */
export async function runVerifyBackup(
  { from, scratch }: VerifyBackupOptions,
  terminal: Terminal,
): Promise<0 | 1> {
  const place = await findBackup(from);
  const folder = await mkdtemp(join(scratch ?? tmpdir(), "toancanh-verify-"));
  const known = (await listBackups(place.dir)).find(({ name }) => name === place.name);
  const backup = join(place.dir, place.name);
  try {
    await compareHashes(place);
    const { moment, months } = await verifyInScratch(folder, place);
    const verified_at = new Date(worldClock.now()).toISOString();
    if (known !== undefined) await writeNote(place.dir, { ...known, verified_at, damaged: false });
    const told = { backup, whole: true, moment: new Date(moment).toISOString(), verified_at, months };
    terminal.out(`${JSON.stringify(told, null, 2)}\n`);
    return 0;
  } catch (error) {
    if (
      !(error instanceof CommandError) &&
      !(error instanceof StoreError && error.code === "damaged_backup")
    ) {
      throw asCommandError(error);
    }
    if (known !== undefined) await writeNote(place.dir, { ...known, damaged: true });
    terminal.out(`${JSON.stringify({ backup, whole: false, reason: error.message }, null, 2)}\n`);
    terminal.err(`toancanh: ${error.message}\n`);
    return 1;
  }
}

/** @throws CommandError (exit code 1) when the server does not restore it, or it is not what it was */
export async function runVerifyServerBackup(
  options: BackupCommandOptions & { from: string },
  terminal: Terminal,
  log: Logger,
): Promise<void> {
  const summary = await withStore(options, log, (store) => store.verifyBackup(parsePlace(options.from, "")));
  terminal.out(`${JSON.stringify({ backup: options.from, whole: true, ...summary }, null, 2)}\n`);
}

function asCommandError(error: unknown): unknown {
  return error instanceof StoreError ? new CommandError(error.message, 1, { cause: error }) : error;
}
