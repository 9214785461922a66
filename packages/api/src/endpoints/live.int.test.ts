import { get, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import {
  type Alarm,
  LiveDeltaSchema,
  LiveHeartbeatSchema,
  LiveSnapshotSchema,
  ProblemSchema,
  type ReportState,
} from "@toancanh/contracts";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkShape } from "../testing/check-shape.ts";
import { state } from "../testing/live-shapes.ts";
import { type Bench, openBench, receivedEvent } from "../testing/open-bench.ts";

let bench: Bench;

beforeAll(async () => {
  bench = await openBench();
  await bench.seed([1, 2]);
});
afterAll(() => bench.close());

interface Message {
  id: string;
  event: string;
  data: unknown;
}

/** An SSE client that keeps what it got. */
class Client {
  readonly messages: Message[] = [];
  retry = "";
  response: IncomingMessage | undefined;
  ended = false;
  #text = "";

  /** Resolves when the headers are there. */
  async open(
    api: FastifyInstance,
    headers: Record<string, string> = {},
    path = "/api/v1/live",
  ): Promise<this> {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      get({ port: portOf(api), host: "127.0.0.1", path, headers, agent: false }, resolve).on("error", reject);
    });
    this.response = response;
    response.setEncoding("utf8");
    response.on("data", (chunk: string) => this.#take(chunk));
    response.on("close", () => {
      this.ended = true;
    });
    response.on("error", () => {});
    return this;
  }

  #take(chunk: string): void {
    const blocks = (this.#text + chunk).split("\n\n");
    this.#text = blocks.pop() ?? "";
    for (const block of blocks) {
      const fields = new Map(
        block.split("\n").map((line) => [line.split(": ", 1)[0], line.slice(line.indexOf(": ") + 2)]),
      );
      this.retry = fields.get("retry") ?? this.retry;
      const [id, event, data] = [fields.get("id"), fields.get("event"), fields.get("data")];
      if (id !== undefined && event !== undefined && data !== undefined) {
        this.messages.push({ id, event, data: JSON.parse(data) });
      }
    }
  }

  close(): void {
    this.response?.destroy();
  }
}

function portOf(api: FastifyInstance): number {
  const address: AddressInfo | string | null = api.server.address();
  if (address === null || typeof address === "string") throw new Error("the server does not listen");
  return address.port;
}

async function until(condition: () => boolean, what: string): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function listen(api: FastifyInstance): Promise<FastifyInstance> {
  await api.listen({ port: 0, host: "127.0.0.1" });
  return api;
}

let serial = 0;
/** One new report through the API; its id. */
async function send(api: FastifyInstance): Promise<string> {
  const id = `LIVE-${++serial}`;
  const answer = await api.inject({ method: "POST", url: "/api/v1/events", payload: receivedEvent(id) });
  expect(answer.statusCode).toBe(202);
  return id;
}

function changedIn(messages: readonly Message[]): string[] {
  return messages
    .filter((message) => message.event === "delta")
    .flatMap((message) => checkShape(LiveDeltaSchema, message.data).changed)
    .map((row) => row.service_request_id);
}

describe("GET /live", () => {
  it("begins with a snapshot, then tells what changed, and heartbeats", async () => {
    const api = await listen(bench.openApi({ tuning: { heartbeatMs: 200 } }));
    const client = await new Client().open(api);
    expect(client.response?.statusCode).toBe(200);
    expect(client.response?.headers).toMatchObject({
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    });
    await until(() => client.messages.length > 0, "the snapshot");
    expect(client.retry).toBe("5000");
    const [first] = client.messages;
    expect(first?.id).toMatch(/^[0-9a-f]{12}-0$/);
    const snapshot = checkShape(LiveSnapshotSchema, first?.data);
    expect(snapshot.summary.open.total).toBe(snapshot.open_reports.open);
    const id = await send(api);
    await until(() => changedIn(client.messages).includes(id), "the change");
    const delta = client.messages.find((message) => message.event === "delta");
    expect(checkShape(LiveDeltaSchema, delta?.data).open.total).toBe(snapshot.open_reports.open + 1);
    await until(() => client.messages.at(-1)?.event === "heartbeat", "a heartbeat");
    checkShape(LiveHeartbeatSchema, client.messages.at(-1)?.data);
    client.close();
  });

  it("names each kind of alarm that stands in every message, until it ends", async () => {
    const stopped: Alarm = { code: "kafka_partition_stopped", message: { vi: "Đã dừng", en: "Stopped" } };
    let standing: Alarm[] = [stopped, stopped];
    const api = await listen(bench.openApi({ alarms: () => standing, tuning: { heartbeatMs: 100 } }));
    const client = await new Client().open(api);
    await until(() => client.messages.length > 0, "the snapshot");
    const [first] = client.messages;
    expect(checkShape(LiveSnapshotSchema, first?.data).alarms).toEqual(["kafka_partition_stopped"]);
    await send(api);
    await until(() => changedIn(client.messages).length > 0, "the change");
    const delta = client.messages.find((message) => message.event === "delta");
    expect(checkShape(LiveDeltaSchema, delta?.data).alarms).toEqual(["kafka_partition_stopped"]);
    const told = () =>
      client.messages
        .filter((message) => message.event === "heartbeat")
        .map((message) => checkShape(LiveHeartbeatSchema, message.data).alarms);
    await until(() => told().length > 0, "a heartbeat");
    expect(told().at(-1)).toEqual(["kafka_partition_stopped"]);
    standing = [];
    await until(() => told().at(-1)?.length === 0, "the end of the alarm");
    client.close();
  });

  it("resumes after the last id, by header and by query", async () => {
    const api = await listen(bench.openApi());
    const first = await new Client().open(api);
    await until(() => first.messages.length > 0, "the snapshot");
    const seen = first.messages[0]?.id ?? "";
    first.close();
    const ids = [await send(api), await send(api)];
    const byHeader = await new Client().open(api, { "last-event-id": seen });
    const byQuery = await new Client().open(api, {}, `/api/v1/live?last_event_id=${seen}`);
    for (const client of [byHeader, byQuery]) {
      await until(() => ids.every((id) => changedIn(client.messages).includes(id)), "what was missed");
      expect(client.messages.every((message) => message.event === "delta")).toBe(true);
      client.close();
    }
  });

  it("gives a fresh snapshot to a client of another run", async () => {
    const api = await listen(bench.openApi());
    const client = await new Client().open(api, { "last-event-id": "0123456789ab-7" });
    await until(() => client.messages.length > 0, "the snapshot");
    expect(client.messages[0]?.event).toBe("snapshot");
    client.close();
  });

  it("tells changes that another process wrote", async () => {
    // The ingester stamps what it stores with the clock of the bench.
    bench.clock.at += 60_000;
    const reader = await listen(bench.openReader({ tuning: { pollMs: 50 } }));
    const client = await new Client().open(reader);
    await until(() => client.messages.length > 0, "the snapshot");
    const id = await send(bench.openApi());
    await until(() => changedIn(client.messages).includes(id), "the change");
    client.close();
  });

  it("is problem details when it fails before the first byte", async () => {
    const broken = {
      ...bench.store,
      query: () => Promise.reject(Object.assign(new Error("gone"), { code: "ECONNREFUSED" })),
    };
    const api = bench.openApi({ store: broken });
    const answer = await api.inject("/api/v1/live");
    expect(answer.statusCode).toBe(503);
    expect(checkShape(ProblemSchema, answer.json())).toMatchObject({ code: "store-unavailable" });
    expect(answer.headers["retry-after"]).toBe("5");
  });

  it("drops a client that stops reading, and goes on for the others", async () => {
    let announce = (_changed: ReportState[]): void => {};
    const ingester = {
      accept: () => Promise.reject(new Error("not used")),
      onChange: (listener: (changed: ReportState[]) => void) => {
        announce = listener;
        return () => {};
      },
    };
    const api = await listen(
      bench.openApi({
        ingester,
        tuning: { batchMs: 1, maxBufferedBytes: 1024 * 1024 },
      }),
    );
    const slow = await new Client().open(api);
    slow.response?.pause();
    const good = await new Client().open(api);
    const dropped = new Promise((resolve) => slow.response?.on("close", resolve));
    // Each delta has some 200 kB; the kernel's socket buffers take the first few megabytes.
    const many = Array.from({ length: 500 }, (_, n) => state(`R${n}`));
    for (let deltas = 1; deltas <= 60; deltas++) {
      announce(many);
      await until(() => good.messages.length > deltas, "a delta");
    }
    slow.response?.resume();
    await dropped;
    expect([good.ended, slow.messages.length < good.messages.length]).toEqual([false, true]);
    good.close();
  });

  it("ends open streams when the server closes, which does not wait for them", async () => {
    const api = await listen(bench.openApi());
    const clients = await Promise.all([1, 2, 3].map(() => new Client().open(api)));
    await api.close();
    await until(() => clients.every((client) => client.ended), "the end of the streams");
  });
});
