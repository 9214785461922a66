import { mkdtempSync, rmSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ClickHouseFront, startClickHouseFront } from "@toancanh/harness";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadCity } from "../city/open-city.ts";
import { openServerStore } from "../city/open-server-store.ts";
import { runHere } from "../testing/run-command.ts";
import { runBackup, runVerifyServerBackup } from "./backup-commands.ts";

const REPORTS = 500;
const MONTH_MS = 31 * 86_400_000;
const log = pino({ level: "silent" });

describe("backup of a server", () => {
  const folder = mkdtempSync(join(tmpdir(), "toancanh-server-backup-"));
  const backupDir = join(folder, "backups");
  let front: ClickHouseFront;
  const options = () => ({
    profile: "hcmc",
    clickhouse: front.url,
    clickhouseDatabase: "toancanh",
    verify: true,
  });

  beforeAll(async () => {
    front = await startClickHouseFront({ path: join(folder, "server"), backupDir });
  }, 120_000);
  afterAll(async () => {
    await front.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const backUp = (more: { to: string; incremental?: true; base?: string }) =>
    runHere((terminal) => runBackup({ ...options(), ...more }, terminal, log));
  const verify = (from: string) =>
    runHere((terminal) => runVerifyServerBackup({ ...options(), to: "", from }, terminal, log));

  async function append(from: number): Promise<void> {
    const city = await loadCity("hcmc");
    const store = await openServerStore(city, options(), log, "give_up");
    try {
      await store.appendEvents(
        Array.from({ length: REPORTS }, (_, at) => {
          const received_at = Date.now() - (at % 3) * MONTH_MS - 60_000;
          return {
            id: `e-${from + at}`,
            source: "urn:test",
            kind: "received" as const,
            service_request_id: `r-${from + at}`,
            received_at,
            time: received_at,
            recorded_at: received_at,
            payload_hash: "aa",
            data: { requested_datetime: new Date(received_at).toISOString(), channel: "phone" },
          };
        }),
      );
    } finally {
      await store.close();
    }
  }

  it("goes over HTTP to a disk of the server, builds upon the one before, and is restored and compared there", async () => {
    await append(0);
    const full = await backUp({ to: "disk:backups/full" });
    expect(full, full.stderr).toMatchObject({ code: 0 });
    expect(JSON.parse(full.stdout)).toMatchObject({ events: REPORTS, verified_at: expect.any(String) });
    await append(REPORTS);
    const more = await backUp({ to: "disk:backups/more", incremental: true, base: "full" });
    expect(more, more.stderr).toMatchObject({ code: 0 });
    expect(JSON.parse(more.stdout)).toMatchObject({ base: "full", events: 2 * REPORTS });
    expect((await readdir(backupDir)).sort()).toEqual(["full", "more"]);
    const verified = await verify("disk:backups/more");
    expect(verified, verified.stderr).toMatchObject({ code: 0 });
    expect(JSON.parse(verified.stdout)).toMatchObject({ whole: true, months: expect.any(Array) });
  }, 120_000);

  it("is refused when it is not what it was", async () => {
    rmSync(join(backupDir, "full", ".backup"));
    expect(await verify("disk:backups/more")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("the backup cannot be used"),
    });
  }, 60_000);

  it("needs the name of the backup to build upon", async () => {
    expect(await backUp({ to: "disk:backups/third", incremental: true })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("needs --base"),
    });
  }, 60_000);
});
