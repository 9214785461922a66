import { join, resolve } from "node:path";
import type { Session } from "chdb";
import { BACKUP_GATE } from "../backup/place.ts";
import { ENGINE_SETTINGS, type Engine, type InsertBatch, type RowFormat } from "./engine.ts";
import { lockDataDir } from "./lock-data-dir.ts";
import { StoreError } from "./store-error.ts";

/**
 * A chdb connection answers one query at a time, several on one path run side by side: these are what lets a
 * slow export not hold up the wall. Each running query takes a thread of libuv's pool (4 by default, 8 by our scripts).
 */
const READERS = 3;
/** The events of one batch are written while the states of the one before are. */
const WRITERS = 2;
/** What takes long holds up neither. */
const KEEPERS = 1;
/** How long close() lets queries end by themselves, and how long it then waits for those it has stopped. */
const CLOSE_GRACE_MS = 1500;
const CLOSE_LIMIT_MS = 2500;

/** Connections of one purpose. Any idle one takes the next job, so that one slow query delays no other. */
class Pool {
  readonly #idle: Session[];
  readonly #size: number;
  readonly #waiting: { take: (connection: Session) => void; refuse: (error: Error) => void }[] = [];
  readonly #drainListeners: (() => void)[] = [];
  #lastAlone: Promise<unknown> = Promise.resolve();

  constructor(connections: readonly Session[]) {
    this.#idle = [...connections];
    this.#size = connections.length;
  }

  async run<T>(job: (connection: Session) => Promise<T>): Promise<T> {
    const connection = await this.#take();
    try {
      return await job(connection);
    } finally {
      this.#giveBack(connection);
    }
  }

  /** Runs `job` while nothing else of the pool runs. One call after the other. */
  runAlone<T>(job: (connection: Session) => Promise<T>): Promise<T> {
    const turn = this.#lastAlone.then(() => this.#takeAll(job));
    this.#lastAlone = turn.catch(() => undefined);
    return turn;
  }

  async #takeAll<T>(job: (connection: Session) => Promise<T>): Promise<T> {
    const taken: Session[] = [];
    try {
      while (taken.length < this.#size - 1) taken.push(await this.#take());
      return await this.run(job);
    } finally {
      for (const connection of taken) this.#giveBack(connection);
    }
  }

  async #take(): Promise<Session> {
    return this.#idle.pop() ?? new Promise((take, refuse) => this.#waiting.push({ take, refuse }));
  }

  #giveBack(connection: Session): void {
    const next = this.#waiting.shift();
    if (next) next.take(connection);
    else this.#idle.push(connection);
    if (this.#idle.length === this.#size) for (const listener of this.#drainListeners.splice(0)) listener();
  }

  /** Rejects what has not begun. */
  refuseWaiting(): void {
    for (const { refuse } of this.#waiting.splice(0)) refuse(closedError());
  }

  /** Resolves when nothing is running or waiting any more. */
  drained(): Promise<void> {
    if (this.#idle.length === this.#size) return Promise.resolve();
    return new Promise((resolve) => this.#drainListeners.push(resolve));
  }
}

/**
 * ClickHouse in this process, on a data directory that is locked against other processes meanwhile.
 *
 * @throws StoreError `data_dir_in_use` | `data_dir_unwritable`
 */
export async function openEmbeddedEngine(path: string, database: string): Promise<Engine> {
  const unlock = lockDataDir(path);
  const connections: Session[] = [];
  try {
    const { Session: ChdbSession } = await import("chdb");
    const folder = resolve(path);
    // Arguments count at the first connection of a process only; later ones repeat them (docs/adr/0010).
    const connectionArgs = [`--backups.allowed_path=${join(folder, BACKUP_GATE)}`];
    const connect = () => new ChdbSession(folder, { connectionArgs });
    const preamble = [
      `CREATE DATABASE IF NOT EXISTS ${database} ENGINE = Atomic`,
      `USE ${database}`,
      ...Object.entries(ENGINE_SETTINGS).map(([key, value]) => `SET ${key} = '${value}'`),
      // No answer gets lost within a process. A table that remembers inserts would take rows of a part that was lost
      // since for stored, and drop them when they are sent again.
      "SET deduplicate_insert = 'disable'",
    ];
    for (let index = 0; index < WRITERS + READERS + KEEPERS; index++) {
      const connection = connect();
      connections.push(connection);
      for (const sql of preamble) await connection.queryAsync(sql);
    }
    // A migration or a backup takes as long as it takes; only reads are bounded.
    for (const unbounded of [...connections.slice(0, WRITERS), ...connections.slice(-KEEPERS)]) {
      await unbounded.queryAsync("SET max_execution_time = 0");
    }
    // What is kept in order in the background leaves the other cores to those who wait for an answer.
    for (const keeper of connections.slice(-KEEPERS)) await keeper.queryAsync("SET max_threads = 1");
    return new EmbeddedEngine(connections, connect, unlock);
  } catch (error) {
    for (const connection of connections) connection.close();
    unlock();
    throw error;
  }
}

class EmbeddedEngine implements Engine {
  readonly #connections: readonly Session[];
  readonly #writers: Pool;
  readonly #readers: Pool;
  readonly #keepers: Pool;
  readonly #connect: () => Session;
  readonly #unlock: () => void;
  #closing: Promise<void> | null = null;

  constructor(connections: readonly Session[], connect: () => Session, unlock: () => void) {
    this.#connections = connections;
    this.#connect = connect;
    this.#writers = new Pool(connections.slice(0, WRITERS));
    this.#readers = new Pool(connections.slice(WRITERS, WRITERS + READERS));
    this.#keepers = new Pool(connections.slice(-KEEPERS));
    this.#unlock = unlock;
  }

  async command(sql: string): Promise<void> {
    this.#assertOpen();
    await this.#writers.run((connection) => connection.queryAsync(sql));
  }

  async insert(batch: InsertBatch): Promise<void> {
    this.#assertOpen();
    await this.#writers.run((connection) =>
      // The client would turn the rows into a string and back; this hands the bytes to the engine's parser.
      connection.insert({
        table: batch.table,
        columns: [...batch.columns],
        values: batch.payload,
        format: batch.format,
      }),
    );
  }

  async query(sql: string, format: RowFormat): Promise<Buffer> {
    this.#assertOpen();
    return ask(this.#readers, sql, format);
  }

  async maintain(sql: string, format: RowFormat): Promise<Buffer> {
    this.#assertOpen();
    return ask(this.#keepers, sql, format);
  }

  async commandAlone(statements: readonly string[]): Promise<void> {
    this.#assertOpen();
    await this.#writers.runAlone(async (connection) => {
      for (const sql of statements) await connection.queryAsync(sql);
    });
  }

  close(): Promise<void> {
    this.#closing ??= this.#drainAndClose();
    return this.#closing;
  }

  #assertOpen(): void {
    if (this.#closing !== null) throw closedError();
  }

  async #drainAndClose(): Promise<void> {
    if (!(await this.#isDrainedWithin(CLOSE_GRACE_MS))) {
      // A reader can ask again. A write is let end: its caller could not tell whether the rows were stored.
      this.#readers.refuseWaiting();
      this.#keepers.refuseWaiting();
      await this.#stopReads();
    }
    const drained = await this.#isDrainedWithin(CLOSE_LIMIT_MS);
    // chdb itself defers the end of a connection that still computes.
    for (const connection of this.#connections) connection.close();
    // A query that still computes keeps the directory locked until the process ends: its pid in the lock is then void.
    if (drained) this.#unlock();
  }

  /** On a connection of its own: the others may all be busy. The process could not end before its queries do. */
  async #stopReads(): Promise<void> {
    const connection = this.#connect();
    await connection.queryAsync(
      "KILL QUERY WHERE query_kind IN ('Select', 'Check', 'Backup', 'Restore') ASYNC",
    );
    connection.close();
  }

  async #isDrainedWithin(milliseconds: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), milliseconds);
    });
    const pools = [this.#writers, this.#readers, this.#keepers];
    const work = Promise.all(pools.map((pool) => pool.drained())).then(() => true);
    const drained = await Promise.race([work, patience]);
    clearTimeout(timer);
    return drained;
  }
}

async function ask(pool: Pool, sql: string, format: RowFormat): Promise<Buffer> {
  const result = await pool.run((connection) => connection.queryAsync(sql, { format }));
  const bytes = result.bytes();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function closedError(): StoreError {
  return new StoreError("closed", "the store is closed");
}
