import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Alarm } from "@toancanh/contracts";
import { openStore, type Store } from "@toancanh/store";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { alarmsOfProcesses, announceIngestProcess, watchIngestProcesses } from "./ingest-processes.ts";
import { kafkaAlarms } from "./kafka-alarms.ts";

const NOW = Date.UTC(2026, 10, 22, 5);
const [STOPPED] = kafkaAlarms({
  state: "running",
  partitions: [{ topic: "report-events", partition: 3, lag: 0, stopped: true }],
  heldRows: 0,
  heldBytes: 0,
  backPressure: false,
});

function said(secondsAgo: number, alarms: unknown) {
  return { recorded_at: NOW - secondsAgo * 1000, alarms: JSON.stringify(alarms) };
}

describe("alarms of ingest processes", () => {
  it("are none where none has ever been", () => {
    expect(alarmsOfProcesses([], NOW)).toEqual([]);
  });

  it("are those of the processes heard within a minute, each once", () => {
    const processes = [said(5, [STOPPED]), said(60, [STOPPED]), said(61, []), said(1, [])];
    expect(alarmsOfProcesses(processes, NOW)).toEqual([STOPPED]);
  });

  it("are one of its own when the last process fell silent, also after alarms of its own", () => {
    expect(alarmsOfProcesses([said(61, []), said(500, [STOPPED])], NOW)).toMatchObject([
      { code: "ingest_silent" },
    ]);
  });

  it("leave out what this version does not know", () => {
    const processes = [said(5, [{ code: "of-tomorrow", message: { vi: "?", en: "?" } }]), said(5, [STOPPED])];
    expect(alarmsOfProcesses(processes, NOW)).toEqual([STOPPED]);
  });
});

describe("alarms by way of the store", () => {
  const log = pino({ enabled: false });
  let path: string;
  let store: Store;
  beforeAll(async () => {
    path = await mkdtemp(join(tmpdir(), "toancanh-processes-"));
    store = await openStore({ path, clock: { now: Date.now } });
  });
  afterAll(async () => {
    await store.close();
    await rm(path, { recursive: true, force: true });
  });

  it("reach another process, and go as they came; a failure of the store is outlived", async () => {
    let alarms: Alarm[] = [];
    let failures = 2;
    const flaky = {
      async writeIngestProcess(process: Parameters<Store["writeIngestProcess"]>[0]) {
        failures -= 1;
        if (failures >= 0) throw new Error("the database is away");
        await store.writeIngestProcess(process);
      },
    };
    const stopAnnouncing = announceIngestProcess(flaky, () => alarms, { log, intervalMs: 20 });
    const watch = watchIngestProcesses(store, { log, intervalMs: 20 });
    try {
      if (STOPPED === undefined) throw new Error("a stopped partition is an alarm");
      alarms = [STOPPED];
      await expect.poll(() => watch.alarms()).toEqual([STOPPED]);
      alarms = [];
      await expect.poll(() => watch.alarms()).toEqual([]);
    } finally {
      await stopAnnouncing();
      await watch.stop();
    }
    expect(await store.query("ingest_processes", {})).toHaveLength(1);
  });
});
