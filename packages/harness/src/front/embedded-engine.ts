import { isUtf8 } from "node:buffer";
import { type RawInsertFormat, Session } from "chdb";
import { CODE, createFrontError } from "./front-error.ts";
import { classifyStatement, parseInsertHead, quoteLiteral, quoteName } from "./statements.ts";

/** One statement as it came over HTTP. */
export interface StatementRequest {
  sql: string;
  /** Null = the engine's own. */
  database: string | null;
  settings: ReadonlyMap<string, string>;
  /** Values of `{name:Type}` as HTTP carries them: escaped text. */
  params: ReadonlyMap<string, string>;
  /** Output format when the statement names none. */
  defaultFormat: string;
  /** Rows of an INSERT that came apart from its text; null when there are none. */
  data: Buffer | null;
}

/** What the engine answered; counts as in X-ClickHouse-Summary. */
export interface StatementResult {
  bytes: Uint8Array;
  readRows: number;
  readBytes: number;
  writtenRows: number;
  writtenBytes: number;
  elapsedSeconds: number;
}

const RAW_FORMATS: readonly RawInsertFormat[] = [
  "JSONEachRow",
  "JSONCompactEachRow",
  "CSV",
  "CSVWithNames",
  "TSV",
  "TabSeparated",
  "TSVWithNames",
  "TabSeparatedWithNames",
];
const NOTHING_WRITTEN = { writtenRows: 0, writtenBytes: 0 };
const NOTHING = {
  bytes: new Uint8Array(0),
  readRows: 0,
  readBytes: 0,
  elapsedSeconds: 0,
  ...NOTHING_WRITTEN,
};

/**
 * One connection to the embedded engine, one statement at a time. Settings and database of a connection are
 * sticky, those of an HTTP request are its own: before each statement the difference is set or taken back.
 */
class Lane {
  readonly #session: Session;
  /** Settings in force beyond the connection's own; null = not known after an error. */
  #settings: Map<string, string> | null = new Map();
  readonly #touched = new Set<string>();
  #database: string | null = null;
  #home = "";

  constructor(session: Session) {
    this.#session = session;
  }

  async open(): Promise<void> {
    this.#home = (await this.#session.queryAsync("SELECT currentDatabase()", { format: "TSV" }))
      .text()
      .trim();
  }

  async run(request: StatementRequest): Promise<StatementResult> {
    await this.#applySettings(request.settings);
    await this.#applyDatabase(request.database);
    return request.data === null ? this.#query(request, request.sql) : this.#insert(request, request.data);
  }

  close(): void {
    this.#session.close();
  }

  async #applySettings(wanted: ReadonlyMap<string, string>): Promise<void> {
    const current = this.#settings;
    const stale = [...(current === null ? this.#touched : current.keys())].filter(
      (name) => !wanted.has(name),
    );
    const fresh = [...wanted].filter(([name, value]) => current?.get(name) !== value);
    const clauses = [
      ...stale.map((name) => `${quoteName(name)} = DEFAULT`),
      ...fresh.map(([name, value]) => `${quoteName(name)} = ${quoteLiteral(value)}`),
    ];
    if (clauses.length === 0) return;
    this.#settings = null;
    await this.#session.queryAsync(`SET ${clauses.join(", ")}`);
    for (const [name] of fresh) this.#touched.add(name);
    this.#settings = new Map(wanted);
  }

  async #applyDatabase(wanted: string | null): Promise<void> {
    if (wanted === this.#database) return;
    await this.#session.queryAsync(`USE ${quoteName(wanted ?? this.#home)}`);
    this.#database = wanted;
  }

  async #query(request: StatementRequest, sql: string): Promise<StatementResult> {
    const options = { format: request.defaultFormat };
    const params = [...request.params].map(
      ([name, value]) => `${quoteName(`param_${name}`)} = ${quoteLiteral(value)}`,
    );
    // The binder drops every parameter behind its call, also those SET here: none outlives its request.
    const result =
      params.length === 0
        ? await this.#session.queryAsync(sql, options)
        : await this.#session.queryBindAsync(`SET ${params.join(", ")}; ${sql}`, { harness: 0 }, options);
    return {
      bytes: result.bytes(),
      readRows: result.rowsRead,
      readBytes: result.bytesRead,
      elapsedSeconds: result.elapsed,
      ...NOTHING_WRITTEN,
    };
  }

  async #insert(request: StatementRequest, data: Buffer): Promise<StatementResult> {
    if (data.length === 0) return NOTHING;
    const head = parseInsertHead(request.sql);
    const format = RAW_FORMATS.find((name) => name === head?.format);
    if (head !== null && format !== undefined) {
      const summary = await this.#session.insert({
        table: head.table,
        values: data,
        format,
        ...(head.columns === null ? {} : { columns: head.columns }),
      });
      const { rowsWritten, bytesWritten, elapsed } = summary;
      return { ...NOTHING, writtenRows: rowsWritten, writtenBytes: bytesWritten, elapsedSeconds: elapsed };
    }
    if (classifyStatement(request.sql) !== "insert" || !isUtf8(data)) {
      throw createFrontError(CODE.notImplemented, "the front takes rows of an INSERT in text formats only");
    }
    return this.#query(request, `${request.sql}\n${data.toString("utf8")}`);
  }
}

/** A few connections to one embedded engine; a statement takes the first that is free, in order of arrival. */
export class EmbeddedEngine {
  readonly #free: Lane[];
  readonly #lanes: readonly Lane[];
  readonly #waiting: ((lane: Lane) => void)[] = [];
  readonly #running = new Set<Promise<unknown>>();
  readonly version: string;

  private constructor(lanes: readonly Lane[], version: string) {
    this.#lanes = lanes;
    this.#free = [...lanes];
    this.version = version;
  }

  /** Opens `connections` connections on a data directory. @param backupDir behind the disk `backups` */
  static async open(path: string, connections: number, backupDir?: string): Promise<EmbeddedEngine> {
    const lanes: Lane[] = [];
    const disk = "--storage_configuration.disks.backups";
    const connectionArgs =
      backupDir === undefined
        ? []
        : [`${disk}.type=local`, `${disk}.path=${backupDir}/`, "--backups.allowed_disk=backups"];
    let version = "";
    try {
      for (let index = 0; index < connections; index += 1) {
        const session = new Session(path, { connectionArgs });
        const lane = new Lane(session);
        lanes.push(lane);
        // A server reads no bare expression as a SELECT.
        await session.queryAsync("SET implicit_select = 0");
        version = (await session.queryAsync("SELECT version()", { format: "TSV" })).text().trim();
        await lane.open();
      }
    } catch (error) {
      for (const lane of lanes) lane.close();
      throw error;
    }
    return new EmbeddedEngine(lanes, version);
  }

  /** Runs one statement. Rejects with the engine's error, whose text starts with `Code: N.`. */
  async run(request: StatementRequest): Promise<StatementResult> {
    const lane = this.#free.shift() ?? (await new Promise<Lane>((resolve) => this.#waiting.push(resolve)));
    const work = lane.run(request);
    this.#running.add(work);
    try {
      return await work;
    } finally {
      this.#running.delete(work);
      const next = this.#waiting.shift();
      if (next === undefined) this.#free.push(lane);
      else next(lane);
    }
  }

  /** Waits for what runs, then closes every connection. */
  async close(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled(this.#running);
    for (const lane of this.#lanes) lane.close();
  }
}
