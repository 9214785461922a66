import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { loadCity } from "@toancanh/cli";
import { ENGINE_SETTINGS, openStore, type Store } from "@toancanh/store";
import { createChdbConnection } from "chdb/connection";
import { benchRoot, productRoot } from "../measure/paths.ts";

const DAY = 86_400_000;
/** The cut-off of every big bench: noon of 22 November 2026 in the city. */
export const NOW = Date.UTC(2026, 10, 22, 5);
const START = NOW - 3650 * DAY;
const YEARS = [2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026];
const CHUNK = 500_000;
/** Reports that are simulated; larger stores hold copies of them, which takes half of the time. */
const MADE = 10_000_000;

/** A store with that many reports over ten years, and the same facts in flat tables. */
export interface BigStore {
  reports: number;
  store: Store;
  /** Runs a statement as it is, on a connection of its own; the answer in a ClickHouse format. */
  run(sql: string, format?: string): Promise<Buffer>;
  /** Writes later versions of some reports received in `[from, to)`: about one in `every`. */
  rewrite(span: { from: number; to: number; every: number; salt: number }): Promise<void>;
  close(): Promise<void>;
}

/** Opens the store of that size, made on first use and kept under bench/.data. */
export async function openBigStore(reports: number, note: (text: string) => void): Promise<BigStore> {
  const path = join(benchRoot, ".data", `reports-${reports}`);
  const done = join(path, "generated");
  const isMade = existsSync(done);
  if (!isMade) await rm(path, { recursive: true, force: true });
  await mkdir(path, { recursive: true });
  const store = await openStore({ path, clock: { now: Date.now } });
  const reader = await openConnection(path);
  const writer = await openConnection(path);
  if (!isMade) {
    const start = performance.now();
    await generate(writer.run, reports, note);
    await writeFile(done, "");
    note(`${reports} reports made in ${Math.round((performance.now() - start) / 1000)} s`);
  }
  return {
    reports,
    store,
    run: reader.run,
    async rewrite({ from, to, every, salt }) {
      await writer.run(await readSql("rewrite_reports", { from, to, every, salt }));
    },
    async close() {
      await reader.close();
      await writer.close();
      await store.close();
    },
  };
}

/** A connection answers one statement at a time: what is timed must not wait for what is written beside it. */
async function openConnection(path: string): Promise<Pick<BigStore, "run" | "close">> {
  const connection = createChdbConnection({ path });
  const run = async (sql: string, format = "TSV"): Promise<Buffer> => {
    const result = await connection.chdb.queryAsync(sql, { format });
    const bytes = result.bytes();
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  };
  await run("USE toancanh");
  for (const [key, value] of Object.entries(ENGINE_SETTINGS)) await run(`SET ${key} = '${value}'`);
  await run("SET max_execution_time = 0");
  return {
    run,
    async close() {
      await connection.close();
    },
  };
}

async function generate(run: BigStore["run"], total: number, note: (text: string) => void): Promise<void> {
  const { profile, rulebook } = await loadCity("hcmc");
  const cells = await readFile(join(productRoot, "profiles/hcmc/units/ward-cells.csv"), "utf8");
  // As one literal: a list of 54,000 tuples would be too large a statement to parse.
  await run(await readSql("create_cells", { cells: cells.slice(cells.indexOf("\n") + 1) }));
  const list = (values: readonly string[]) => `[${values.map((value) => `'${value}'`).join(", ")}]`;
  const lists = {
    agencies: list(profile.agencies.map(({ id }) => id)),
    blocks: list(profile.agencies.map(({ id }) => rulebook.blockOf(id))),
    categories: list(profile.categories.map(({ service_code }) => service_code)),
    groups: list(profile.categories.map(({ field_group }) => field_group)),
    channels: list(profile.channels.map(({ id }) => id)),
  };
  // Merged once at the end, and not again and again meanwhile.
  await run("SYSTEM STOP MERGES report_state");
  const made = Math.min(total, MADE);
  const span = NOW - START;
  for (let offset = 0; offset < made; offset += CHUNK) {
    const rows = Math.min(CHUNK, made - offset);
    await run(
      await readSql("generate_reports", {
        ...lists,
        start: START,
        span,
        total: made,
        now: NOW,
        offset,
        rows,
      }),
    );
    if (offset % (20 * CHUNK) === 0) note(`${offset + rows} of ${total} reports`);
  }
  if (total > made) {
    for (const year of YEARS) {
      await run(await readSql("copy_reports", { year, copies: total / made - 1 }));
      note(`${total / made - 1} copies of each report of ${year}`);
    }
  }
  // What a pipeline leaves: months left alone are one part (migration 0006), recent ones have versions not merged.
  for (let from = START; from < NOW; from += 365 * DAY) {
    await run(await readSql("rewrite_reports", { from, to: from + 365 * DAY, every: 50, salt: 1 }));
  }
  await run("SYSTEM START MERGES report_state");
  await run("OPTIMIZE TABLE report_state FINAL");
  await run(await readSql("rewrite_reports", { from: NOW - 60 * DAY, to: NOW, every: 5, salt: 2 }));
  note("flat tables");
  for (const table of ["floor_reports", "floor_assignments"]) {
    await run(await readSql(`create_${table}`, {}));
    for (const year of YEARS) await run(await readSql(`fill_${table}`, { year }));
    await run(`OPTIMIZE TABLE ${table.replace("floor", "bench")} FINAL`);
  }
}

/** A statement of bench/sql with its `{{names}}` replaced. */
async function readSql(name: string, values: Readonly<Record<string, string | number>>): Promise<string> {
  const text = await readFile(join(benchRoot, "sql", `${name}.sql`), "utf8");
  return text.replaceAll(/\{\{([a-z]+)\}\}/g, (_all, key: string) => {
    const value = values[key];
    if (value === undefined) throw new Error(`bench/sql/${name}.sql asks for ${key}`);
    return String(value);
  });
}

/** Sizes to run, from TOANCANH_BENCH_REPORTS ("1000000,10000000"). */
export function benchSizes(fallback: string): number[] {
  return (process.env.TOANCANH_BENCH_REPORTS ?? fallback).split(",").map((text) => {
    const size = Number(text);
    if (!Number.isInteger(size) || size < 1000)
      throw new Error(`TOANCANH_BENCH_REPORTS: "${text}" is no size`);
    if (size > MADE && size % MADE !== 0)
      throw new Error(`TOANCANH_BENCH_REPORTS: above ${MADE} only its multiples, not "${text}"`);
    return size;
  });
}

/** "1M", "250k". */
export function nameOfSize(reports: number): string {
  return reports >= 1e6 ? `${reports / 1e6}M` : `${reports / 1e3}k`;
}
