import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { FAULT_KINDS, type FaultRule, type FrontCounters, type FrontFaults } from "./front-faults.ts";

/** A control endpoint on its own port, so that it answers while the front is out. */
export interface FrontControl {
  readonly url: string;
  stop(): Promise<void>;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isOptional(value: unknown, type: "string" | "number"): boolean {
  return value === undefined || typeof value === type;
}

function isFaultRule(value: unknown): value is FaultRule {
  if (!isRecord(value)) return false;
  const { kind, on, match, skip, times, delayMs, code } = value;
  return (
    FAULT_KINDS.some((known) => known === kind) &&
    (on === undefined || on === "insert" || on === "select" || on === "command") &&
    isOptional(match, "string") &&
    [skip, times, delayMs, code].every((number) => isOptional(number, "number"))
  );
}

async function readJson(message: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(Buffer.from(chunk));
  return JSON.parse(Buffer.concat(chunks).toString("utf8"));
}

async function control(faults: FrontFaults, message: IncomingMessage): Promise<FrontCounters> {
  const route = `${message.method} ${message.url}`;
  if (route === "POST /_faults") {
    const rule = await readJson(message);
    if (!isFaultRule(rule)) throw new Error(`not a fault rule: ${JSON.stringify(rule)}`);
    await faults.inject(rule);
  } else if (route === "POST /_faults/outage") {
    const body = await readJson(message);
    const forMs = isRecord(body) ? body.forMs : undefined;
    if (typeof forMs !== "number") throw new Error('an outage needs {"forMs": number}');
    await faults.outage(forMs);
  } else if (route === "DELETE /_faults") {
    await faults.clear();
  } else if (route !== "GET /_faults") {
    throw new Error(`there is no ${route}`);
  }
  return faults.counters();
}

/**
 * Serves `faults` to other processes on 127.0.0.1: POST /_faults (a FaultRule), POST /_faults/outage ({forMs}),
 * DELETE /_faults, GET /_faults. Every one answers with the counters, or 400 and a text.
 */
export async function startFrontControl(faults: FrontFaults, port = 0): Promise<FrontControl> {
  const server = createServer((message, response) => {
    control(faults, message).then(
      (counters) =>
        response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(counters)),
      (error: unknown) => response.writeHead(400).end(error instanceof Error ? error.message : String(error)),
    );
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const bound = address !== null && typeof address === "object" ? address.port : port;
  return {
    url: `http://127.0.0.1:${bound}`,
    async stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function isCounters(value: unknown): value is FrontCounters {
  return isRecord(value) && typeof value.requests === "number" && isRecord(value.faults);
}

/** The faults of a front in another process, by the address of its control endpoint. */
export function connectFrontFaults(controlUrl: string): FrontFaults {
  async function call(method: string, path: string, body?: unknown): Promise<FrontCounters> {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const response = await fetch(`${controlUrl}${path}`, init);
    if (!response.ok) throw new Error(`fault control: ${await response.text()}`);
    const counters: unknown = await response.json();
    if (!isCounters(counters)) throw new Error("fault control answered something else than counters");
    return counters;
  }
  return {
    inject: async (rule) => void (await call("POST", "/_faults", rule)),
    clear: async () => void (await call("DELETE", "/_faults")),
    outage: async (forMs) => void (await call("POST", "/_faults/outage", { forMs })),
    counters: () => call("GET", "/_faults"),
  };
}
