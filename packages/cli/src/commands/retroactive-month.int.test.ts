import { readdirSync } from "node:fs";
import type { ReportEvent } from "@toancanh/contracts";
import type { Ingester } from "@toancanh/ingest";
import { createSimulator, type SimulatedReport } from "@toancanh/simulator";
import { openStore, type Store } from "@toancanh/store";
import { describe, expect, it } from "vitest";
import { type City, loadCity } from "../city/open-city.ts";
import { openQuietIngester } from "../testing/quiet-ingester.ts";
import { makeFolder } from "../testing/run-command.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Local midnights of 1 January, 1 April, 1 May and 1 July 2024. */
const FIRST = Date.UTC(2023, 11, 31, 17);
const APRIL = [Date.UTC(2024, 2, 31, 17), Date.UTC(2024, 3, 30, 17)] as const;
const LAST = Date.UTC(2024, 5, 30, 17);
const NOW = Date.UTC(2024, 8, 1);
const ZONE = "Asia/Ho_Chi_Minh";
/** Now and then an hour: some 1,700 reports. */
const EVERY = 49 * HOUR;

interface Bench {
  path: string;
  store: Store;
  ingester: Ingester;
}

async function openBench(city: City): Promise<Bench> {
  const path = await makeFolder();
  const store = await openStore({ path, blockOf: city.rulebook.blockOf, clock: { now: Date.now } });
  return { path, store, ingester: openQuietIngester(store, city, () => NOW) };
}

async function closeBench({ ingester, store }: Bench): Promise<void> {
  await ingester.close();
  await store.close();
}

/** The number of the newest insert of each month and table: merges keep it, every row written raises it. */
function newestInserts(path: string): Map<string, number> {
  const newest = new Map<string, number>();
  for (const file of readdirSync(path, { recursive: true, encoding: "utf8" })) {
    const [, table, month, block] = /^(store\/.+)\/(\d{6})_\d+_(\d+)_\d+(?:_\d+)?$/.exec(file) ?? [];
    if (table === undefined || month === undefined) continue;
    const key = `${table} ${month}`;
    newest.set(key, Math.max(newest.get(key) ?? 0, Number(block)));
  }
  return newest;
}

/** Months whose partitions were written between two looks. */
function monthsWritten(before: Map<string, number>, after: Map<string, number>): string[] {
  const changed = [...after].filter(([key, block]) => before.get(key) !== block);
  return [...new Set(changed.map(([key]) => key.slice(-6)))].sort();
}

/** Every state, and every read by period there is: for the months touched and for all, now and before the end. */
async function readEverything(store: Store): Promise<unknown[]> {
  const spans = [[monthStart(1), monthStart(2)], APRIL, [FIRST, LAST]] as const;
  const answers: unknown[] = [await store.query("states_in_period", { from: FIRST - DAY, to: LAST + DAY })];
  for (const [from, to] of spans) {
    for (const as_of of [NOW, to - 5 * DAY]) {
      const scope = { as_of, from, to };
      const compared = { ...scope, before_from: from - 30 * DAY, before_to: from };
      const map = { ...scope, time_zone: ZONE };
      answers.push(
        await store.query("summary", scope),
        await store.query("summary", { ...scope, exclude: ["rejected", "merged"] }),
        await store.query("summary_by_agency", scope),
        await store.query("summary_by_block", scope),
        await store.query("summary_by_ward", scope),
        await store.query("summary_by_ward_and_category", scope),
        await store.query("summary_by_channel", scope),
        await store.query("compare_periods", compared),
        await store.query("movers", { ...compared, min_due: 1, limit: 500 }),
        await store.query("time_series", { ...map, bucket: "day" }),
        await store.query("hot_spots", { ...map, min_count: 1, min_excess: -1_000_000, limit: 500 }),
        await store.query("open_totals", { as_of }),
      );
      const arrow = await store.queryArrow("heat_map", { ...map, resolution: 9, status: "received" });
      answers.push(arrow.toString("base64"));
    }
  }
  return answers;
}

function monthStart(month: number): number {
  return Date.UTC(2024, month, 1) - 7 * HOUR;
}

function simulateHalfYear({ profile, rulebook, wardIndex, simulation }: City): SimulatedReport[] {
  if (simulation === null) throw new Error("profiles/hcmc has no simulation.json");
  const simulator = createSimulator({ profile, rulebook, wardIndex, settings: simulation, seed: 3 });
  const reports: SimulatedReport[] = [];
  for (let hour = FIRST; hour < LAST; hour += EVERY) {
    reports.push(...simulator.reportsBornIn(hour));
  }
  return reports;
}

describe("a month that changes long after", () => {
  it("gives the figures of a full rebuild, and writes nothing but the months touched", async () => {
    const city = await loadCity("hcmc");
    const late = await openBench(city);
    const reports = simulateHalfYear(city);
    const inApril = ({ received_at }: SimulatedReport) => received_at >= APRIL[0] && received_at < APRIL[1];
    // Of April only that something was received is known; of one report of February the end is missing.
    const old = reports.find(({ received_at, events }) => received_at >= monthStart(1) && events.length > 3);
    const held: ReportEvent[] = [];
    const known = reports.flatMap((report) => {
      const { events } = report;
      const last = inApril(report) ? 1 : report === old ? events.length - 1 : events.length;
      held.push(...events.slice(last));
      return events.slice(0, last);
    });
    expect(reports.length).toBeGreaterThan(1_000);
    expect(held.length).toBeGreaterThan(500);

    await late.ingester.acceptEvents(known);
    const figuresBefore = await readEverything(late.store);
    const before = newestInserts(late.path);
    const [lost, ...others] = held;
    if (old === undefined || lost === undefined) throw new Error("no report with an end");

    // One late event of one old month.
    const ofOld = held.filter(({ subject }) => subject === old.service_request_id);
    await late.ingester.acceptEvents(ofOld);
    const afterOne = newestInserts(late.path);
    const monthOf = (at: number) => new Date(at).toISOString().slice(0, 7).replace("-", "");
    expect(monthsWritten(before, afterOne)).toEqual([monthOf(old.received_at)]);

    // A whole month, some of it twice, the newest first.
    await late.ingester.acceptEvents([lost, ...others].reverse());
    await late.ingester.acceptEvents(others.slice(0, 100));
    const monthsOfApril = new Set(reports.filter(inApril).map(({ received_at }) => monthOf(received_at)));
    const written = monthsWritten(afterOne, newestInserts(late.path));
    expect(written.filter((month) => month !== monthOf(old.received_at))).toEqual([...monthsOfApril].sort());

    const found = await readEverything(late.store);
    expect(found).not.toEqual(figuresBefore);
    await closeBench(late);

    // One data directory at a time is all the engine opens in a process.
    const fresh = await openBench(city);
    await fresh.ingester.acceptEvents(reports.flatMap(({ events }) => events));
    const rebuilt = await fresh.ingester.rebuild({ from: FIRST - DAY, to: LAST + DAY });
    expect(rebuilt).toMatchObject({ reports: reports.length, failed: 0 });
    expect(found).toEqual(await readEverything(fresh.store));
    await closeBench(fresh);
  }, 300_000);
});
