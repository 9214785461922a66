import { mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createAlarmBoard } from "./alarm-board.ts";
import { createProductMetrics } from "./product-metrics.ts";
import { type DiskLimits, watchDisk } from "./watch-disk.ts";

let dir: string;
let stop: (() => Promise<void>) | null = null;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "toancanh-disk-"));
});
afterEach(async () => {
  await stop?.();
  stop = null;
  rmSync(dir, { recursive: true, force: true });
});

function watch(limits: DiskLimits) {
  const board = createAlarmBoard();
  const metrics = createProductMetrics();
  stop = watchDisk(dir, { board, metrics, limits, log: pino({ level: "silent" }), intervalMs: 10 });
  return {
    metrics,
    alarms: () => board.alarms().map(({ code }) => code),
    warnings: () => board.warnings().map(({ code }) => code),
  };
}

// Every disk has less than twice its size free, and none less than nothing.
it.each([
  ["nothing while enough is free", { warn: -1, alarm: -1 }, [], []],
  ["a warning below the one limit", { warn: 2, alarm: -1 }, ["disk_low"], []],
  ["an alarm below the other", { warn: 2, alarm: 2 }, [], ["disk_full"]],
])("says %s", async (_what, limits, warnings, alarms) => {
  const disk = watch(limits);
  await vi.waitFor(async () => {
    expect(await disk.metrics.registry.metrics()).toMatch(/^toancanh_disk_free_bytes \d{4,}$/m);
  });
  expect([disk.warnings(), disk.alarms()]).toEqual([warnings, alarms]);
  expect(await disk.metrics.registry.metrics()).toMatch(/^toancanh_disk_size_bytes \d{4,}$/m);
});

it("tells a directory that cannot be written, leaves nothing behind, and recovers by itself", async () => {
  const disk = watch({ warn: -1, alarm: -1 });
  const away = `${dir}-away`;
  renameSync(dir, away);
  await vi.waitFor(() => expect(disk.alarms()).toEqual(["writes_failing"]));
  renameSync(away, dir);
  await vi.waitFor(() => expect(disk.alarms()).toEqual([]));
  await stop?.();
  expect(readdirSync(dir)).toEqual([]);
});
