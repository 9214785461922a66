import { randomUUID } from "node:crypto";
import { open, rm, statfs } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ALARM_MESSAGES } from "@toancanh/words";
import type { Logger } from "pino";
import { Gauge } from "prom-client";
import type { AlarmBoard, Findings } from "./alarm-board.ts";
import type { ProductMetrics } from "./product-metrics.ts";
import { createWriteWatch } from "./watch-writes.ts";

/** Shares 0..1 of a disk that are to be free. */
export interface DiskLimits {
  /** Below it a warning stands. */
  warn: number;
  /** Below it an alarm stands. */
  alarm: number;
}

const INTERVAL_MS = 10_000;
const PROBE = Buffer.alloc(4096);

interface DiskSpace {
  free: number;
  size: number;
}

interface Options {
  board: AlarmBoard;
  metrics: ProductMetrics;
  log: Logger;
  limits: DiskLimits;
  intervalMs?: number;
  slowMs?: number;
}

/**
 * Watches the disk of a data directory: its free space, and whether a small file can be written and synced. So a disk
 * that is full, read-only or broken is told within seconds even while no event comes. Returns how to stop it.
 */
export function watchDisk(dir: string, options: Options): () => Promise<void> {
  const { board, metrics, log, limits, intervalMs = INTERVAL_MS, slowMs } = options;
  const watch = createWriteWatch({
    part: "disk-probe",
    board,
    log,
    ...(slowMs === undefined ? {} : { slowMs }),
  });
  const stop = new AbortController();
  let space: DiskSpace | null = null;
  for (const key of ["free", "size"] as const) {
    new Gauge({
      name: `toancanh_disk_${key}_bytes`,
      help:
        key === "free"
          ? "Free bytes on the disk of the data directory"
          : "Bytes of that disk that data may take",
      registers: [metrics.registry],
      collect() {
        if (space !== null) this.set(space[key]);
      },
    });
  }
  const loop = (async () => {
    while (!stop.signal.aborted) {
      try {
        await watch("probe", async () => {
          space = await measureSpace(dir);
          board.say("disk-space", judgeSpace(dir, space, limits));
          await probe(dir);
        });
      } catch (error) {
        log.debug({ error: String(error) }, "the disk could not be probed");
      }
      await sleep(intervalMs, undefined, { signal: stop.signal }).catch(() => undefined);
    }
  })();
  return async () => {
    stop.abort();
    await loop;
  };
}

/** As `df` counts: what is reserved for the system belongs to neither. */
async function measureSpace(dir: string): Promise<DiskSpace> {
  const { bsize, blocks, bfree, bavail } = await statfs(dir);
  return { free: bavail * bsize, size: (blocks - bfree + bavail) * bsize };
}

function judgeSpace(dir: string, { free, size }: DiskSpace, limits: DiskLimits): Findings {
  const share = size === 0 ? 1 : free / size;
  const text = `${Math.floor(share * 100)} %`;
  if (share < limits.alarm) {
    return { alarms: [{ code: "disk_full", message: ALARM_MESSAGES.disk_full(text, dir) }] };
  }
  if (share < limits.warn) {
    return { warnings: [{ code: "disk_low", message: ALARM_MESSAGES.disk_low(text, dir) }] };
  }
  return {};
}

/** A new file each time: overwriting an old one needs no free block. */
async function probe(dir: string): Promise<void> {
  const path = join(dir, `probe-${randomUUID()}.tmp`);
  try {
    const file = await open(path, "wx");
    try {
      await file.writeFile(PROBE);
      await file.sync();
    } finally {
      await file.close();
    }
  } finally {
    await rm(path, { force: true });
  }
}
