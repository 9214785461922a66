import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createSimulator } from "@toancanh/simulator";
import { openStore } from "@toancanh/store";
import { describe, expect, it } from "vitest";
import { type City, loadCity } from "../city/open-city.ts";
import { runPeriod } from "../periods/run-period.ts";
import { openQuietIngester } from "../testing/quiet-ingester.ts";
import { makeFolder, runHere } from "../testing/run-command.ts";
import { type ReportOptions, runReport } from "./run-report.ts";
import { runScorecard } from "./run-scorecard.ts";

const HOUR = 3_600_000;
const PERIOD = "2025-10";
const FROM = Date.parse("2025-09-25T12:00:00+07:00");
const TO = Date.parse("2025-10-25T12:00:00+07:00");

async function fillMonth(city: City, path: string): Promise<void> {
  const { profile, rulebook, wardIndex, simulation } = city;
  if (simulation === null) throw new Error("profiles/hcmc has no simulation.json");
  const simulator = createSimulator({ profile, rulebook, wardIndex, settings: simulation, seed: 7 });
  const store = await openStore({ path, blockOf: rulebook.blockOf, clock: { now: Date.now } });
  const ingester = openQuietIngester(store, city, Date.now);
  try {
    for (let hour = FROM; hour < TO; hour += 30 * HOUR) {
      await ingester.acceptEvents(simulator.reportsBornIn(hour, 2).flatMap(({ events }) => events));
    }
  } finally {
    await ingester.close();
    await store.close();
  }
}

describe("scorecard --all", () => {
  it("writes every agency and ward, each with the same figures in each file, and all add up to their blocks", async () => {
    const city = await loadCity("hcmc");
    const data = await makeFolder();
    await fillMonth(city, data);
    const folder = await makeFolder();
    const written = await runHere((terminal) =>
      runScorecard(
        { profile: "hcmc", data, period: PERIOD, lang: "vi", all: folder, format: "json,csv", draft: true },
        terminal,
      ),
    );
    const { agencies, wards } = city.profile;
    const units = [...agencies.map(({ id }) => id), ...wards.map(({ code }) => `ward-${code}`)];
    expect(JSON.parse(written.stdout)).toMatchObject({ units: units.length, state: "draft", revision: 0 });
    expect(written.stderr).toContain(`${units.length} / ${units.length}`);
    expect((await readdir(folder)).sort()).toEqual(
      units.flatMap((unit) => [`${unit}.csv`, `${unit}.json`]).sort(),
    );
    let assigned = 0;
    for (const unit of units) {
      const card = JSON.parse(await readFile(join(folder, `${unit}.json`), "utf8"));
      const lines = (await readFile(join(folder, `${unit}.csv`), "utf8")).split("\r\n");
      const field = (of: { name: string; received: number }) =>
        lines.some(
          (line) => line.startsWith("fields,") && line.includes(of.name) && line.includes(`,${of.received},`),
        );
      expect([unit, card.fields.filter((of: { name: string; received: number }) => !field(of))]).toEqual([
        unit,
        [],
      ]);
      const total = lines.filter((line) => line.startsWith("fields,Cộng,"));
      const values = total.map((line) => line.split(",")[3]);
      expect([unit, ...values.slice(0, 3)]).toEqual([
        unit,
        ...[card.now.received, card.now.due, card.now.late].map(String),
      ]);
      if (card.counted === "assignments") assigned += card.now.received;
    }
    const blocks = city.profile.blocks.map(({ id }) => `block:${id}`);
    let inBlocks = 0;
    for (const block of blocks) {
      const file = join(folder, "block.json");
      const options = {
        profile: "hcmc",
        data,
        period: PERIOD,
        lang: "vi",
        format: "pdf",
        draft: true as const,
      };
      await runHere((terminal) => runScorecard({ ...options, unit: block, out: [file] }, terminal));
      inBlocks += JSON.parse(await readFile(file, "utf8")).now.received;
    }
    expect(assigned).toBeGreaterThan(500);
    expect(assigned).toBe(inBlocks);
  }, 300_000);
});

describe("report", () => {
  it("writes both files with what the department remarks, and keeps each remark with its revision", async () => {
    const city = await loadCity("hcmc");
    const data = await makeFolder();
    await fillMonth(city, data);
    const folder = await makeFolder();
    const file = (name: string) => join(folder, name);
    const report = (more: Partial<ReportOptions>) =>
      runHere((terminal) =>
        runReport(
          { profile: "hcmc", data, period: PERIOD, lang: "vi", out: [file("report.docx")], ...more },
          terminal,
        ),
      );
    const period = (act: Parameters<typeof runPeriod>[0], more = {}) =>
      runHere((terminal) => runPeriod(act, PERIOD, { profile: "hcmc", data, ...more }, terminal));
    const remark = async (text: string) => {
      await writeFile(file("remark.txt"), text);
      return file("remark.txt");
    };

    const unfrozen = await report({});
    expect([unfrozen.code, unfrozen.stderr]).toEqual([1, expect.stringContaining("--draft")]);
    expect((await report({ remark: await remark("Sớm."), draft: true })).code).toBe(1);
    const draft = await report({ draft: true });
    expect(JSON.parse(draft.stdout)).toMatchObject({ state: "draft", revision: 0, hash: null });

    expect((await period("freeze", { despiteBlocks: true })).code).toBe(0);
    expect((await report({ remark: await remark("Câu thứ nhất.") })).code).toBe(0);
    const written = await report({
      remark: await remark("Câu thứ hai."),
      out: [file("report.pdf"), file("report.docx")],
    });
    expect(JSON.parse(written.stdout)).toMatchObject({
      period: PERIOD,
      kind: "official",
      state: "frozen",
      revision: 1,
      units: 1,
      files: [file("report.pdf"), file("report.docx")],
    });
    expect((await readFile(file("report.pdf"))).subarray(0, 5).toString("latin1")).toBe("%PDF-");
    expect((await readFile(file("report.docx"))).subarray(0, 2).toString("latin1")).toBe("PK");

    expect((await period("publish")).code).toBe(0);
    const late = await report({ remark: await remark("Sau công bố.") });
    expect([late.code, late.stderr]).toEqual([1, expect.stringContaining("revise the period")]);
    expect((await period("revise", { reason: "thử" })).code).toBe(0);
    expect((await report({ remark: await remark("Của bản 2.") })).code).toBe(0);
    expect((await report({ remark: await remark("Lần nữa.") })).code).toBe(1);

    const store = await openStore({ path: data, blockOf: city.rulebook.blockOf, clock: { now: Date.now } });
    const acts = await store.readPeriodActs("official", PERIOD);
    await store.close();
    const remarks = acts.filter(({ act }) => act === "remark");
    expect(remarks.map(({ revision, reason }) => [revision, reason])).toEqual([
      [1, "Câu thứ nhất."],
      [1, "Câu thứ hai."],
      [2, "Của bản 2."],
    ]);
    // A remark changes no figures: the revision is still the one that its events give.
    expect((await period("verify")).code).toBe(0);
  }, 300_000);

  it("refuses what it cannot write, naming it", async () => {
    const folder = await makeFolder();
    const report = (more: Partial<ReportOptions>) =>
      runHere((terminal) =>
        runReport(
          { profile: "hcmc", data: folder, period: PERIOD, lang: "vi", out: ["a.pdf"], ...more },
          terminal,
        ),
      );
    const told = async (more: Partial<ReportOptions>) => {
      const { code, stdout, stderr } = await report(more);
      return [code, stdout, stderr];
    };
    expect(await told({ out: ["a.xlsx"] })).toEqual([2, "", 'a file is one of pdf, docx, not "xlsx"']);
    expect(await told({ out: ["a"] })).toEqual([2, "", 'a file is one of pdf, docx, not ""']);
    expect(await told({ lang: "fr" })).toEqual([2, "", '--lang takes vi or en, not "fr"']);
    const missing = join(folder, "none.txt");
    expect(await told({ remark: missing })).toEqual([2, "", expect.stringContaining(`--remark ${missing}`)]);
    await writeFile(join(folder, "odd.txt"), Buffer.from([0xff, 0xfe, 0x41]));
    expect((await report({ remark: join(folder, "odd.txt") })).code).toBe(2);
    expect((await report({ period: "October" })).code).toBe(2);
  });
});
