import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { type ClickHouseClient, ClickHouseLogLevel, createClient } from "@clickhouse/client";
import { ENGINE_SETTINGS, type Engine, type InsertBatch, type RowFormat } from "./engine.ts";

interface ServerOptions {
  url: string;
  username?: string;
  password?: string;
}

/** A ClickHouse server behind the standard client: same SQL, same settings, same bytes. */
export async function openServerEngine(options: ServerOptions, database: string): Promise<Engine> {
  const config = {
    ...options,
    // Errors go to the caller; the client's own log is not JSON and may quote statements.
    log: { level: ClickHouseLogLevel.OFF },
    clickhouse_settings: { ...ENGINE_SETTINGS, wait_end_of_query: 1 as const },
  };
  const bootstrap = createClient(config);
  try {
    await bootstrap.command({ query: `CREATE DATABASE IF NOT EXISTS ${database}` });
  } finally {
    await bootstrap.close();
  }
  return new ServerEngine(createClient({ ...config, database }));
}

class ServerEngine implements Engine {
  readonly #client: ClickHouseClient;

  constructor(client: ClickHouseClient) {
    this.#client = client;
  }

  async command(sql: string): Promise<void> {
    await this.#client.command({ query: sql });
  }

  async insert(batch: InsertBatch): Promise<void> {
    const columns = batch.columns.join(", ");
    // The token is a hash of the bytes: a repetition is recognised, and other rows can never be taken for one.
    const token = createHash("sha256").update(batch.payload).digest("hex");
    const result = await this.#client.exec({
      clickhouse_settings: { insert_deduplicate: 1, insert_deduplication_token: token },
      query: `INSERT INTO ${batch.table} (${columns}) FORMAT ${batch.format}`,
      values: Readable.from([batch.payload], { objectMode: false }),
    });
    await collect(result.stream);
  }

  async query(sql: string, format: RowFormat): Promise<Buffer> {
    const result = await this.#client.exec({ query: `${sql}\nFORMAT ${format}` });
    return collect(result.stream);
  }

  async maintain(sql: string, format: RowFormat): Promise<Buffer> {
    const result = await this.#client.exec({
      query: `${sql}\nFORMAT ${format}`,
      clickhouse_settings: { max_execution_time: 0 },
    });
    return collect(result.stream);
  }

  async commandAlone(statements: readonly string[]): Promise<void> {
    for (const sql of statements) await this.command(sql);
  }

  close(): Promise<void> {
    return this.#client.close();
  }
}

async function collect(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
