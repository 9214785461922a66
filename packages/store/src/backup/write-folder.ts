import { existsSync } from "node:fs";
import { mkdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { StoreError } from "../engine/store-error.ts";
import { syncFolder, syncPath } from "../engine/sync-folder.ts";
import type { BackupPlace } from "./place.ts";

/**
 * Runs `write` for a backup in a folder of this machine: it is on the disk when this resolves, and nothing of it is left
 * when it fails.
 * @throws StoreError `bad_backup_name` when there is one of that name
 */
export async function writeFolder<T>(
  { dir, name }: Extract<BackupPlace, { kind: "folder" }>,
  write: () => Promise<T>,
): Promise<T> {
  const path = join(dir, name);
  await mkdir(dir, { recursive: true });
  if (existsSync(path)) throw new StoreError("bad_backup_name", `there is a backup ${path} already`);
  try {
    const answer = await write();
    if ((await stat(path)).isDirectory()) await syncFolder(path);
    else await syncPath(path);
    await syncPath(dir);
    return answer;
  } catch (error) {
    await rm(path, { recursive: true, force: true });
    throw error;
  }
}
