import type { ChdbConnection } from "chdb/connection";
import { ENGINE_SETTINGS, type Engine, type InsertBatch, type RowFormat } from "./engine.ts";
import { lockDataDir } from "./lock-data-dir.ts";
import { StoreError } from "./store-error.ts";

/**
 * A chdb connection answers one query at a time, several on one path run side by side: these are what lets a
 * slow export not hold up the wall. Each running query takes a thread of libuv's pool (4 by default).
 */
const READERS = 3;
/** How long close() waits for what is running; the promise to stop is 10 s for the whole process. */
const CLOSE_GRACE_MS = 4000;

/** One connection and what waits for it, first come first served. */
class Lane {
  readonly #connection: ChdbConnection;
  #tail: Promise<unknown> = Promise.resolve();
  waiting = 0;

  constructor(connection: ChdbConnection) {
    this.#connection = connection;
  }

  run<T>(job: (connection: ChdbConnection) => Promise<T>): Promise<T> {
    this.waiting++;
    const result = this.#tail.then(() => job(this.#connection));
    this.#tail = result.then(
      () => this.waiting--,
      () => this.waiting--,
    );
    return result;
  }

  /** Resolves when nothing is running or waiting any more. */
  async idle(): Promise<void> {
    await this.#tail;
  }

  close(): Promise<void> {
    return this.#connection.close();
  }
}

/**
 * ClickHouse in this process on a data directory that nobody else may use meanwhile.
 *
 * @throws StoreError `data_dir_in_use` | `data_dir_unwritable`
 */
export async function openEmbeddedEngine(path: string, database: string): Promise<Engine> {
  const unlock = lockDataDir(path);
  const lanes: Lane[] = [];
  try {
    const { createChdbConnection } = await import("chdb/connection");
    const settings = Object.entries(ENGINE_SETTINGS).map(([key, value]) =>
      typeof value === "number" ? `SET ${key} = ${value}` : `SET ${key} = '${value}'`,
    );
    const openLane = async (): Promise<Lane> => {
      const connection = createChdbConnection({ path });
      const lane = new Lane(connection);
      lanes.push(lane);
      for (const sql of [`CREATE DATABASE IF NOT EXISTS ${database} ENGINE = Atomic`, `USE ${database}`]) {
        await connection.chdb.queryAsync(sql);
      }
      for (const sql of settings) await connection.chdb.queryAsync(sql);
      return lane;
    };
    const writer = await openLane();
    const readers = [];
    for (let index = 0; index < READERS; index++) readers.push(await openLane());
    return new EmbeddedEngine(writer, readers, unlock);
  } catch (error) {
    for (const lane of lanes) await lane.close();
    unlock();
    throw error;
  }
}

class EmbeddedEngine implements Engine {
  readonly #writer: Lane;
  readonly #readers: readonly Lane[];
  readonly #unlock: () => void;
  #closing: Promise<void> | null = null;

  constructor(writer: Lane, readers: readonly Lane[], unlock: () => void) {
    this.#writer = writer;
    this.#readers = readers;
    this.#unlock = unlock;
  }

  async command(sql: string): Promise<void> {
    this.#assertOpen();
    await this.#writer.run((connection) => connection.chdb.queryAsync(sql));
  }

  async insert(batch: InsertBatch): Promise<void> {
    this.#assertOpen();
    await this.#writer.run((connection) =>
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
    const result = await this.#leastBusy().run((connection) => connection.chdb.queryAsync(sql, { format }));
    const bytes = result.bytes();
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  close(): Promise<void> {
    this.#closing ??= this.#drainAndClose();
    return this.#closing;
  }

  #leastBusy(): Lane {
    return this.#readers.reduce((best, lane) => (lane.waiting < best.waiting ? lane : best));
  }

  #assertOpen(): void {
    if (this.#closing !== null) throw new StoreError("closed", "the store is closed");
  }

  async #drainAndClose(): Promise<void> {
    const lanes = [this.#writer, ...this.#readers];
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), CLOSE_GRACE_MS);
    });
    const drained = await Promise.race([
      Promise.all(lanes.map((lane) => lane.idle())).then(() => true),
      patience,
    ]);
    clearTimeout(timer);
    // chdb itself defers the end of a connection that still computes.
    for (const lane of lanes) await lane.close();
    // Whoever still computes holds the directory until the process ends; the pid in the lock then frees it.
    if (drained) this.#unlock();
  }
}
