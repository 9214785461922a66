import type { ChdbConnection } from "chdb/connection";
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
/** How long close() lets queries end by themselves, and how long it then waits for those it has stopped. */
const CLOSE_GRACE_MS = 1500;
const CLOSE_LIMIT_MS = 2500;

/** Connections of one purpose. Any idle one takes the next job, so that one slow query delays no other. */
class Pool {
  readonly #idle: ChdbConnection[];
  readonly #size: number;
  readonly #waiting: { take: (connection: ChdbConnection) => void; refuse: (error: Error) => void }[] = [];
  readonly #drainListeners: (() => void)[] = [];

  constructor(connections: readonly ChdbConnection[]) {
    this.#idle = [...connections];
    this.#size = connections.length;
  }

  async run<T>(job: (connection: ChdbConnection) => Promise<T>): Promise<T> {
    const connection =
      this.#idle.pop() ??
      (await new Promise<ChdbConnection>((take, refuse) => this.#waiting.push({ take, refuse })));
    try {
      return await job(connection);
    } finally {
      const next = this.#waiting.shift();
      if (next) next.take(connection);
      else this.#idle.push(connection);
      if (this.#idle.length === this.#size) for (const listener of this.#drainListeners.splice(0)) listener();
    }
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
  const connections: ChdbConnection[] = [];
  try {
    const { createChdbConnection } = await import("chdb/connection");
    const connect = () => createChdbConnection({ path });
    const preamble = [
      `CREATE DATABASE IF NOT EXISTS ${database} ENGINE = Atomic`,
      `USE ${database}`,
      ...Object.entries(ENGINE_SETTINGS).map(([key, value]) => `SET ${key} = '${value}'`),
    ];
    for (let index = 0; index < WRITERS + READERS; index++) {
      const connection = connect();
      connections.push(connection);
      for (const sql of preamble) await connection.chdb.queryAsync(sql);
    }
    // A migration takes as long as it takes; only reads are bounded.
    for (const writer of connections.slice(0, WRITERS)) {
      await writer.chdb.queryAsync("SET max_execution_time = 0");
    }
    return new EmbeddedEngine(connections, connect, unlock);
  } catch (error) {
    for (const connection of connections) await connection.close();
    unlock();
    throw error;
  }
}

class EmbeddedEngine implements Engine {
  readonly #connections: readonly ChdbConnection[];
  readonly #writers: Pool;
  readonly #readers: Pool;
  readonly #connect: () => ChdbConnection;
  readonly #unlock: () => void;
  #closing: Promise<void> | null = null;

  constructor(connections: readonly ChdbConnection[], connect: () => ChdbConnection, unlock: () => void) {
    this.#connections = connections;
    this.#connect = connect;
    this.#writers = new Pool(connections.slice(0, WRITERS));
    this.#readers = new Pool(connections.slice(WRITERS));
    this.#unlock = unlock;
  }

  async command(sql: string): Promise<void> {
    this.#assertOpen();
    await this.#writers.run((connection) => connection.chdb.queryAsync(sql));
  }

  async insert(batch: InsertBatch): Promise<void> {
    this.#assertOpen();
    await this.#writers.run((connection) =>
      // The client would turn the rows into a string and back; this hands the bytes to the engine's parser.
      connection.chdb.rawInsert({
        table: batch.table,
        columns: [...batch.columns],
        values: batch.payload,
        format: batch.format,
      }),
    );
  }

  async query(sql: string, format: RowFormat): Promise<Buffer> {
    this.#assertOpen();
    const result = await this.#readers.run((connection) => connection.chdb.queryAsync(sql, { format }));
    const bytes = result.bytes();
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
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
      await this.#stopReads();
    }
    const drained = await this.#isDrainedWithin(CLOSE_LIMIT_MS);
    // chdb itself defers the end of a connection that still computes.
    for (const connection of this.#connections) await connection.close();
    // A query that still computes keeps the directory locked until the process ends: its pid in the lock is then void.
    if (drained) this.#unlock();
  }

  /** On a connection of its own: the others may all be busy. The process could not end before its queries do. */
  async #stopReads(): Promise<void> {
    const connection = this.#connect();
    await connection.chdb.queryAsync("KILL QUERY WHERE query_kind = 'Select' ASYNC");
    await connection.close();
  }

  async #isDrainedWithin(milliseconds: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), milliseconds);
    });
    const work = Promise.all([this.#writers.drained(), this.#readers.drained()]).then(() => true);
    const drained = await Promise.race([work, patience]);
    clearTimeout(timer);
    return drained;
  }
}

function closedError(): StoreError {
  return new StoreError("closed", "the store is closed");
}
