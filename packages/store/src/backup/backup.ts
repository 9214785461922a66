import { readRows, toNumber, toText } from "../checks/answer-rows.ts";
import type { Engine } from "../engine/engine.ts";
import { StoreError } from "../engine/store-error.ts";
import { type BackupPlace, placeSql } from "./place.ts";
import { type BackupSummary, compareSummaries, readSummary, summarize, writeSummary } from "./summary.ts";

/** The database a backup is taken from, whatever the name of its original. */
const SNAPSHOT = "toancanh_snapshot";

/**
 * Backs a database up while it is written to. For a moment nothing is written and each table is cloned (its parts are
 * linked, not copied); the clones are counted and backed up at leisure, and dropped. On a server, where other processes
 * go on writing, the states are cloned first and the events last: what is behind is folded at the next start.
 *
 * @param base a backup of the same place; only what is not in it is written
 */
export async function backUp(
  engine: Engine,
  database: string,
  { to, base, now }: { to: BackupPlace; base: BackupPlace | null; now: () => number },
): Promise<BackupSummary> {
  const tables = await listTables(engine, database);
  await dropDatabase(engine, SNAPSHOT);
  await engine.command(`CREATE DATABASE ${SNAPSHOT} ENGINE = Atomic`);
  try {
    await engine.commandAlone(
      tables.map((table) => `CREATE TABLE ${SNAPSHOT}.${table} CLONE AS ${database}.${table}`),
    );
    const summary = await summarize(engine, SNAPSHOT, now());
    await writeSummary(engine, SNAPSHOT, summary);
    const settings = base === null ? "" : ` SETTINGS base_backup = ${placeSql(base)}`;
    await engine.maintain(`BACKUP DATABASE ${SNAPSHOT} TO ${placeSql(to)}${settings}`, "TSV");
    return summary;
  } finally {
    await dropDatabase(engine, SNAPSHOT);
  }
}

/**
 * Restores a backup as another database and compares it with what it says of itself.
 * @throws StoreError `damaged_backup` naming what differs; the database is dropped then
 */
export async function restoreAs(engine: Engine, database: string, from: BackupPlace): Promise<BackupSummary> {
  try {
    await engine.maintain(`RESTORE DATABASE ${SNAPSHOT} AS ${database} FROM ${placeSql(from)}`, "TSV");
    const summary = await readSummary(engine, database);
    const found = await summarize(engine, database, summary.moment);
    const differences = [...compareSummaries(summary, found), ...(await findUnreadable(engine, database))];
    if (differences.length > 0) throw damaged(differences.slice(0, 10).join(", "));
    return summary;
  } catch (error) {
    await dropDatabase(engine, database);
    if (error instanceof StoreError) throw error;
    throw damaged(error instanceof Error ? error.message : String(error), error);
  }
}

function damaged(what: string, cause?: unknown): StoreError {
  return new StoreError(
    "damaged_backup",
    `the backup cannot be used, nothing was restored: ${what.split("\n", 1)[0]?.slice(0, 500) ?? ""}`,
    { cause },
  );
}

export async function dropDatabase(engine: Engine, database: string): Promise<void> {
  await engine.command(`DROP DATABASE IF EXISTS ${database} SYNC`);
}

/** All tables, states first and events last. */
async function listTables(engine: Engine, database: string): Promise<string[]> {
  const rows = await readRows(
    engine,
    `SELECT name FROM system.tables WHERE database = '${database}' AND engine LIKE '%MergeTree'
     ORDER BY name != 'report_state', name = 'report_events', name`,
  );
  return rows.map(([name]) => toText(name));
}

/** Parts whose checksums do not fit. */
async function findUnreadable(engine: Engine, database: string): Promise<string[]> {
  const found: string[] = [];
  for (const table of await listTables(engine, database)) {
    const rows = await readRows(engine, `CHECK TABLE ${database}.${table}`);
    for (const [part, passed] of rows) if (toNumber(passed) !== 1) found.push(`${table} ${toText(part)}`);
  }
  return found;
}
