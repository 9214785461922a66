import { existsSync } from "node:fs";
import { mkdir, open, readdir, readFile, rename } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import type { BackupPlace } from "@toancanh/store";
import Type, { type Static } from "typebox";
import { Compile } from "typebox/compile";
import { CommandError } from "../terminal/output.ts";
import { readSecret } from "../terminal/secrets.ts";

/** What lies beside a backup in its folder, as `<name>.json`. Times are RFC 3339. */
const BackupNoteSchema = Type.Object({
  name: Type.String(),
  /** The moment the data are of. */
  moment: Type.String(),
  /** Name of the backup in the same folder that this one builds upon; null for a full one. */
  base: Type.Union([Type.String(), Type.Null()]),
  /** Over all its files, as they were written. */
  sha256: Type.String(),
  events: Type.Number(),
  reports: Type.Number(),
  /** When it was last restored and found equal; null before. */
  verified_at: Type.Union([Type.String(), Type.Null()]),
  /** True when it was found damaged: nothing builds upon it any more. */
  damaged: Type.Boolean(),
});
export type BackupNote = Static<typeof BackupNoteSchema>;

export type FolderPlace = Extract<BackupPlace, { kind: "folder" }>;

const note = Compile(BackupNoteSchema);

/**
 * Where `--to` or `--from` points: `disk:NAME/path`, `s3:https://…` (keys in S3_ACCESS_KEY_ID and
 * S3_SECRET_ACCESS_KEY[_FILE]), a `.tar`, else a folder that holds backups.
 * @param name of a new backup in a folder
 * @throws CommandError (exit code 2) naming what is missing
 */
export function parsePlace(text: string, name: string): BackupPlace {
  const disk = /^disk:(\w+)(?:\/(.+))?$/.exec(text);
  if (disk !== null) return { kind: "disk", disk: disk[1] ?? "", name: disk[2] ?? name };
  if (text.startsWith("s3:")) {
    const url = text.slice(3);
    const accessKeyId = process.env.S3_ACCESS_KEY_ID;
    const secretAccessKey = readSecret("S3_SECRET_ACCESS_KEY");
    if (!/^https?:\/\//.test(url) || accessKeyId === undefined || secretAccessKey === undefined) {
      throw new CommandError(
        "s3: takes an address like s3:https://bucket.s3.example.com/toancanh, and its keys from S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY[_FILE]",
        2,
      );
    }
    return { kind: "s3", url, name, accessKeyId, secretAccessKey };
  }
  const path = resolve(text);
  if (path.endsWith(".tar")) return { kind: "folder", dir: dirname(path), name: basename(path) };
  return { kind: "folder", dir: path, name };
}

/** Of a new backup: its moment, sortable. */
export function nameBackup(now: number): string {
  return new Date(now).toISOString().replaceAll(/[-:.]/g, "");
}

/** The backups of a folder, oldest first. */
export async function listBackups(dir: string): Promise<BackupNote[]> {
  const files = await readdir(dir).catch(() => []);
  const notes: BackupNote[] = [];
  for (const file of files.filter((name) => name.endsWith(".json"))) {
    const value: unknown = JSON.parse(await readFile(join(dir, file), "utf8").catch(() => "null"));
    if (note.Check(value) && existsSync(join(dir, value.name))) notes.push(value);
  }
  return notes.sort((a, b) => (a.moment < b.moment ? -1 : 1));
}

export async function writeNote(dir: string, backup: BackupNote): Promise<void> {
  await mkdir(dir, { recursive: true });
  const path = join(dir, `${backup.name}.json`);
  const file = await open(`${path}.new`, "w");
  try {
    await file.writeFile(`${JSON.stringify(backup, null, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.new`, path);
}

/**
 * The backup that `--from` means: a `.tar`, one backup of a folder, or the newest of a folder.
 * @throws CommandError (exit code 1) when there is none
 */
export async function findBackup(from: string): Promise<FolderPlace> {
  const path = resolve(from);
  if (path.endsWith(".tar") || existsSync(join(path, ".backup"))) {
    if (!existsSync(path)) throw new CommandError(`there is no backup ${from}`, 1);
    return { kind: "folder", dir: dirname(path), name: basename(path) };
  }
  const newest = (await listBackups(path)).filter(({ damaged }) => !damaged).at(-1);
  if (newest === undefined) {
    throw new CommandError(
      `${from} holds no backup: name a folder that "toancanh backup --to" wrote, or a .tar`,
      1,
    );
  }
  return { kind: "folder", dir: path, name: newest.name };
}
