import { existsSync } from "node:fs";
import { open, readdir, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pino } from "pino";
import { describe, expect, it } from "vitest";
import { makeFolder, runCommand, runHere, startHeld, waitFor } from "../testing/run-command.ts";
import { runBackup, runRestore, runVerifyBackup } from "./backup-commands.ts";
import { runExportEvents } from "./export-events.ts";

const SENDERS = 4;
const REPORTS_A_REQUEST = 25;

/** Events posted at about 500 a second; which were answered, and which were sent. */
function postEvents(url: string) {
  const sent = new Set<string>();
  const answered = new Set<string>();
  let isOver = false;
  let next = 0;
  const send = async (): Promise<void> => {
    while (!isOver) {
      const begun = Date.now();
      const events = Array.from({ length: REPORTS_A_REQUEST }, () => {
        const subject = `r-${next++}`;
        const at = new Date(Date.now() - (next % 3) * 31 * 86_400_000 - 1000).toISOString();
        sent.add(`${subject}-received`);
        return {
          specversion: "1.0",
          id: `${subject}-received`,
          source: "urn:test:backup",
          subject,
          type: "vn.toancanh.report.received",
          time: at,
          data: { requested_datetime: at, channel: "phone", service_code: "road-surface" },
        };
      });
      const response = await fetch(`${url}/api/v1/events`, {
        method: "POST",
        headers: { "content-type": "application/cloudevents-batch+json" },
        body: JSON.stringify(events),
      });
      if (response.status === 202) for (const { id } of events) answered.add(id);
      await sleep(Math.max(0, 200 - (Date.now() - begun)));
    }
  };
  const senders = Promise.all(Array.from({ length: SENDERS }, send));
  const stop = async (): Promise<void> => {
    isOver = true;
    await senders;
  };
  return { sent, answered, stop };
}

async function exportText(data: string): Promise<string[]> {
  const { stdout, code, stderr } = await runCommand(["export", "events", "--data", data]);
  expect(code, stderr).toBe(0);
  return stdout.trim().split("\n").sort();
}

async function idsIn(data: string): Promise<Set<string>> {
  return new Set((await exportText(data)).map((line) => String(JSON.parse(line).id)));
}

const log = pino({ level: "silent" });
const SERVER = { profile: "hcmc", clickhouseDatabase: "toancanh", verify: true };

/** `toancanh backup`, answered by the product that holds the directory. */
const backUpHere = ({ data, to, isFull }: { data: string; to: string; isFull: boolean }) =>
  runHere((terminal) =>
    runBackup({ ...SERVER, data, to, ...(isFull ? {} : { incremental: true as const }) }, terminal, log),
  );
/** `toancanh restore` of what is refused before anything is opened. */
const restoreHere = (from: string, data: string) =>
  runHere((terminal) => runRestore({ profile: "hcmc", from, data }, terminal));

const missing = (wanted: Iterable<string>, found: ReadonlySet<string>) =>
  [...wanted].filter((id) => !found.has(id));

describe("backup and restore", () => {
  it("drill: a chain of five while events arrive; each restores to its moment, a damaged one is refused", async () => {
    const folder = await makeFolder();
    const data = join(folder, "data");
    const backups = join(folder, "backups");
    const product = await startHeld(data);
    const stream = postEvents(product.url);
    const made: { name: string; before: Set<string>; after: Set<string>; events: number }[] = [];
    for (let turn = 0; turn < 5; turn++) {
      await sleep(1000);
      const before = new Set(stream.answered);
      const { code, stdout, stderr } = await backUpHere({ data, to: backups, isFull: turn === 0 });
      expect(code, stderr).toBe(0);
      const { name, base, events, verified_at } = JSON.parse(stdout);
      expect(base).toBe(made.at(-1)?.name ?? null);
      expect(Date.parse(verified_at)).toBeGreaterThan(0);
      made.push({ name, before, after: new Set(stream.sent), events });
    }
    const running = await fetch(`${product.url}/api/v1/health`);
    expect(await running.json()).toMatchObject({ verified_backup_at: expect.any(String) });
    expect(await (await fetch(`${product.url}/metrics`)).text()).toMatch(
      /toancanh_backup_verified_timestamp_seconds \d/,
    );
    await stream.stop();
    await product.stop();

    // A folder of backups can be moved: they name each other by their places in it.
    const moved = join(folder, "moved");
    await rename(backups, moved);
    for (const turn of [0, 4]) {
      const { name = "", before = new Set<string>(), after = new Set<string>(), events } = made[turn] ?? {};
      const restored = join(folder, `restored-${turn}`);
      const from = join(moved, name);
      const { code, stderr, stdout } = await runCommand(["restore", "--from", from, "--data", restored]);
      expect(code, stderr).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({ events });
      const found = await idsIn(restored);
      expect(found.size).toBe(events);
      expect(missing(before, found)).toEqual([]);
      expect(missing(found, after)).toEqual([]);
      const doctor = await runCommand(["doctor", "--data", restored]);
      expect(doctor.code, doctor.stdout).toBe(0);
    }
    const occupied = await restoreHere(moved, data);
    expect(occupied.code).toBe(1);
    expect(occupied.stderr).toContain("is not empty");

    await damageLargest(join(moved, made[0]?.name ?? ""));
    const verified = await runHere((terminal) => runVerifyBackup({ from: moved }, terminal));
    expect(verified.code).toBe(1);
    expect(JSON.parse(verified.stdout)).toMatchObject({ whole: false });
    const refused = await restoreHere(join(moved, made[4]?.name ?? ""), join(folder, "refused"));
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain("nothing was restored");
    expect(existsSync(join(folder, "refused"))).toBe(false);
  }, 400_000);

  it("takes one archive of a stopped directory, and events as text go round", async () => {
    const folder = await makeFolder();
    const data = join(folder, "data");
    const product = await startHeld(data, "--backup-to", join(folder, "by-itself"));
    const stream = postEvents(product.url);
    await sleep(1500);
    await stream.stop();
    const file = join(folder, "events.ndjson.gz");
    const exported = await runHere((terminal) =>
      runExportEvents({ profile: "hcmc", data, out: file }, terminal),
    );
    expect(exported.code, exported.stderr).toBe(0);
    await waitFor(async () => {
      const names = await readdir(join(folder, "by-itself")).catch(() => []);
      const note = names.find((name) => name.endsWith(".json"));
      if (note === undefined) return null;
      const text = await readFile(join(folder, "by-itself", note), "utf8");
      return JSON.parse(text).verified_at === null ? null : true;
    }, 60_000);
    await product.stop();

    const archive = join(folder, "one.tar");
    const backup = await runCommand(["backup", "--data", data, "--to", archive]);
    expect(backup.code, backup.stderr).toBe(0);
    expect((await runCommand(["backup", "verify", "--from", archive])).code).toBe(0);
    const restored = join(folder, "restored");
    expect((await runCommand(["restore", "--from", archive, "--data", restored])).code).toBe(0);

    const imported = join(folder, "imported");
    const back = await runCommand(["import", "--format", "cloudevents", "--data", imported, file]);
    expect(back.code, back.stderr).toBe(0);
    const asOf = new Date().toISOString();
    const period = ["--from", "2020-01-01", "--to", "2100-01-01", "--as-of", asOf, "--by", "category"];
    const figures = await runCommand(["metrics", "--data", data, ...period]);
    expect(figures.code).toBe(0);
    expect(figures.stdout).toContain("road-surface");
    for (const dir of [restored, imported]) {
      expect(await runCommand(["metrics", "--data", dir, ...period])).toMatchObject({
        code: 0,
        stdout: figures.stdout,
      });
    }
    expect(await idsIn(restored)).toEqual(stream.answered);
    expect(await exportText(imported)).toEqual(await exportText(data));
  }, 400_000);

  it("says what is missing: a place, a base, a backup", async () => {
    const folder = await makeFolder();
    const data = join(folder, "data");
    const none = await restoreHere(folder, data);
    expect([none.code, none.stderr]).toEqual([1, expect.stringContaining("holds no backup")]);
    const baseless = await backUpHere({ data, to: folder, isFull: false });
    expect([baseless.code, baseless.stderr]).toEqual([2, expect.stringContaining("no backup to build upon")]);
    const server = await runHere((terminal) =>
      runBackup({ ...SERVER, to: folder, clickhouse: "http://127.0.0.1:1" }, terminal, log),
    );
    expect([server.code, server.stderr]).toEqual([2, expect.stringContaining("disk:NAME/path")]);
  }, 60_000);
});

/** Flips a byte in the middle of the largest file of a backup. */
async function damageLargest(dir: string): Promise<void> {
  let largest = { path: "", size: 0 };
  for (const entry of await readdir(dir, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || entry.name === ".backup") continue;
    const file = await open(path, "r");
    const { size } = await file.stat();
    await file.close();
    if (size > largest.size) largest = { path, size };
  }
  const file = await open(largest.path, "r+");
  const at = Math.floor(largest.size / 2);
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, at);
  await file.write(Buffer.from([(buffer[0] ?? 0) ^ 0xff]), 0, 1, at);
  await file.close();
}
