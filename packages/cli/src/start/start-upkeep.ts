import type { Ingester } from "@toancanh/ingest";
import { type Store, StoreError } from "@toancanh/store";
import type { Logger } from "pino";
import { Gauge } from "prom-client";
import { renderAllEvents } from "../backup/export-events.ts";
import { backupRequest, makeBackup, readVerifiedAt } from "../backup/make-backup.ts";
import { type BackupSchedule, scheduleBackups } from "../backup/schedule-backups.ts";
import { serveControl } from "../control/control-server.ts";
import { diagnose } from "../doctor/doctor.ts";
import type { AlarmBoard } from "../observe/alarm-board.ts";
import type { ProductMetrics } from "../observe/product-metrics.ts";
import { watchData } from "../observe/watch-data.ts";
import { CommandError } from "../terminal/output.ts";

interface Options {
  dataDir: string;
  store: Store;
  ingester: Ingester;
  backup: BackupSchedule | null;
  board: AlarmBoard;
  metrics: ProductMetrics;
  log: Logger;
}

/** What keeps a data directory in order while the product runs: examinations, backups, and commands that ask for them. */
export interface Upkeep {
  /** Examines the data, then every hour; an examination that fails is told and holds nothing up. */
  examine(): Promise<void>;
  /** Of which moment the newest verified backup is, epoch ms; null when there is none. */
  verifiedBackupAt(): number | null;
  /** To be called while the store is being closed: that is what ends a backup under way. */
  stop(): Promise<void>;
}

export async function startUpkeep({ dataDir, store, backup, log, ...deps }: Options): Promise<Upkeep> {
  const watch = watchData({ store, log, ...deps });
  let verifiedAt = await readVerifiedAt(store);
  new Gauge({
    name: "toancanh_backup_verified_timestamp_seconds",
    help: "Of which moment the newest backup is that was restored and found equal",
    registers: [deps.metrics.registry],
    collect() {
      if (verifiedAt !== null) this.set(verifiedAt / 1000);
    },
  });
  const made = (at: number): void => {
    verifiedAt = Math.max(verifiedAt ?? 0, at);
  };
  const control = await serveControl(dataDir, {
    doctor: async () => diagnose(await watch.examine()),
    "export-events": () => renderAllEvents(store),
    async backup(body) {
      if (!backupRequest.Check(body))
        throw new CommandError("the command and the process differ in version", 1);
      try {
        const result = await makeBackup(store, body);
        if (result.verified_at !== null) made(Date.parse(result.moment));
        return result;
      } catch (error) {
        if (error instanceof StoreError) throw new CommandError(error.message, 1, { cause: error });
        throw error;
      }
    },
  });
  const stopBackups =
    backup === null ? null : scheduleBackups(store, backup, { board: deps.board, log, made });
  return {
    async examine() {
      try {
        await watch.examine();
      } catch (error) {
        log.error({ error: String(error) }, "the data could not be examined, will retry in an hour");
      }
      watch.start();
    },
    verifiedBackupAt: () => verifiedAt,
    async stop() {
      await Promise.allSettled([control.close(), watch.stop(), stopBackups?.()]);
    },
  };
}
