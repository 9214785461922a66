import { mkdir, rm, symlink } from "node:fs/promises";
import { join, resolve } from "node:path";
import { bindLiterals } from "../engine/bind-literals.ts";
import { StoreError } from "../engine/store-error.ts";

/**
 * Where a backup lies: a folder or a `.tar` in a folder of this machine (embedded), or a disk of the server's
 * configuration, or an S3 bucket (server). `name` is relative to it.
 */
export type BackupPlace =
  | { kind: "folder"; dir: string; name: string }
  | { kind: "disk"; disk: string; name: string }
  | { kind: "s3"; url: string; name: string; accessKeyId: string; secretAccessKey: string };

/** Below a data directory: the only folder that its engine may back up to and restore from. */
export const BACKUP_GATE = "backup-gate";
const LINK = "target";

/**
 * Lets the engine at that folder, by a link in the one place it may write to. So any folder can take a backup, and the
 * names by which backups of a chain refer to each other are relative: the folder can be moved as a whole.
 */
export async function openGate(dataDir: string, dir: string): Promise<void> {
  const gate = join(dataDir, BACKUP_GATE);
  await mkdir(gate, { recursive: true });
  await closeGate(dataDir);
  await symlink(resolve(dir), join(gate, LINK));
}

export function closeGate(dataDir: string): Promise<void> {
  return rm(join(dataDir, BACKUP_GATE, LINK), { force: true });
}

/** As the engine names it in BACKUP and RESTORE. */
export function placeSql(place: BackupPlace): string {
  if (!/^[\w.:+-]+(\/[\w.:+-]+)*$/.test(place.name) || place.name.split("/").includes("..")) {
    throw new StoreError(
      "bad_backup_name",
      `"${place.name}" is no name for a backup: letters, digits and . _ - only`,
    );
  }
  switch (place.kind) {
    case "folder":
      return bindLiterals("File({name:String})", { name: `${LINK}/${place.name}` });
    case "disk":
      return bindLiterals("Disk({disk:String}, {name:String})", { disk: place.disk, name: place.name });
    case "s3":
      return bindLiterals("S3({url:String}, {key:String}, {secret:String})", {
        url: `${place.url.replace(/\/$/, "")}/${place.name}`,
        key: place.accessKeyId,
        secret: place.secretAccessKey,
      });
  }
}
