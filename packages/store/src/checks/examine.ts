import { bindLiterals } from "../engine/bind-literals.ts";
import type { Engine } from "../engine/engine.ts";
import type { ReportKey } from "../records/read-events.ts";
import { readRows, toNumber, toText } from "./answer-rows.ts";
import { EVENT_HASH } from "./event-hash.ts";
import {
  type DamagedPart,
  type Examination,
  MAX_TORN,
  type MonthLoss,
  type TornReport,
} from "./examination.ts";
import type { KeptNote } from "./kept-note.ts";

/** Every table of the database but the one whose rows are worth nothing after a minute. */
const CHECKED_TABLES =
  "SELECT name FROM system.tables WHERE database = currentDatabase() AND engine LIKE '%MergeTree' " +
  "AND name != 'ingest_processes' ORDER BY name";
/**
 * What arrives while two tables are read, one after the other, may look like a loss: so few suspects are looked up once
 * more. More than that never arrive in a moment.
 */
const MAX_SUSPECTS = 20_000;

export interface Examined extends Examination {
  /** All torn reports, for the marks of {@link markTorn}. */
  torn: TornReport[];
}

/**
 * Reads everything stored once and compares: the parts of each table with their checksums, the events with what was
 * acknowledged, the states with the events they were folded from. Parts that cannot be read are set aside, so that
 * reads of the others go on. Rows that arrive meanwhile do no harm. Takes seconds for a million reports.
 */
export async function examine(
  engine: Engine,
  lostTables: readonly string[],
  note: KeptNote,
): Promise<Examined> {
  const unreadable = await setAsideUnreadable(engine);
  const parts = [...unreadable, ...(await readDetached(engine, unreadable))];
  const acknowledged = await countByMonth(
    engine,
    "SELECT month, count(), toString(groupBitXor(event_hash)) FROM acknowledged_events FINAL GROUP BY month ORDER BY month",
  );
  const stored = await countByMonth(
    engine,
    `SELECT toYYYYMM(received_at) AS month, count(), toString(groupBitXor(${EVENT_HASH})) FROM report_events FINAL GROUP BY month`,
  );
  const months: MonthLoss[] = [];
  for (const [month, noted] of acknowledged) {
    const there = stored.get(month);
    if (there?.count === noted.count && there.hash === noted.hash) continue;
    const missing = await countMissing(engine, month);
    if (missing > 0) months.push({ month: showMonth(month), acknowledged: noted.count, missing });
    else await ifWritable(noteStored(engine, month));
  }
  for (const month of stored.keys())
    if (!acknowledged.has(month)) await ifWritable(noteStored(engine, month));
  const counts = new Map([...acknowledged].map(([month, { count }]) => [showMonth(month), count]));
  const forgotten = await note.findForgotten(counts);
  const torn = await findTorn(engine, months);
  const [reports] = await readRows(engine, "SELECT count() FROM report_state FINAL");
  const found: Examined = {
    lost_tables: [...lostTables],
    parts,
    months,
    forgotten_months: forgotten,
    torn_reports: torn.slice(0, MAX_TORN),
    torn_report_count: torn.length,
    events: [...stored.values()].reduce((sum, { count }) => sum + count, 0),
    reports: toNumber(reports?.[0]),
    torn,
  };
  if (months.length === 0 && forgotten.length === 0) await ifWritable(note.write(counts));
  return found;
}

/**
 * What an examination writes down for the next one: on a disk that cannot be written the next one does it. What is found
 * is said all the same, and what watches the disk tells of it.
 */
function ifWritable(write: Promise<void>): Promise<void> {
  return write.catch(() => undefined);
}

/** Marks states as lacking events, and gives them a version that the next event's state overtakes (docs/adr/0010). */
export async function markTorn(engine: Engine, torn: readonly TornReport[]): Promise<void> {
  if (torn.length === 0) return;
  const rows = await readRows(
    engine,
    "SELECT name FROM system.columns WHERE database = currentDatabase() AND table = 'report_state' AND default_kind = ''",
  );
  const columns = rows.map(([name]) => `\`${toText(name)}\``);
  const lines = torn.map(
    (report) => `${JSON.stringify([report.received_at, report.service_request_id, report.events_stored])}\n`,
  );
  const sql = `
    INSERT INTO report_state (${columns.join(", ")})
    SELECT ${columns.join(", ")}
    FROM
    (
        SELECT s.* REPLACE (
            arrayPushBack(s.flags, 'events_missing') AS flags,
            s.version + 1 + t.stored AS version,
            toUInt32(t.stored) AS event_count,
            toUInt32(0) AS conflict_count)
        FROM (SELECT * FROM report_state FINAL) AS s
        INNER JOIN
        (
            SELECT fromUnixTimestamp64Milli(ms, 'UTC') AS received_at, key AS service_request_id, stored
            FROM format(JSONCompactEachRow, 'ms Int64, key String, stored UInt32', {keys:String})
        ) AS t USING (received_at, service_request_id)
        WHERE NOT has(s.flags, 'events_missing')
    )`;
  await engine.command(bindLiterals(sql, { keys: lines.join("") }));
}

/** A report whose state once lacked events: what its versions begin above, and whether it lacks them still. */
export interface MarkedReport extends ReportKey {
  floor: number;
  is_torn: boolean;
}

/** Reports whose states carry a version above the number of their events. */
export async function readMarked(engine: Engine): Promise<MarkedReport[]> {
  const rows = await readRows(
    engine,
    `SELECT service_request_id, toUnixTimestamp64Milli(received_at), version - event_count - conflict_count, has(flags, 'events_missing')
     FROM report_state FINAL
     WHERE version != event_count + conflict_count`,
  );
  return rows.map(([id, at, floor, torn]) => ({
    service_request_id: toText(id),
    received_at: toNumber(at),
    floor: toNumber(floor),
    is_torn: toNumber(torn) === 1,
  }));
}

/** Reads every part through; what fails its checksums leaves its table. */
export async function setAsideUnreadable(engine: Engine): Promise<DamagedPart[]> {
  const found: DamagedPart[] = [];
  for (const [name] of await readRows(engine, CHECKED_TABLES)) {
    const table = toText(name);
    const rows = await readRows(engine, `CHECK TABLE ${table}`);
    for (const [path, passed, message] of rows) {
      if (toNumber(passed) === 1) continue;
      const part = toText(path);
      found.push({ table, part, reason: firstLine(toText(message)) });
      await engine.command(bindLiterals(`ALTER TABLE ${table} DETACH PART {part:String}`, { part }));
    }
  }
  return found;
}

/** What lies in the folders `detached` beside what was just put there. */
async function readDetached(engine: Engine, known: readonly DamagedPart[]): Promise<DamagedPart[]> {
  const rows = await readRows(
    engine,
    "SELECT table, name, ifNull(reason, '') FROM system.detached_parts WHERE database = currentDatabase() ORDER BY table, name",
  );
  return rows
    .map(
      ([table, part, reason]): DamagedPart => ({
        table: toText(table),
        part: toText(part),
        reason: toText(reason),
      }),
    )
    .filter(({ table, part }) => !known.some((one) => one.table === table && part.endsWith(one.part)));
}

interface MonthCount {
  count: number;
  hash: string;
}

async function countByMonth(engine: Engine, sql: string): Promise<Map<number, MonthCount>> {
  const rows = await readRows(engine, sql);
  return new Map(
    rows.map(([month, count, hash]) => [toNumber(month), { count: toNumber(count), hash: toText(hash) }]),
  );
}

const STORED_HASHES = `SELECT ${EVENT_HASH} FROM report_events WHERE toYYYYMM(received_at) = {month:UInt32}`;

/** Acknowledged events of a month that are not stored. */
async function countMissing(engine: Engine, month: number): Promise<number> {
  const suspects = await readRows(
    engine,
    bindLiterals(
      `SELECT toString(event_hash) FROM acknowledged_events FINAL
       WHERE month = {month:UInt32} AND event_hash NOT IN (${STORED_HASHES})
       LIMIT ${MAX_SUSPECTS + 1}`,
      { month },
    ),
  );
  if (suspects.length === 0) return 0;
  const [counted] =
    suspects.length > MAX_SUSPECTS
      ? await readRows(
          engine,
          bindLiterals(
            `SELECT count() FROM acknowledged_events FINAL WHERE month = {month:UInt32} AND event_hash NOT IN (${STORED_HASHES})`,
            { month },
          ),
        )
      : await readRows(
          engine,
          bindLiterals(
            `SELECT count() FROM format(JSONCompactEachRow, 'h UInt64', {hashes:String}) WHERE h NOT IN (${STORED_HASHES})`,
            { month, hashes: suspects.map(([hash]) => `["${toText(hash)}"]\n`).join("") },
          ),
        );
  return toNumber(counted?.[0]);
}

/** Events that are stored and were not noted, since their process died between the two: noted now. */
async function noteStored(engine: Engine, month: number): Promise<void> {
  const sql = `
    INSERT INTO acknowledged_events
    SELECT DISTINCT {month:UInt32} AS month, ${EVENT_HASH} AS event_hash FROM report_events
    WHERE toYYYYMM(received_at) = {month:UInt32}
        AND event_hash NOT IN (SELECT event_hash FROM acknowledged_events WHERE month = {month:UInt32})`;
  await engine.command(bindLiterals(sql, { month }));
}

/** Reports with a state of more events than are stored, and those marked before whose month still lacks events. */
async function findTorn(engine: Engine, losses: readonly MonthLoss[]): Promise<TornReport[]> {
  const months = await readRows(engine, "SELECT DISTINCT toYYYYMM(received_at) FROM report_state");
  const torn: TornReport[] = [];
  for (const [month] of months) torn.push(...(await findTornOfMonth(engine, toNumber(month))));
  const lacking = new Set(losses.map(({ month }) => month));
  for (const { service_request_id, received_at, floor, is_torn } of await readMarked(engine)) {
    if (!is_torn || !lacking.has(new Date(received_at).toISOString().slice(0, 7))) continue;
    torn.push({ service_request_id, received_at, events_folded: floor - 1, events_stored: 0 });
  }
  return torn;
}

const EVENTS_OF_REPORTS = `
SELECT received_at, service_request_id, uniqExact(id, payload_hash) AS events
FROM report_events
WHERE toYYYYMM(received_at) = {month:UInt32}
GROUP BY received_at, service_request_id`;

async function findTornOfMonth(engine: Engine, month: number): Promise<TornReport[]> {
  const suspects = await readRows(
    engine,
    bindLiterals(
      `SELECT s.service_request_id, toUnixTimestamp64Milli(s.received_at), s.folded, e.events
       FROM
       (
           SELECT received_at, service_request_id, event_count + conflict_count AS folded
           FROM report_state FINAL
           WHERE toYYYYMM(received_at) = {month:UInt32}
       ) AS s
       LEFT JOIN (${EVENTS_OF_REPORTS}) AS e USING (received_at, service_request_id)
       WHERE s.folded > e.events
       ORDER BY s.received_at, s.service_request_id`,
      { month },
    ),
  );
  const torn = suspects.map(([id, at, folded, stored]) => ({
    service_request_id: toText(id),
    received_at: toNumber(at),
    events_folded: toNumber(folded),
    events_stored: toNumber(stored),
  }));
  if (torn.length === 0 || torn.length > MAX_SUSPECTS) return torn;
  const again = await readRows(
    engine,
    bindLiterals(
      `SELECT service_request_id, toUnixTimestamp64Milli(received_at), events FROM (${EVENTS_OF_REPORTS})
       WHERE (received_at, service_request_id) IN
       (
           SELECT fromUnixTimestamp64Milli(ms, 'UTC'), key FROM format(JSONCompactEachRow, 'ms Int64, key String', {keys:String})
       )`,
      {
        month,
        keys: torn.map((one) => `${JSON.stringify([one.received_at, one.service_request_id])}\n`).join(""),
      },
    ),
  );
  const events = new Map(again.map(([id, at, count]) => [`${toNumber(at)} ${toText(id)}`, toNumber(count)]));
  return torn.flatMap((one) => {
    const events_stored = events.get(`${one.received_at} ${one.service_request_id}`) ?? 0;
    return one.events_folded > events_stored ? [{ ...one, events_stored }] : [];
  });
}

function showMonth(month: number): string {
  return `${Math.floor(month / 100)}-${String(month % 100).padStart(2, "0")}`;
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0]?.slice(0, 300) ?? "";
}
