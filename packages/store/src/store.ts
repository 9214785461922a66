import type {
  AuditEntry,
  DeadLetter,
  IngestProcess,
  ObjectionRow,
  PeriodAct,
  PeriodFigures,
  ReportSnapshot,
  ReportState,
  StoredEvent,
} from "@toancanh/contracts";
import { backUp, dropDatabase, restoreAs } from "./backup/backup.ts";
import { type BackupPlace, closeGate, openGate } from "./backup/place.ts";
import type { BackupSummary } from "./backup/summary.ts";
import { writeFolder } from "./backup/write-folder.ts";
import { noteEvents } from "./checks/event-hash.ts";
import type { Examination } from "./checks/examination.ts";
import { examine, type MarkedReport, markTorn, readMarked, setAsideUnreadable } from "./checks/examine.ts";
import { keepNote, NO_NOTE } from "./checks/kept-note.ts";
import { bindLiterals } from "./engine/bind-literals.ts";
import { openEmbeddedEngine } from "./engine/embedded-engine.ts";
import type { Engine } from "./engine/engine.ts";
import { openServerEngine } from "./engine/server-engine.ts";
import { StoreError } from "./engine/store-error.ts";
import { createQueryRunner, type QueryRunner } from "./queries/run-query.ts";
import { encodeRows, encodeStates } from "./records/encode-rows.ts";
import { type ListedPeriodAct, toListedAct, toPeriodFigures } from "./records/period-acts.ts";
import { type EventSpan, type ReportKey, readEventSpan, readEvents } from "./records/read-events.ts";
import { hasEventsOf, readSnapshots } from "./records/read-snapshots.ts";
import {
  AUDIT_LOG,
  DEAD_LETTERS,
  FEED_POSITIONS,
  INGEST_PROCESSES,
  OBJECTIONS,
  PERIOD_ACTS_TABLE,
  REPORT_EVENTS,
  REPORT_SNAPSHOTS,
} from "./records/tables.ts";
import { findLostTables, migrate } from "./schema/migrate.ts";

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
  /** All events of the reports received in a span, as far as they were known by then, report after report. */
  readEventSpan(span: EventSpan): Promise<StoredEvent[]>;
  /** Adds an act of closing a period; none is ever changed. */
  appendPeriodAct(act: PeriodAct): Promise<void>;
  /** The acts of a period ("" = of all), oldest first, without their figures. */
  readPeriodActs(kind: string, period: string): Promise<ListedPeriodAct[]>;
  /** The figures that a revision fixed; null when there is no such revision. */
  readPeriodFigures(kind: string, period: string, revision: number): Promise<PeriodFigures | null>;
  /** Adds a version of an objection; none is ever changed. */
  appendObjection(row: ObjectionRow): Promise<void>;
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
  /** The latest snapshots of a source's reports, in no order. */
  readSnapshots(source: string, serviceRequestIds: readonly string[]): Promise<ReportSnapshot[]>;
  /** Each replaces the one before of its report. */
  writeSnapshots(rows: readonly ReportSnapshot[]): Promise<void>;
  /** Whether any event of that source is stored. */
  hasEventsOf(source: string): Promise<boolean>;
  /** Replaces what that process said before. */
  writeIngestProcess(process: IngestProcess): Promise<void>;
  /**
   * Reads everything stored and compares it with what was acknowledged (docs/reliability.md, Damage is told). Parts that
   * cannot be read are set aside, states that lack events are marked so. Takes seconds for a million reports.
   */
  examine(): Promise<Examination>;
  /** Reports whose states lack events or once did, as of the last {@link Store.examine}. */
  readMarkedReports(): Promise<MarkedReport[]>;
  /** Copies everything as it stands at one moment, while it goes on. `base`: only what is not in that backup. */
  backUp(to: BackupPlace, base: BackupPlace | null): Promise<BackupSummary>;
  /**
   * Restores a backup beside the data, compares it with what it says of itself, and removes it again.
   * @throws StoreError `damaged_backup`
   */
  verifyBackup(from: BackupPlace): Promise<BackupSummary>;
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
  const prepare = async () => {
    const lostTables = await findLostTables(engine);
    await migrate(engine, undefined, lostTables.length > 0);
    return { lostTables, newestPositionAt: await readNewestPositionAt(engine) };
  };
  try {
    const { lostTables, newestPositionAt } = await prepare().catch(async (error: unknown) => {
      if (error instanceof StoreError || !("path" in options)) throw error;
      // A part that cannot be read would keep the data directory from opening at all.
      if ((await setAsideUnreadable(engine)).length === 0) throw error;
      return prepare();
    });
    return createStore(engine, { ...options, database }, lostTables, newestPositionAt);
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

function createStore(
  engine: Engine,
  options: StoreOptions & { database: string },
  lostTables: readonly string[],
  newestPositionAt: number,
): Store {
  const { clock, database, blockOf = () => "" } = options;
  let lastPositionAt = newestPositionAt;
  const dataDir = "path" in options ? options.path : null;
  const note = dataDir === null ? NO_NOTE : keepNote(dataDir);
  /** One at a time: they share the gate, and each is heavy. */
  let lastUpkeep: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = lastUpkeep.then(work);
    lastUpkeep = turn.catch(() => undefined);
    return turn;
  };
  const throughGate = async <T>(place: BackupPlace, work: () => Promise<T>): Promise<T> => {
    if (place.kind !== "folder") return work();
    if (dataDir === null) {
      throw new StoreError("bad_backup_name", "a server keeps its backups on a disk of its own, or in S3");
    }
    await openGate(dataDir, place.dir);
    try {
      return await work();
    } finally {
      await closeGate(dataDir);
    }
  };
  const runner = createQueryRunner(engine);
  return {
    ...runner,
    async appendEvents(events) {
      if (events.length === 0) return;
      await engine.insert(encodeRows(REPORT_EVENTS, events));
      // Noted behind them: what is noted and not stored is a loss, the other way round a process died in between.
      await engine.insert(noteEvents(events));
    },
    async writeStates(rows) {
      if (rows.length > 0) await engine.insert(encodeStates(rows, blockOf));
    },
    readEvents: (keys) => readEvents(engine, keys),
    readEventSpan: (span) => readEventSpan(engine, span),
    appendPeriodAct: (act) => engine.insert(encodeRows(PERIOD_ACTS_TABLE, [act])),
    async readPeriodActs(kind, period) {
      return (await runner.query("period_acts", { kind, period })).map(toListedAct);
    },
    async readPeriodFigures(kind, period, revision) {
      const [row] = await runner.query("period_figures", { kind, period, revision });
      return row === undefined ? null : toPeriodFigures(row.figures);
    },
    appendObjection: (row) => engine.insert(encodeRows(OBJECTIONS, [row])),
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
    readSnapshots: (source, ids) => readSnapshots(engine, source, ids),
    async writeSnapshots(rows) {
      if (rows.length > 0) await engine.insert(encodeRows(REPORT_SNAPSHOTS, rows));
    },
    hasEventsOf: (source) => hasEventsOf(engine, source),
    writeIngestProcess: (process) => engine.insert(encodeRows(INGEST_PROCESSES, [process])),
    examine: () =>
      inTurn(async () => {
        const { torn, ...found } = await examine(engine, lostTables, note);
        await markTorn(engine, torn);
        return found;
      }),
    readMarkedReports: () => readMarked(engine),
    backUp: (to, base) =>
      inTurn(() => {
        const write = () => throughGate(to, () => backUp(engine, database, { to, base, now: clock.now }));
        return to.kind === "folder" ? writeFolder(to, write) : write();
      }),
    verifyBackup: (from) =>
      inTurn(() =>
        throughGate(from, async () => {
          const scratch = `${database}_verify`;
          await dropDatabase(engine, scratch);
          const summary = await restoreAs(engine, scratch, from);
          await dropDatabase(engine, scratch);
          return summary;
        }),
      ),
    close: () => engine.close(),
  };
}
