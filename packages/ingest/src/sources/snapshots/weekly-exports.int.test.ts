import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createTimeReader } from "@toancanh/domain";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestBench } from "../../testing/open-test-bench.ts";
import { readCsvRows } from "../file/csv-rows.ts";
import { importFile } from "../file/import-file.ts";
import { openFile } from "../file/open-file.ts";

const shared =
  process.env.TOANCANH_SHARED ?? fileURLToPath(new URL("../../../../../../shared", import.meta.url));
const file = join(shared, "data", "boston311", "2015-h1.csv.gz");
const isThere = existsSync(file);
if (!isThere) {
  console.log(
    `not run here: the city's whole file is not at ${file}; snapshots.property.test.ts covers the rules`,
  );
}
/** One report in so many; 1 takes all 58,119, for each order some five minutes of a core. */
const ONE_IN = Number(process.env.TOANCANH_WEEKLY_ONE_IN ?? 100);
const LIMIT_MS = 6 * 3_600_000;

/** 2016-01-12T23:59:00 in Boston. */
const AS_OF = Date.UTC(2016, 0, 13, 4, 59);
const FROM = Date.UTC(2015, 0, 1, 5);
const TO = Date.UTC(2015, 6, 1, 4);
const WEEK = 7 * 86_400_000;
const WEEKS = 26;

/** The city's rows, those with an unreadable time left out. */
async function readRows(header: string[]): Promise<{ values: string[]; opened: number; closed: number }[]> {
  const readTime = createTimeReader("MM/dd/yyyy hh:mm:ss a", "America/New_York");
  const timeOf = (text = ""): number =>
    text === "" ? Number.POSITIVE_INFINITY : (readTime(text) ?? Number.NaN);
  const rows: { values: string[]; opened: number; closed: number }[] = [];
  let count = 0;
  for await (const { values } of readCsvRows((await openFile(file)).content)) {
    if (header.length === 0) header.push(...values);
    else if (count++ % ONE_IN === 0) {
      const at = (name: string) => values[header.indexOf(name)];
      rows.push({ values: [...values], opened: timeOf(at("OPEN_DT")), closed: timeOf(at("CLOSED_DT")) });
    }
  }
  return rows;
}

const quote = (value: string): string => `"${value.replaceAll('"', '""')}"`;

/** Imports files of `[path, moment]` into an empty store. @returns figures in total and by agency */
async function importAll(files: readonly (readonly [string, number])[]) {
  const bench = await openTestBench("boston", Date.UTC(2025, 0, 1));
  const { profile, store, clock } = bench;
  const format = profile.formats.find(({ id }) => id === "boston311");
  if (format === undefined) throw new Error("no format boston311");
  const counts = { rows: 0, events: 0, changed: 0, older: 0 };
  for (const [path, snapshotAt] of files) {
    const ingester = bench.openIngester();
    const summary = await importFile({ path, format, profile, ingester, clock, snapshotAt });
    await ingester.close();
    expect(summary).toMatchObject({ conflicts: 0, rejected: [] });
    counts.rows += summary.rows;
    counts.events += summary.events;
    counts.changed += summary.changed ?? 0;
    counts.older += summary.older ?? 0;
    if (ONE_IN === 1) console.log(`${basename(path)} ${JSON.stringify(counts)}`);
  }
  const span = { as_of: AS_OF, from: FROM, to: TO };
  const figures = {
    total: await store.query("summary", span),
    byAgency: await store.query("summary_by_agency", span),
    unprojected: await store.query("unprojected_reports", {}),
  };
  await bench.close();
  return { counts, figures };
}

/** The city's exports at the end of each week, as `[path, moment]`: what had not been closed by then was open. */
async function writeExports(folder: string) {
  const header: string[] = [];
  const rows = await readRows(header);
  const closedAt = header.indexOf("CLOSED_DT");
  const files = Array.from({ length: WEEKS }, (_, week) => {
    const isLast = week === WEEKS - 1;
    const moment = FROM + (week + 1) * WEEK;
    const lines = rows
      .filter(({ opened }) => isLast || opened < moment)
      .map(({ values, closed }) =>
        values
          .map((value, at) => (at === closedAt && !isLast && closed >= moment ? "" : quote(value)))
          .join(),
      );
    const path = join(folder, `week-${week + 1}.csv`);
    writeFileSync(path, [header.map(quote).join(), ...lines].join("\n"));
    return [path, moment] as const;
  });
  return { files, reports: rows.length };
}

describe.runIf(isThere)("the City of Boston's first half of 2015, exported every week", () => {
  const folder = mkdtempSync(join(tmpdir(), "toancanh-weekly-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  let exports: Awaited<ReturnType<typeof writeExports>>;
  let alone: Awaited<ReturnType<typeof importAll>>;
  beforeAll(async () => {
    exports = await writeExports(folder);
    alone = await importAll(exports.files.slice(-1));
    expect(alone.figures.total[0]?.received).toBe(exports.reports);
  }, LIMIT_MS);

  it(
    "ends in the figures of the last export alone",
    async () => {
      const inOrder = await importAll(exports.files);
      expect(inOrder.figures).toEqual(alone.figures);
      expect(inOrder.counts.changed).toBeGreaterThan(0);
      expect(inOrder.counts.older).toBe(0);
      console.log(`${exports.reports} reports; in order ${JSON.stringify(inOrder.counts)}`);
    },
    LIMIT_MS,
  );

  it(
    "ends in the same figures when the files come in another order",
    async () => {
      const { files } = exports;
      // A fixed shuffle: 11 and 26 have no common divisor.
      const shuffled = files.flatMap((_, index) => files.slice((index * 11 + 7) % WEEKS).slice(0, 1));
      const outOfOrder = await importAll(shuffled);
      expect(outOfOrder.figures).toEqual(alone.figures);
      expect(outOfOrder.counts.older).toBeGreaterThan(0);
      console.log(`out of order ${JSON.stringify(outOfOrder.counts)}`);
    },
    LIMIT_MS,
  );
});
