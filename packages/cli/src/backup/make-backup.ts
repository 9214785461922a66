import { join } from "node:path";
import type { BackupPlace, BackupSummary, Store } from "@toancanh/store";
import Type, { type Static } from "typebox";
import { Compile } from "typebox/compile";
import { worldClock } from "../clock/world-clock.ts";
import { CommandError } from "../terminal/output.ts";
import { type BackupNote, listBackups, nameBackup, parsePlace, writeNote } from "./backup-folder.ts";
import { hashBackup } from "./hash-backup.ts";

const BackupRequestSchema = Type.Object({
  to: Type.String(),
  incremental: Type.Boolean(),
  /** Name of the backup to build upon; null: the newest of the folder. */
  base: Type.Union([Type.String(), Type.Null()]),
  verify: Type.Boolean(),
});
export type BackupRequest = Static<typeof BackupRequestSchema>;
export const backupRequest = Compile(BackupRequestSchema);

export interface BackupResult extends Omit<BackupNote, "damaged" | "sha256"> {
  to: string;
  seconds: number;
}

/** How many events and reports a backup holds. */
function countAll({ months }: BackupSummary): { events: number; reports: number } {
  return {
    events: months.reduce((sum, month) => sum + month.events, 0),
    reports: months.reduce((sum, month) => sum + month.reports, 0),
  };
}

/**
 * Makes one backup, and with `verify` restores it beside the data and compares.
 * @throws CommandError: exit code 2 when there is nothing to build upon; StoreError `damaged_backup`
 */
export async function makeBackup(
  store: Pick<Store, "backUp" | "verifyBackup" | "writePosition">,
  request: BackupRequest,
): Promise<BackupResult> {
  const begun = worldClock.now();
  const to = parsePlace(request.to, nameBackup(begun));
  const base = request.incremental ? await chooseBase(to, request.base) : null;
  const summary = await store.backUp(to, base);
  const note: BackupNote = {
    name: to.name,
    moment: new Date(summary.moment).toISOString(),
    base: base?.name ?? null,
    sha256: to.kind === "folder" ? await hashBackup(join(to.dir, to.name)) : "",
    ...countAll(summary),
    verified_at: null,
    damaged: false,
  };
  if (to.kind === "folder") await writeNote(to.dir, note);
  const verified = request.verify ? await verifyMade(store, to, note) : note;
  const { damaged: _damaged, sha256: _sha256, ...told } = verified;
  return { ...told, to: request.to, seconds: (worldClock.now() - begun) / 1000 };
}

async function chooseBase(to: BackupPlace, named: string | null): Promise<BackupPlace> {
  if (named !== null) return { ...to, name: named };
  if (to.kind !== "folder") {
    throw new CommandError(
      "--incremental to a server's disk or S3 needs --base: the name of the backup before",
      2,
    );
  }
  const newest = (await listBackups(to.dir)).filter(({ damaged }) => !damaged).at(-1);
  if (newest === undefined) {
    throw new CommandError(
      `${to.dir} holds no backup to build upon: leave --incremental out the first time`,
      2,
    );
  }
  return { ...to, name: newest.name };
}

/** Restores a backup beside the data, compares it, and notes beside it and in the store that it is good. */
async function verifyMade(
  store: Pick<Store, "verifyBackup" | "writePosition">,
  place: BackupPlace,
  note: BackupNote,
): Promise<BackupNote> {
  try {
    await store.verifyBackup(place);
  } catch (error) {
    if (place.kind === "folder") await writeNote(place.dir, { ...note, damaged: true });
    throw error;
  }
  const verified = { ...note, verified_at: new Date(worldClock.now()).toISOString() };
  if (place.kind === "folder") await writeNote(place.dir, verified);
  await store.writePosition(VERIFIED_KEY, JSON.stringify({ moment: note.moment }));
  return verified;
}

/** Under this key a store keeps of which moment its last verified backup is. */
const VERIFIED_KEY = "verified_backup";
const verifiedPosition = Compile(Type.Object({ moment: Type.String() }));

/** Of which moment the last verified backup is, epoch ms; null when there is none. */
export async function readVerifiedAt(store: Pick<Store, "readPosition">): Promise<number | null> {
  const text = await store.readPosition(VERIFIED_KEY);
  return text === null ? null : Date.parse(verifiedPosition.Parse(JSON.parse(text)).moment);
}
