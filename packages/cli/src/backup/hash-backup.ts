import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import { CommandError } from "../terminal/output.ts";
import { type BackupNote, type FolderPlace, listBackups } from "./backup-folder.ts";

/** SHA-256 over the names and bytes of everything a backup consists of: a folder, or an archive. */
export async function hashBackup(path: string): Promise<string> {
  const hash = createHash("sha256");
  const entries = (await stat(path)).isDirectory()
    ? await readdir(path, { recursive: true, withFileTypes: true })
    : [];
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  for (const file of entries.length === 0 ? [path] : files.sort()) {
    hash.update(`${relative(path, file)}\n`);
    for await (const chunk of createReadStream(file)) hash.update(chunk);
  }
  return hash.digest("hex");
}

/**
 * Compares a backup, and those it builds upon, with what was noted when each was made: the engine itself looks at the
 * files of the data only.
 * @throws CommandError (exit code 1) naming the one that is not what it was, or is missing
 */
export async function compareHashes({ dir, name }: FolderPlace): Promise<void> {
  const notes = new Map((await listBackups(dir)).map((note) => [note.name, note]));
  for (let next: BackupNote | undefined = notes.get(name); next !== undefined; ) {
    const { base, name: current, sha256 } = next;
    if ((await hashBackup(join(dir, current))) !== sha256) {
      throw new CommandError(`the backup ${join(dir, current)} is not what it was: nothing was restored`, 1);
    }
    if (base === null) return;
    next = notes.get(base);
    if (next === undefined) {
      throw new CommandError(`the backup ${join(dir, base)}, which ${current} builds upon, is missing`, 1);
    }
  }
}
