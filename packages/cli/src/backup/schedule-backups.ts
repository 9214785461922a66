import { setTimeout as sleep } from "node:timers/promises";
import type { Store } from "@toancanh/store";
import { ALARM_MESSAGES } from "@toancanh/words";
import type { Logger } from "pino";
import { worldClock } from "../clock/world-clock.ts";
import type { AlarmBoard } from "../observe/alarm-board.ts";
import { listBackups } from "./backup-folder.ts";
import { makeBackup } from "./make-backup.ts";

/** Backups made by the running product. */
export interface BackupSchedule {
  /** A folder. */
  to: string;
  everyMs: number;
}

/** Every so many backups begins a chain of its own: a restore reads the whole chain. */
const CHAIN = 7;
/** How often it is looked whether one is due. */
const LOOK_MS = 60_000;

/**
 * Makes a verified backup whenever the newest one is older than the schedule wants, the first at once: a full one, then
 * six that build upon it. One that fails is tried again, and a warning stands until one has succeeded. Returns how to
 * stop it.
 */
export function scheduleBackups(
  store: Pick<Store, "backUp" | "verifyBackup" | "writePosition">,
  { to, everyMs }: BackupSchedule,
  { board, log, made }: { board: AlarmBoard; log: Logger; made: (at: number) => void },
): () => Promise<void> {
  const stop = new AbortController();
  const backUpWhenDue = async (): Promise<void> => {
    const known = (await listBackups(to)).filter(
      ({ damaged, verified_at }) => !damaged && verified_at !== null,
    );
    const newest = known.at(-1);
    if (newest !== undefined && worldClock.now() - Date.parse(newest.moment) < everyMs) return;
    const sinceFull = known.length - known.findLastIndex(({ base }) => base === null);
    const incremental = newest !== undefined && sinceFull < CHAIN;
    const result = await makeBackup(store, { to, incremental, base: newest?.name ?? null, verify: true });
    log.info({ name: result.name, base: result.base, seconds: result.seconds }, "backed up and verified");
    made(Date.parse(result.moment));
  };
  const loop = (async () => {
    while (!stop.signal.aborted) {
      try {
        await backUpWhenDue();
        board.say("backup", {});
      } catch (error) {
        if (stop.signal.aborted) break;
        const reason = error instanceof Error ? (error.message.split("\n", 1)[0] ?? "") : String(error);
        log.error({ error: reason }, "the backup failed, will retry");
        board.say("backup", {
          warnings: [{ code: "backup_failed", message: ALARM_MESSAGES.backup_failed(to, reason) }],
        });
      }
      await sleep(LOOK_MS, undefined, { signal: stop.signal }).catch(() => undefined);
    }
  })();
  return async () => {
    stop.abort();
    await loop;
  };
}
