import Type, { type Static } from "typebox";
import { Compile } from "typebox/compile";
import { readRows, toNumber, toText } from "../checks/answer-rows.ts";
import { EVENT_HASH } from "../checks/event-hash.ts";
import { bindLiterals } from "../engine/bind-literals.ts";
import type { Engine } from "../engine/engine.ts";
import { StoreError } from "../engine/store-error.ts";

const MonthSchema = Type.Object({
  /** Of receipt, UTC: `2026-11`. */
  month: Type.String(),
  events: Type.Number(),
  /** Over the events, whatever their order. */
  events_hash: Type.String(),
  reports: Type.Number(),
  /** Over every column of the states. */
  states_hash: Type.String(),
  finished: Type.Number(),
  finished_in_time: Type.Number(),
  open: Type.Number(),
  /** Of all that have a duration, minutes. */
  handling_minutes: Type.Number(),
});

/** What a backup holds, month by month, as counted at its moment; it travels in the backup. */
const BackupSummarySchema = Type.Object({
  /** When the tables were held still, epoch ms. */
  moment: Type.Number(),
  months: Type.Array(MonthSchema),
  dead_letters: Type.Number(),
});
export type BackupSummary = Static<typeof BackupSummarySchema>;

const validator = Compile(BackupSummarySchema);

/** Counts a database. */
export async function summarize(engine: Engine, database: string, moment: number): Promise<BackupSummary> {
  const events = await readRows(
    engine,
    `SELECT formatDateTime(received_at, '%Y-%m') AS month, count(), toString(groupBitXor(${EVENT_HASH}))
     FROM ${database}.report_events FINAL GROUP BY month`,
  );
  const states = await readRows(
    engine,
    `SELECT formatDateTime(received_at, '%Y-%m') AS month, count(), toString(groupBitXor(cityHash64(toString(tuple(*))))),
        countIf(finished_at IS NOT NULL), countIf(finished_at IS NOT NULL AND finished_at <= due_by),
        countIf(finished_at IS NULL), round(sum(ifNull(handling_minutes, 0)))
     FROM ${database}.report_state FINAL GROUP BY month`,
  );
  const [letters] = await readRows(engine, `SELECT count() FROM ${database}.dead_letters FINAL`);
  const eventsOf = new Map(events.map(([month, ...figures]) => [toText(month), figures]));
  const statesOf = new Map(states.map(([month, ...figures]) => [toText(month), figures]));
  const months = [...new Set([...eventsOf.keys(), ...statesOf.keys()])].sort().map((month) => {
    const [count, hash = "0"] = eventsOf.get(month) ?? [];
    const [reports, statesHash = "0", finished, inTime, open, minutes] = statesOf.get(month) ?? [];
    return {
      month,
      events: toNumber(count),
      events_hash: toText(hash),
      reports: toNumber(reports),
      states_hash: toText(statesHash),
      finished: toNumber(finished),
      finished_in_time: toNumber(inTime),
      open: toNumber(open),
      handling_minutes: toNumber(minutes),
    };
  });
  return { moment, months, dead_letters: toNumber(letters?.[0]) };
}

const TABLE = "backup_summary";

/** Puts the summary beside the tables that are to be backed up. */
export async function writeSummary(engine: Engine, database: string, summary: BackupSummary): Promise<void> {
  await engine.command(
    `CREATE TABLE ${database}.${TABLE} (summary String) ENGINE = MergeTree ORDER BY tuple()`,
  );
  await engine.command(
    bindLiterals(`INSERT INTO ${database}.${TABLE} SELECT {summary:String}`, {
      summary: JSON.stringify(summary),
    }),
  );
}

/** @throws StoreError `damaged_backup` when it is not there or cannot be read */
export async function readSummary(engine: Engine, database: string): Promise<BackupSummary> {
  const [row] = await readRows(engine, `SELECT summary FROM ${database}.${TABLE}`);
  const value: unknown = row === undefined ? null : JSON.parse(toText(row[0]));
  if (validator.Check(value)) return value;
  throw new StoreError(
    "damaged_backup",
    "the backup holds no summary of itself: it was not made by this product",
  );
}

export async function dropSummary(engine: Engine, database: string): Promise<void> {
  await engine.command(`DROP TABLE ${database}.${TABLE} SYNC`);
}

/** In what two summaries differ: `2026-11 events_hash`. */
export function compareSummaries(expected: BackupSummary, found: BackupSummary): string[] {
  const foundMonths = new Map(found.months.map((month) => [month.month, month]));
  const differences = expected.months.flatMap((month) => {
    const other = foundMonths.get(month.month);
    if (other === undefined) return [`${month.month} is missing`];
    return Object.entries(month)
      .filter(([name, value]) => !Object.entries(other).some(([key, held]) => key === name && held === value))
      .map(([name]) => `${month.month} ${name}`);
  });
  const known = new Set(expected.months.map(({ month }) => month));
  const extra = found.months
    .filter(({ month }) => !known.has(month))
    .map(({ month }) => `${month} is too many`);
  const letters = expected.dead_letters === found.dead_letters ? [] : ["dead_letters"];
  return [...differences, ...extra, ...letters];
}
