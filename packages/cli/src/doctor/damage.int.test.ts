import { mkdtempSync } from "node:fs";
import { cp, open, readdir, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HealthSchema } from "@toancanh/contracts";
import { Compile } from "typebox/compile";
import { afterAll, describe, expect, it } from "vitest";
import { makeFolder, runCommand, runHere, startHeld, waitFor } from "../testing/run-command.ts";
import { runDoctor } from "./doctor.ts";

const health = Compile(HealthSchema);
const DAY_MS = 86_400_000;
const REPORTS = 40;
/** Two months in the past, so that no month ends between the two. */
const OLD = Date.UTC(new Date().getUTCFullYear(), new Date().getUTCMonth() - 2, 10);
const MONTH = new Date(OLD).toISOString().slice(0, 7);

/** Two events each of reports of one month and of the one after. */
function eventsOf(name: string): string {
  const lines: string[] = [];
  for (let report = 0; report < REPORTS; report++) {
    const at = OLD + (report % 2) * 31 * DAY_MS + report * 1000;
    const requested_datetime = new Date(at).toISOString();
    const subject = `${name}-${report}`;
    const data = { requested_datetime, channel: "phone", service_code: "road-surface" };
    for (const [kind, more] of [
      ["received", data],
      ["assigned", { requested_datetime, agency_responsible: "ttql-duong-bo" }],
    ] as const) {
      lines.push(
        JSON.stringify({
          specversion: "1.0",
          id: `${subject}-${kind}`,
          source: "urn:test:damage",
          subject,
          type: `vn.toancanh.report.${kind}`,
          time: new Date(at + (kind === "received" ? 0 : 60_000)).toISOString(),
          data: more,
        }),
      );
    }
  }
  return `${lines.join("\n")}\n`;
}

/** A data directory with those events, and their file. */
async function fill(folder: string, name: string): Promise<{ data: string; file: string }> {
  const file = join(folder, `${name}.ndjson`);
  const data = join(folder, name);
  await writeFile(file, eventsOf(name));
  const imported = await runCommand(["import", "--format", "cloudevents", "--data", data, file]);
  if (imported.code !== 0) throw new Error(imported.stderr);
  return { data, file };
}

/** Folder of the table's part of the older month. */
async function partOf(data: string, table: string): Promise<string> {
  const folder = join(data, "data", "toancanh", table);
  const parts = await readdir(folder);
  const part = parts.find((name) => name.startsWith(MONTH.replace("-", "")));
  if (part === undefined) throw new Error(`no part of ${MONTH} in ${parts.join(", ")}`);
  return join(folder, part);
}

async function columnFile(data: string, table: string): Promise<string> {
  const part = await partOf(data, table);
  const files = (await readdir(part)).filter((name) => name.endsWith(".bin"));
  return join(part, files.find((name) => name === "data.bin" || name === "data.cmrk") ?? files[0] ?? "");
}

async function flip(path: string): Promise<void> {
  const file = await open(path, "r+");
  const { size } = await file.stat();
  const at = Math.floor(size / 2);
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, at);
  await file.write(Buffer.from([(buffer[0] ?? 0) ^ 0xff]), 0, 1, at);
  await file.close();
}

const DAMAGES: [string, (data: string, other: string) => Promise<void>][] = [
  ["a truncated part", async (data) => truncate(await columnFile(data, "report_events"), 20)],
  ["a deleted part", async (data) => rm(await partOf(data, "report_events"), { recursive: true })],
  ["a flipped bit", async (data) => flip(await columnFile(data, "report_events"))],
  [
    "a swapped part",
    async (data, other) => {
      const part = await partOf(data, "report_events");
      await rm(part, { recursive: true });
      await cp(await partOf(other, "report_events"), part, { recursive: true });
    },
  ],
  ["missing metadata", (data) => rm(join(data, "metadata", "toancanh", "report_events.sql"))],
];

async function startProduct(data: string) {
  const { url, stop } = await startHeld(data);
  const ask = async (path: string): Promise<unknown> => (await fetch(`${url}/api/v1${path}`)).json();
  return { url, ask, stop };
}

/** The doctor's command beside a running product, which answers it. */
const askDoctor = (data: string) => runHere((terminal) => runDoctor({ profile: "hcmc", data }, terminal));

describe("damage to stored data", () => {
  const made = mkdtempSync(join(tmpdir(), "toancanh-damage-"));
  afterAll(() => rm(made, { recursive: true, force: true }));
  let whole: Promise<[{ data: string; file: string }, { data: string; file: string }]> | null = null;

  /** Two whole data directories, made and examined once: each test damages a copy of the first. */
  async function fillBoth(): Promise<[{ data: string; file: string }, { data: string; file: string }]> {
    const city = await fill(made, "city");
    const other = await fill(made, "other");
    expect((await runCommand(["doctor", "--data", city.data])).code).toBe(0);
    return [city, other];
  }

  async function copyCity(): Promise<{ data: string; file: string; other: string }> {
    whole ??= fillBoth();
    const [city, other] = await whole;
    const data = join(await makeFolder(), "city");
    await cp(city.data, data, { recursive: true, verbatimSymlinks: true });
    return { data, file: city.file, other: other.data };
  }

  it.each(DAMAGES)(
    "%s is told by health and doctor, a new event to a report without events stays, and resending heals",
    async (_what, damage) => {
      const { data, file, other } = await copyCity();
      await damage(data, other);

      const product = await startProduct(data);
      const degraded = await waitFor(async () => {
        const now = health.Parse(await product.ask("/health"));
        return now.status === "degraded" ? now : null;
      }, 60_000);
      expect(degraded.alarms.map(({ code }) => code)).toEqual(["data_damaged"]);
      expect(degraded.alarms[0]?.message.vi).toContain(MONTH);
      const doctor = await askDoctor(data);
      expect(doctor.code).toBe(1);
      const found = JSON.parse(doctor.stdout);
      expect(found).toMatchObject({ healthy: false });
      expect(found.months).toContainEqual({ month: MONTH, acknowledged: REPORTS, missing: REPORTS });
      expect(found.torn_reports).toContainEqual(
        expect.objectContaining({ service_request_id: "city-0", events_folded: 2, events_stored: 0 }),
      );

      const event = {
        specversion: "1.0",
        id: "city-0-closed",
        source: "urn:test:damage",
        subject: "city-0",
        type: "vn.toancanh.report.closed",
        time: new Date(OLD + 3_600_000).toISOString(),
        data: { requested_datetime: new Date(OLD).toISOString() },
      };
      const posted = await fetch(`${product.url}/api/v1/events`, {
        method: "POST",
        headers: { "content-type": "application/cloudevents+json" },
        body: JSON.stringify(event),
      });
      expect(posted.status).toBe(202);
      const report = await product.ask("/reports/city-0");
      expect(report).toMatchObject({
        flags: expect.arrayContaining(["events_missing"]),
        timeline: [expect.objectContaining({ kind: "closed" })],
      });
      await product.stop();

      const resent = await runCommand(["import", "--format", "cloudevents", "--data", data, file]);
      expect(resent.code, resent.stderr).toBe(0);
      const healed = await startProduct(data);
      const whole = await waitFor(async () => {
        const now = health.Parse(await healed.ask("/health"));
        return now.status === "ok" ? now : null;
      }, 60_000);
      expect(whole.alarms).toEqual([]);
      // The first examination is over some time after the first answer.
      const detail = await waitFor(async () => {
        const now = JSON.parse(JSON.stringify(await healed.ask("/reports/city-0")));
        return now.flags.includes("events_missing") ? null : now;
      }, 60_000);
      expect(detail.timeline.map(({ kind }: { kind: string }) => kind)).toEqual([
        "received",
        "assigned",
        "closed",
      ]);
      const cured = await askDoctor(data);
      expect(cured.code, cured.stdout).toBe(0);
      await healed.stop();
    },
    240_000,
  );

  it("to the states alone is mended from the events; a part of the dead letters is told", async () => {
    const { data } = await copyCity();
    await rm(await partOf(data, "report_state"), { recursive: true });
    const product = await startProduct(data);
    await waitFor(async () => {
      const now = health.Parse(await product.ask("/health"));
      return now.status === "ok" && now.reports === REPORTS ? now : null;
    }, 60_000);
    expect(await product.ask("/reports/city-0")).toMatchObject({ flags: [] });
    const bad = await fetch(`${product.url}/api/v1/events`, {
      method: "POST",
      headers: { "content-type": "application/cloudevents+json" },
      body: JSON.stringify({ specversion: "1.0", id: "bad" }),
    });
    expect(bad.status).toBe(422);
    await product.stop();

    const letters = join(data, "data", "toancanh", "dead_letters");
    const [part = ""] = (await readdir(letters)).filter((name) => name.startsWith("all_"));
    const files = (await readdir(join(letters, part))).filter((name) => name.endsWith(".bin"));
    await flip(join(letters, part, files[0] ?? ""));
    const doctor = await runCommand(["doctor", "--data", data]);
    expect(doctor.code).toBe(1);
    expect(JSON.parse(doctor.stdout).parts).toEqual([expect.objectContaining({ table: "dead_letters" })]);
  }, 240_000);

  it("is not looked for where there are no data", async () => {
    const folder = await makeFolder();
    const { code, stderr } = await runCommand(["doctor", "--data", join(folder, "nothing")]);
    expect(code).toBe(2);
    expect(stderr).toContain("is no data directory");
  });
});
