import { EventsAcceptedSchema, ProblemSchema } from "@toancanh/contracts";
import { BackPressureError, IngestStoppedError } from "@toancanh/ingest";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkShape } from "../testing/check-shape.ts";
import { type Bench, openBench, receivedEvent } from "../testing/open-bench.ts";

let bench: Bench;
let api: FastifyInstance;

beforeAll(async () => {
  // Dead letters expire: their clock has to be the database's.
  bench = await openBench(Date.now());
  api = bench.openApi();
});
afterAll(() => bench.close());

function post(payload: string | object | Buffer, contentType = "application/json") {
  return api.inject({
    method: "POST",
    url: "/api/v1/events",
    headers: { "content-type": contentType },
    payload,
  });
}

/** How much the store holds. */
async function counts() {
  const [row] = await bench.store.query("feed_status", {});
  return { events: row?.events, reports: row?.reports, dead_letters: row?.dead_letters };
}

describe("POST /events", () => {
  it("takes one event and answers when it can be read", async () => {
    const answer = await post(receivedEvent("R-1"), "application/cloudevents+json");
    expect(answer.statusCode).toBe(202);
    expect(checkShape(EventsAcceptedSchema, answer.json())).toEqual({
      accepted: 1,
      duplicates: 0,
      conflicts: 0,
      dead_letters: 0,
      errors: [],
    });
    const report = await api.inject("/api/v1/reports/R-1");
    expect(report.json()).toMatchObject({ report: { service_request_id: "R-1", ward_code: "26743" } });
  });

  it("takes a batch, counts duplicates and conflicts", async () => {
    const answer = await post(
      [receivedEvent("R-1"), receivedEvent("R-2"), receivedEvent("R-1", { data: { channel: "app" } })],
      "application/cloudevents-batch+json",
    );
    expect(answer.statusCode).toBe(202);
    expect(answer.json()).toMatchObject({ accepted: 2, duplicates: 1, conflicts: 1, dead_letters: 0 });
  });

  it.each([
    [
      "a missing field",
      receivedEvent("X-1", { data: { channel: undefined } }),
      "missing_field",
      "/data/channel",
    ],
    ["a wrong type", receivedEvent("X-2", { data: { urgency: "high" } }), "wrong_type", "/data/urgency"],
    [
      "an impossible coordinate",
      receivedEvent("X-3", { data: { lat: 200 } }),
      "impossible_coordinate",
      "/data/lat",
    ],
    [
      "an unknown major version",
      receivedEvent("X-4", { dataschema: "urn:toancanh:report-event:2.0" }),
      "unsupported_schema_version",
      "/dataschema",
    ],
    ["no object", '"text"', "not_an_object", ""],
  ])(
    "refuses a single event with %s as 422, and keeps it as a dead letter",
    async (_, event, code, pointer) => {
      const before = await counts();
      const answer = await post(event);
      expect(answer.statusCode).toBe(422);
      expect(answer.headers["content-type"]).toContain("application/problem+json");
      const problem = checkShape(ProblemSchema, answer.json());
      expect(problem).toMatchObject({ code: "events-rejected", errors: [{ index: 0, code, pointer }] });
      expect(problem.detail).toContain("dead letter");
      const id = problem.errors?.[0]?.dead_letter_id;
      const letters = await api.inject("/api/v1/dead-letters?limit=500");
      const letter = letters.json().rows.find((row: { dead_letter_id: string }) => row.dead_letter_id === id);
      expect(letter).toMatchObject({ reason_code: code, field_path: pointer, source: "http" });
      expect(letter.position).toBe(`${problem.instance}/0`);
      expect(letter).not.toHaveProperty("raw");
      expect(await counts()).toEqual({ ...before, dead_letters: (before.dead_letters ?? 0) + 1 });
    },
  );

  it("takes the good events of a batch and names the bad ones in the 202", async () => {
    const answer = await post([
      receivedEvent("R-3"),
      receivedEvent("X-5", { data: { lat: "10,77" } }),
      receivedEvent("R-4"),
    ]);
    expect(answer.statusCode).toBe(202);
    expect(answer.json()).toMatchObject({
      accepted: 2,
      dead_letters: 1,
      errors: [{ index: 1, code: "wrong_type", pointer: "/data/lat" }],
    });
  });

  it.each([
    ["garbage", "garbage", "application/json", 400, "not-json"],
    [
      "garbage as curl sends it",
      "garbage",
      "application/x-www-form-urlencoded",
      415,
      "unsupported-media-type",
    ],
    [
      "an event cut off",
      JSON.stringify(receivedEvent("X")).slice(0, 80),
      "application/json",
      400,
      "not-json",
    ],
    ["bytes that are no text", Buffer.from([0xff, 0xfe, 0x7b]), "application/json", 400, "not-json"],
    ["nothing", "", "application/json", 400, "empty"],
    ["an empty array", "[]", "application/json", 400, "empty"],
    ["an unknown media type", "{}", "text/plain", 415, "unsupported-media-type"],
    ["no valid media type", "{}", "what is this", 415, "invalid-media-type"],
    ["5 MB", Buffer.alloc(5_000_000, 0x20), "application/json", 413, "body-too-large"],
    [
      "5 MB as curl sends it",
      Buffer.alloc(5_000_000, 0x20),
      "application/x-www-form-urlencoded",
      413,
      "body-too-large",
    ],
  ])("answers %s with a clear problem and stores nothing", async (_, body, contentType, status, code) => {
    const before = await counts();
    const answer = await post(body, contentType);
    expect(answer.statusCode).toBe(status);
    expect(answer.headers["content-type"]).toContain("application/problem+json");
    const problem = checkShape(ProblemSchema, answer.json());
    expect(problem.code).toBe(code);
    expect(problem.detail?.length).toBeGreaterThan(30);
    expect(await counts()).toEqual(before);
  });

  it.each([
    ["with a type and parameters", { "content-type": "application/json; charset=utf-8" }],
    ["without a type", {}],
  ])("takes an event in binary mode %s", async (_, type) => {
    const id = `B-${Object.keys(type).length}`;
    const { data, ...attributes } = receivedEvent(id);
    const headers = Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [`ce-${name}`, encodeURIComponent(String(value))]),
    );
    const answer = await api.inject({
      method: "POST",
      url: "/api/v1/events",
      headers: { ...headers, ...type },
      payload: Buffer.from(JSON.stringify(data)),
    });
    expect(answer.statusCode, answer.body).toBe(202);
    expect(answer.json()).toMatchObject({ accepted: 1, dead_letters: 0 });
    expect((await api.inject(`/api/v1/reports/${id}`)).statusCode).toBe(200);
  });

  it("says in binary mode what the data may be, and which header cannot be read", async () => {
    const binary = (headers: Record<string, string>) =>
      api.inject({
        method: "POST",
        url: "/api/v1/events",
        headers: { "ce-specversion": "1.0", "ce-id": "b", ...headers },
        payload: "<a/>",
      });
    expect((await binary({ "content-type": "text/xml" })).json()).toMatchObject({ status: 415 });
    const broken = await binary({ "content-type": "application/json", "ce-id": "%C3%28" });
    expect(broken.json()).toMatchObject({ status: 400, code: "bad-header" });
    const unfit = await binary({ "content-type": "application/json" });
    expect(unfit.json()).toMatchObject({ status: 422, code: "events-rejected" });
  });

  it("takes a byte order mark and types with parameters", async () => {
    const body = Buffer.from(`\uFEFF${JSON.stringify([receivedEvent("M-1")])}`);
    const answer = await post(body, "application/cloudevents-batch+json; charset=UTF-8");
    expect(answer.json()).toMatchObject({ accepted: 1 });
  });

  it("refuses a compressed body", async () => {
    const answer = await api.inject({
      method: "POST",
      url: "/api/v1/events",
      headers: { "content-type": "application/json", "content-encoding": "gzip" },
      payload: "{}",
    });
    expect(answer.statusCode).toBe(415);
    expect(answer.json().code).toBe("unsupported-content-encoding");
  });

  it("answers back-pressure with 503 and the time to come again", async () => {
    const busy = bench.openApi({
      ingester: {
        accept: () => Promise.reject(new BackPressureError(50_000, 2.2)),
        onChange: () => () => {},
      },
    });
    const answer = await busy.inject({ method: "POST", url: "/api/v1/events", payload: {} });
    expect(answer.statusCode).toBe(503);
    expect(answer.headers["retry-after"]).toBe("3");
    expect(answer.json()).toMatchObject({ code: "back-pressure", status: 503 });
  });

  it("answers 503 while stopping, and on a server without an ingester", async () => {
    const stopping = bench.openApi({
      ingester: {
        accept: () => Promise.reject(new IngestStoppedError()),
        onChange: () => () => {},
      },
    });
    const answer = await stopping.inject({ method: "POST", url: "/api/v1/events", payload: {} });
    expect(answer.json()).toMatchObject({ status: 503, code: "server-stopping" });
    const reader = await bench.openReader().inject({ method: "POST", url: "/api/v1/events", payload: {} });
    expect(reader.json()).toMatchObject({ status: 503, code: "no-ingester" });
  });
});

describe("one overgrown report", () => {
  const PER_REQUEST = 2000;

  it("fills its room and the dead letters, and holds nothing else up", async () => {
    const own = bench.openApi({ tuning: { answerMs: 60_000 } });
    await own.listen({ host: "127.0.0.1", port: 0 });
    const address = own.server.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    const waits: number[] = [];
    let done = false;
    const ask = async (): Promise<void> => {
      while (!done) {
        const began = performance.now();
        expect((await fetch(`http://127.0.0.1:${address.port}/api/v1/health`)).status).toBe(200);
        waits.push(performance.now() - began);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    };
    const asking = ask();
    const { time, subject, data } = receivedEvent("LONG");
    const events = Array.from({ length: 18 * PER_REQUEST }, (_, index) =>
      index === 0
        ? receivedEvent("LONG")
        : {
            specversion: "1.0",
            id: `LONG#${index}`,
            source: "urn:test",
            type: `vn.toancanh.report.${index % 2 === 0 ? "reopened" : "assigned"}`,
            subject,
            time,
            data: {
              ...(index % 2 === 0 ? {} : { agency_responsible: `agency-${index % 50}` }),
              requested_datetime:
                data instanceof Object && "requested_datetime" in data ? data.requested_datetime : "",
            },
          },
    );
    const taken = { accepted: 0, dead_letters: 0 };
    for (let at = 0; at < events.length; at += PER_REQUEST) {
      const reply = await own.inject({
        method: "POST",
        url: "/api/v1/events",
        headers: { "content-type": "application/json" },
        payload: events.slice(at, at + PER_REQUEST),
      });
      // A request of which nothing could be taken is refused as a whole.
      if (reply.statusCode === 422) {
        taken.dead_letters += checkShape(ProblemSchema, reply.json()).errors_total ?? 0;
        continue;
      }
      const answer = checkShape(EventsAcceptedSchema, reply.json());
      taken.accepted += answer.accepted;
      taken.dead_letters += answer.dead_letters;
    }
    done = true;
    await asking;
    // As many as a report may have; of the reopenings and agencies those that its turns have room for.
    expect(taken).toEqual({ accepted: 5000, dead_letters: 31_000 });
    waits.sort((a, b) => a - b);
    expect(waits.length).toBeGreaterThan(20);
    expect(waits[Math.floor(waits.length * 0.95)]).toBeLessThan(100);
  });
});
