import type { AuditEntry, DeadLetter, IngestProcess, ReportState, StoredEvent } from "@toancanh/contracts";
import { bindLiterals } from "./engine/bind-literals.ts";
import { openEmbeddedEngine } from "./engine/embedded-engine.ts";
import type { Engine } from "./engine/engine.ts";
import { openServerEngine } from "./engine/server-engine.ts";
import { StoreError } from "./engine/store-error.ts";
import { createQueryRunner, type QueryRunner } from "./queries/run-query.ts";
import { encodeRows, encodeStates } from "./records/encode-rows.ts";
import { type ReportKey, readEvents } from "./records/read-events.ts";
import {
  AUDIT_LOG,
  DEAD_LETTERS,
  FEED_POSITIONS,
  INGEST_PROCESSES,
  REPORT_EVENTS,
} from "./records/tables.ts";
import { migrate } from "./schema/migrate.ts";

interface CommonOptions {
  /** Database in the engine; default "toancanh". */
  database?: string;
  /** Block of an agency, written beside each assignment; "" when it has none. */
  blockOf?: (agency: string) => string;
  /** Epoch milliseconds: when a position was written. */
  clock: { now(): number };
}

/** A data directory for the embedded engine, or a server. */
export type StoreOptions = CommonOptions &
  ({ path: string } | { url: string; username?: string; password?: string });

/** Everything the product asks of ClickHouse. Errors of the engine reject as they are. */
export interface Store extends QueryRunner {
  /** Resolves when the events are durable; the same event twice is stored as one. */
  appendEvents(events: readonly StoredEvent[]): Promise<void>;
  /** Resolves when the rows are durable; of one report the row of the highest `version` is read. */
  writeStates(rows: readonly ReportState[]): Promise<void>;
  /** All events of those reports, in order of report and event id; none for an unknown report. */
  readEvents(keys: readonly ReportKey[]): Promise<StoredEvent[]>;
  /** The same `dead_letter_id` twice counts once. */
  writeDeadLetters(rows: readonly DeadLetter[]): Promise<void>;
  /** Notes dead letters as replayed at that time (epoch ms): they no longer wait. */
  markReplayed(ids: readonly string[], at: number): Promise<void>;
  /** What was last written for the source, or null. */
  readPosition(source: string): Promise<string | null>;
  /** `position` is text of the source's own, usually JSON. */
  writePosition(source: string, position: string): Promise<void>;
  /** For the audit log (audit-log.ts) alone, which chains them. */
  writeAuditEntries(entries: readonly AuditEntry[]): Promise<void>;
  /** Replaces what that process said before. */
  writeIngestProcess(process: IngestProcess): Promise<void>;
  /** Lets running work end (≤ 4 s), then releases the data directory. Later calls reject with code `closed`. */
  close(): Promise<void>;
}

/**
 * Opens the store and brings its schema forward.
 *
 * @throws StoreError `data_dir_in_use` | `data_dir_unwritable` | `migration_changed` | `migration_unknown`
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const database = options.database ?? "toancanh";
  if (!/^[A-Za-z_]\w*$/.test(database)) {
    throw new StoreError("bad_query_parameter", `database name ${database} must be letters, digits and _`);
  }
  const engine =
    "path" in options
      ? await openEmbeddedEngine(options.path, database)
      : await openServerEngine(serverOptions(options), database);
  try {
    await migrate(engine);
    return createStore(engine, options, await readNewestPositionAt(engine));
  } catch (error) {
    await engine.close();
    throw error;
  }
}

const LETTER_COLUMNS = DEAD_LETTERS.columns.map(({ name }) => name).join(", ");

/** The row written last replaces the one before. */
const MARK_REPLAYED = `
INSERT INTO dead_letters (${LETTER_COLUMNS}, replayed_at)
SELECT ${LETTER_COLUMNS}, {at:DateTime64(3, 'UTC')}
FROM dead_letters FINAL
WHERE dead_letter_id IN {ids:Array(String)}`;

function serverOptions(options: { url: string; username?: string; password?: string }) {
  const { url, username, password } = options;
  return {
    url,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
  };
}

/** When a position was last written, epoch milliseconds; 0 when none was. */
async function readNewestPositionAt(engine: Engine): Promise<number> {
  const sql = "SELECT toUnixTimestamp64Milli(max(recorded_at)) FROM feed_positions";
  return Number((await engine.query(sql, "TSV")).toString("utf8"));
}

function createStore(engine: Engine, options: StoreOptions, newestPositionAt: number): Store {
  const { clock, blockOf = () => "" } = options;
  let lastPositionAt = newestPositionAt;
  return {
    ...createQueryRunner(engine),
    async appendEvents(events) {
      if (events.length > 0) await engine.insert(encodeRows(REPORT_EVENTS, events));
    },
    async writeStates(rows) {
      if (rows.length > 0) await engine.insert(encodeStates(rows, blockOf));
    },
    readEvents: (keys) => readEvents(engine, keys),
    async writeDeadLetters(rows) {
      if (rows.length > 0) await engine.insert(encodeRows(DEAD_LETTERS, rows));
    },
    async markReplayed(ids, at) {
      if (ids.length > 0) await engine.command(bindLiterals(MARK_REPLAYED, { ids: [...ids], at }));
    },
    async readPosition(source) {
      const sql = "SELECT position FROM feed_positions FINAL WHERE source = {source:String}";
      const answer = await engine.query(bindLiterals(sql, { source }), "JSONCompactEachRow");
      if (answer.length === 0) return null;
      const row: unknown = JSON.parse(answer.toString("utf8"));
      const position: unknown = Array.isArray(row) ? row[0] : undefined;
      if (typeof position !== "string") throw new StoreError("unexpected_row", "a feed position is not text");
      return position;
    },
    async writePosition(source, position) {
      // Of a source the row with the highest time is read. Two rows written in one millisecond, or by a clock that
      // has been set back since the last run, must keep their order.
      lastPositionAt = Math.max(lastPositionAt + 1, clock.now());
      const recorded_at = lastPositionAt;
      await engine.insert(encodeRows(FEED_POSITIONS, [{ source, position, recorded_at }]));
    },
    async writeAuditEntries(entries) {
      if (entries.length > 0) await engine.insert(encodeRows(AUDIT_LOG, entries));
    },
    writeIngestProcess: (process) => engine.insert(encodeRows(INGEST_PROCESSES, [process])),
    close: () => engine.close(),
  };
}
