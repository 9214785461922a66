import type { DeadLetter, IngestProcess, ReportState, StoredEvent } from "@toancanh/contracts";
import { bindLiterals } from "./engine/bind-literals.ts";
import { openEmbeddedEngine } from "./engine/embedded-engine.ts";
import type { Engine } from "./engine/engine.ts";
import { openServerEngine } from "./engine/server-engine.ts";
import { StoreError } from "./engine/store-error.ts";
import { createQueryRunner, type QueryRunner } from "./queries/run-query.ts";
import {
  encodeDeadLetters,
  encodeEvents,
  encodeIngestProcess,
  encodePosition,
  encodeStates,
} from "./records/encode-rows.ts";
import { type ReportKey, readEvents } from "./records/read-events.ts";
import { migrate } from "./schema/migrate.ts";

interface CommonOptions {
  /** Database in the engine; default "toancanh". */
  database?: string;
  /** Block of an agency, written beside each assignment; "" when it has none. */
  blockOf?: (agency: string) => string;
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
  } catch (error) {
    await engine.close();
    throw error;
  }
  return createStore(engine, options.blockOf ?? (() => ""));
}

/** The row written last replaces the one before. */
const MARK_REPLAYED = `
INSERT INTO dead_letters (recorded_at, dead_letter_id, source, position, reason_code, field_path, message,
    schema_version, raw_sha256, raw, replayed_at)
SELECT recorded_at, dead_letter_id, source, position, reason_code, field_path, message,
    schema_version, raw_sha256, raw, {at:DateTime64(3, 'UTC')}
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

function createStore(engine: Engine, blockOf: (agency: string) => string): Store {
  // Positions are ordered by time: two written in one millisecond, or a clock set back, must keep their order.
  let lastPositionAt = 0;
  return {
    ...createQueryRunner(engine),
    async appendEvents(events) {
      if (events.length > 0) await engine.insert(encodeEvents(events));
    },
    async writeStates(rows) {
      if (rows.length > 0) await engine.insert(encodeStates(rows, blockOf));
    },
    readEvents: (keys) => readEvents(engine, keys),
    async writeDeadLetters(rows) {
      if (rows.length > 0) await engine.insert(encodeDeadLetters(rows));
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
      lastPositionAt = Math.max(lastPositionAt + 1, Date.now());
      await engine.insert(encodePosition(source, position, lastPositionAt));
    },
    writeIngestProcess: (process) => engine.insert(encodeIngestProcess(process)),
    close: () => engine.close(),
  };
}
