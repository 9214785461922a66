import { randomUUID } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { openEmbeddedEngine } from "../engine/embedded-engine.ts";
import { StoreError } from "../engine/store-error.ts";
import { syncFolder } from "../engine/sync-folder.ts";
import { migrate } from "../schema/migrate.ts";
import { restoreAs } from "./backup.ts";
import { type BackupPlace, closeGate, openGate } from "./place.ts";
import { type BackupSummary, dropSummary } from "./summary.ts";

const DATABASE = "toancanh";

/**
 * Makes a new data directory from a backup (and those it builds upon), compared with what the backup says of itself,
 * and brings its schema forward. It appears under its name when all of it is right and on the disk.
 *
 * @throws StoreError `data_dir_not_empty` | `damaged_backup` | `data_dir_unwritable`
 */
export async function restoreDataDir(
  path: string,
  from: Extract<BackupPlace, { kind: "folder" }>,
): Promise<BackupSummary> {
  if (existsSync(path) && readdirSync(path).length > 0) {
    throw new StoreError(
      "data_dir_not_empty",
      `data directory ${path} is not empty: name a new one with --data, or move it away first`,
    );
  }
  const target = resolve(path);
  const growing = join(dirname(target), `.${randomUUID()}-restoring`);
  await mkdir(dirname(target), { recursive: true });
  try {
    const summary = await fill(growing, from);
    await syncFolder(growing);
    await rm(target, { recursive: true, force: true });
    await rename(growing, target);
    return summary;
  } catch (error) {
    await rm(growing, { recursive: true, force: true });
    throw error;
  }
}

/** Restores a backup in a scratch folder of its own, compares it, and removes it again. @throws StoreError `damaged_backup` */
export async function verifyInScratch(
  scratch: string,
  from: Extract<BackupPlace, { kind: "folder" }>,
): Promise<BackupSummary> {
  try {
    return await fill(scratch, from);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function fill(path: string, from: Extract<BackupPlace, { kind: "folder" }>): Promise<BackupSummary> {
  const engine = await openEmbeddedEngine(path, DATABASE);
  try {
    await openGate(path, from.dir);
    const summary = await restoreAs(engine, DATABASE, from);
    await dropSummary(engine, DATABASE);
    await migrate(engine);
    return summary;
  } finally {
    await closeGate(path);
    await engine.close();
  }
}
