import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { EmbeddedEngine, type StatementResult } from "./embedded-engine.ts";
import { FrontAnswer } from "./front-answer.ts";
import { CODE, createFrontError, toFrontError } from "./front-error.ts";
import { FaultBook, type FaultRule, type FrontFaults } from "./front-faults.ts";
import { decodeRequest, type FrontRequest, readBody, readCredentials } from "./front-request.ts";
import { classifyStatement } from "./statements.ts";

export interface FrontOptions {
  /** Data directory, kept across starts. Without it a temporary one is used and removed by `stop`. */
  path?: string;
  /** Port of 127.0.0.1; a free one without it. */
  port?: number;
  /** Name → password; `{ default: "" }` without it. */
  users?: Readonly<Record<string, string>>;
  /** Statements that run side by side; default 3. */
  connections?: number;
  /** Folder behind the disk `backups`, to which BACKUP and RESTORE are allowed, as a server's configuration names it. */
  backupDir?: string;
}

/** A running front. */
export interface ClickHouseFront {
  /** What goes into `createClient({ url })`. */
  readonly url: string;
  readonly faults: FrontFaults;
  /** Ends open connections, waits for running statements, closes the engine. */
  stop(): Promise<void>;
}

/** Server, engine and faults of one front. */
class Front {
  readonly #engine: EmbeddedEngine;
  readonly #users: ReadonlyMap<string, string>;
  readonly #book = new FaultBook();
  readonly #server: Server;
  #port = 0;
  #restore: NodeJS.Timeout | null = null;
  #stopped = false;

  constructor(engine: EmbeddedEngine, users: Readonly<Record<string, string>>) {
    this.#engine = engine;
    this.#users = new Map(Object.entries(users));
    this.#server = createServer((message, response) => {
      this.#handle(message, response).catch(() => message.socket.destroy());
    });
    // The server's own default; Node announces it in the Keep-Alive header, which the client reads.
    this.#server.keepAliveTimeout = 10_000;
    this.#server.requestTimeout = 0;
  }

  readonly faults: FrontFaults = {
    inject: async (rule) => this.#book.add(rule),
    clear: async () => {
      this.#book.clear();
      if (this.#restore !== null) await this.#endOutage();
    },
    outage: (forMs) => this.#beginOutage(forMs),
    counters: async () => structuredClone(this.#book.counters),
  };

  async listen(port: number): Promise<string> {
    this.#server.listen(port, "127.0.0.1");
    await once(this.#server, "listening");
    const address = this.#server.address();
    if (address !== null && typeof address === "object") this.#port = address.port;
    return `http://127.0.0.1:${this.#port}`;
  }

  async stop(): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    if (this.#restore !== null) clearTimeout(this.#restore);
    await this.#closeServer();
    await this.#engine.close();
  }

  async #closeServer(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = once(this.#server, "close");
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  async #beginOutage(forMs: number): Promise<void> {
    this.#book.counters.outages += 1;
    if (this.#restore !== null) clearTimeout(this.#restore);
    this.#restore = setTimeout(() => void this.#endOutage(), forMs);
    await this.#closeServer();
  }

  async #endOutage(): Promise<void> {
    if (this.#restore !== null) clearTimeout(this.#restore);
    this.#restore = null;
    // Another program may hold the port for a moment: it is the front's again as soon as it is free.
    while (!this.#stopped && !this.#server.listening) {
      await this.listen(this.#port).catch(() => sleep(100));
    }
  }

  async #handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(message.url ?? "/", "http://front");
    const { counters } = this.#book;
    counters.requests += 1;
    const isPing =
      url.pathname === "/ping" || (url.pathname === "/" && url.search === "" && message.method === "GET");
    if (isPing) {
      counters.pings += 1;
      response.end("Ok.\n");
      return;
    }
    if (url.pathname !== "/") {
      response.writeHead(404).end(`There is no handle ${url.pathname}\n`);
      return;
    }
    const compressible = url.searchParams.get("enable_http_compression") === "1";
    const queryId = url.searchParams.get("query_id") ?? randomUUID();
    const answer = new FrontAnswer(message, response, queryId, compressible);
    try {
      const body = await readBody(message);
      this.#authenticate(message, url);
      await this.#execute(await decodeRequest(message, url, body), answer);
    } catch (error) {
      counters.errors += 1;
      answer.sendError(toFrontError(error), this.#engine.version);
    }
  }

  #authenticate(message: IncomingMessage, url: URL): void {
    const { user, password } = readCredentials(message, url);
    if (this.#users.get(user) === password) return;
    const reason = "password is incorrect, or there is no user with such name";
    throw createFrontError(CODE.authenticationFailed, `${user}: Authentication failed: ${reason}`);
  }

  async #execute(request: FrontRequest, answer: FrontAnswer): Promise<void> {
    const kind = classifyStatement(request.sql);
    const fault = this.#book.take(kind, request.sql);
    switch (fault?.kind) {
      case "reset-before-commit":
        return answer.reset();
      case "error-500":
        return answer.sendError(injectedError(fault), this.#engine.version, 500);
      case "slow":
        await sleep(fault.delayMs ?? 1_000);
        break;
      case "error-in-200":
        if (kind !== "select") return answer.sendError(injectedError(fault), this.#engine.version, 200);
    }
    const result = await this.#run(request);
    switch (fault?.kind) {
      case "reset-after-commit":
        return answer.reset();
      case "slow-after-commit":
        await sleep(fault.delayMs ?? 1_000);
        break;
      case "error-in-200":
        return answer.breakOff(request, result, injectedError(fault), this.#engine.version);
    }
    answer.sendResult(request, result);
  }

  async #run(request: FrontRequest): Promise<StatementResult> {
    const result = await this.#engine.run(request);
    const { counters } = this.#book;
    const kind = classifyStatement(request.sql);
    if (kind === "insert") counters.inserts += 1;
    else if (kind === "select") counters.selects += 1;
    else counters.commands += 1;
    counters.writtenRows += result.writtenRows;
    return result;
  }
}

function injectedError(rule: FaultRule): ReturnType<typeof createFrontError> {
  return createFrontError(rule.code ?? CODE.memoryLimit, "Injected by the test harness");
}

/**
 * Starts an HTTP front on embedded ClickHouse that speaks what @clickhouse/client speaks: statements by POST or
 * GET, `param_*`, settings and database in the URL, rows of an INSERT in the body, multipart parameters, gzip and
 * Brotli both ways, Basic and X-ClickHouse-User/Key authentication, ClickHouse's error texts, codes and statuses,
 * /ping, keep-alive. Not spoken, and refused with code 48: sessions, roles, zstd, ClickHouse's own compression,
 * rows in binary formats. An answer is sent when the statement has ended, as with wait_end_of_query=1.
 * One process can hold one data directory; rejects with the engine's error when the directory cannot be opened.
 */
export async function startClickHouseFront(options: FrontOptions = {}): Promise<ClickHouseFront> {
  const temporary = options.path === undefined ? await mkdtemp(join(tmpdir(), "toancanh-front-")) : null;
  const path = options.path ?? temporary ?? "";
  const removeTemporary = async (): Promise<void> => {
    if (temporary !== null) await rm(temporary, { recursive: true, force: true });
  };
  let engine: EmbeddedEngine | null = null;
  try {
    engine = await EmbeddedEngine.open(path, options.connections ?? 3, options.backupDir);
    const front = new Front(engine, options.users ?? { default: "" });
    const url = await front.listen(options.port ?? 0);
    return {
      url,
      faults: front.faults,
      async stop() {
        await front.stop();
        await removeTemporary();
      },
    };
  } catch (error) {
    await engine?.close();
    await removeTemporary();
    throw error;
  }
}
