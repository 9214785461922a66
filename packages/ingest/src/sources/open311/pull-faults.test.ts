import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RawItem } from "../../ingest-options.ts";
import { type MockOpen311, type MockRequest, startMockOpen311 } from "../../testing/mock-open311.ts";
import { type PullOptions, pullOpen311 } from "./pull-open311.ts";

const COUNT = 2500;
const SINCE = Date.UTC(2015, 2, 1);
const DAY = 86_400_000;
const iso = (ms: number): string => new Date(ms).toISOString().replace(/\.000Z$/, "Z");

/** One about every 14 minutes, three of them in the same second each hundred, over 25 days. */
const REQUESTS: MockRequest[] = Array.from({ length: COUNT }, (_, index) => {
  const at = iso(SINCE + Math.floor(((index - (index % 100 < 3 ? index % 100 : 0)) * 25 * DAY) / COUNT));
  return {
    service_request_id: `m-${index}`,
    status: "open",
    service_code: "Graffiti Removal",
    requested_datetime: at,
    updated_datetime: at,
  };
});

let server: MockOpen311;
const marks = new Map<string, string>();
/** Ids of the reports that were taken, by feed. */
const taken = new Map<string, Set<string>>();
let feed = 0;

beforeAll(async () => {
  server = await startMockOpen311(REQUESTS);
});
afterAll(() => server.close());

const logged: string[] = [];
const note = (fields: object, message: string): void => {
  logged.push(`${message} ${JSON.stringify(fields)}`);
};

async function pull(over: Partial<PullOptions> = {}, name = `feed-${++feed}`) {
  const found = taken.get(name) ?? new Set<string>();
  taken.set(name, found);
  logged.length = 0;
  const ingester = {
    accept: (items: readonly RawItem[]) => {
      for (const item of items) if ("event" in item) found.add(item.event.subject);
      const counts = { accepted: items.length, duplicates: 0, conflicts: 0, dead_letters: 0, errors: [] };
      return Promise.resolve(counts);
    },
    // No report was ever said before.
    snapshots: {
      hasEventsOf: () => Promise.resolve(false),
      readSnapshots: () => Promise.resolve([]),
      writeSnapshots: () => Promise.resolve(),
      readEvents: () => Promise.resolve([]),
    },
  };
  const summary = await pullOpen311({
    endpoint: server.endpoint,
    mapping: { feed: name, timeZone: null, unknownServiceCode: "unknown", channel: "open311" },
    order: "requested",
    since: SINCE,
    overlapMs: 0,
    store: {
      readPosition: (key) => Promise.resolve(marks.get(key) ?? null),
      writePosition: (key, value) => {
        marks.set(key, value);
        return Promise.resolve();
      },
    },
    ingester,
    clock: { now: () => SINCE + 30 * DAY },
    log: { info: note, warn: note, error: note },
    ...over,
    tuning: { retryMs: 5, timeoutMs: 5000, ...over.tuning },
  });
  return { summary, found, mark: marks.get(`open311:${name}`) ?? null, name };
}

/** A GeoReport document in XML. */
function renderXml(requests: readonly MockRequest[]): string {
  const list = requests.map((request) => {
    const fields = Object.entries(request).map(([name, value]) => `<${name}>${value}</${name}>`);
    return `<request>${fields.join("")}</request>`;
  });
  return `<?xml version="1.0" encoding="utf-8"?>\n<service_requests>${list.join("")}</service_requests>`;
}

describe("2,500 requests come whole from a server that", () => {
  it.each<[string, Parameters<MockOpen311["behave"]>[0], Partial<PullOptions>?]>([
    ["keeps to the standard", {}],
    ["caps pages at 50", { cap: 50 }],
    ["caps pages at 7", { cap: 7 }],
    [
      "ignores pages and gives at most 1,000",
      { cap: 1000, ignoresPages: true },
      { tuning: { windowMs: 30 * DAY } },
    ],
    ["ignores pages and gives at most 20", { cap: 20, ignoresPages: true }],
    ["ignores pages and gives all", { ignoresPages: true }, { tuning: { windowMs: 30 * DAY } }],
    [
      "gives the newest first",
      { cap: 50, order: (a, b) => (a.requested_datetime < b.requested_datetime ? 1 : -1) },
    ],
    ["repeats its last page for ever", { cap: 50, repeatsLastPage: true }],
    [
      "leaves out what lies on the bounds",
      { cap: 20, ignoresPages: true, bounds: "neither" },
      { since: SINCE - DAY },
    ],
    ["answers empty spans with 404", { cap: 50, writeEmpty: (response) => response.writeHead(404).end() }],
    [
      "answers empty spans with an error 404 of GeoReport",
      {
        cap: 50,
        writeEmpty: (response) =>
          response.writeHead(404).end('[{"code":404,"description":"No service requests found"}]'),
      },
    ],
    ["answers empty spans with null", { cap: 50, writeEmpty: (response) => response.end("null") }],
    ["answers empty spans with {}", { cap: 50, writeEmpty: (response) => response.end("{}") }],
    [
      "answers empty spans with nothing",
      { cap: 50, writeEmpty: (response) => response.writeHead(204).end() },
    ],
    ["wraps its list", { cap: 50, render: (list) => JSON.stringify({ count: list.length, requests: list }) }],
    [
      "wraps its list twice",
      { cap: 50, render: (list) => JSON.stringify({ requests: [{ request: list }] }) },
    ],
    ["gives arrays of one", { cap: 50, render: (list) => JSON.stringify(list.map((one) => [one])) }],
    [
      "wraps every request",
      {
        cap: 50,
        render: (list) => JSON.stringify({ service_requests: list.map((request) => ({ request })) }),
      },
    ],
    ["answers in XML", { cap: 50, render: renderXml }],
    ["answers in XML, single requests too", { cap: 1, render: renderXml }, { since: SINCE + 24.5 * DAY }],
    [
      "numbers pages from 0",
      {
        cap: 50,
        change: (question) => {
          question.page += 1;
        },
      },
      { server: { first_page: 0 } },
    ],
  ])(
    "%s",
    async (_, behaviour, over = {}) => {
      server.behave(behaviour);
      const { found, mark } = await pull(over);
      const expected = REQUESTS.filter(
        ({ requested_datetime }) => Date.parse(requested_datetime) >= (over.since ?? SINCE),
      );
      expect(found.size).toBe(expected.length);
      expect(JSON.parse(mark ?? "")).toEqual({ until: new Date(SINCE + 30 * DAY).toISOString() });
    },
    60_000,
  );

  it("repeats a page in the middle and leaves another out", async () => {
    server.behave({
      cap: 50,
      change: (question) => {
        if (question.to - question.from > 5 * DAY && question.page === 3) question.page = 2;
      },
    });
    expect((await pull()).found.size).toBe(COUNT);
  });

  it("gives requests another date while it is read: they and those behind them still come", async () => {
    let changed = 0;
    server.behave({
      cap: 50,
      change(_, held) {
        const request = held[changed * 5];
        if (request === undefined || changed >= 100) return;
        changed += 1;
        request.updated_datetime = iso(SINCE + 29 * DAY + changed * 1000);
      },
    });
    const { found } = await pull({ order: "updated" });
    expect(changed).toBe(100);
    expect(found.size).toBe(COUNT);
  });
});

describe("2,500 requests come whole, in spite of", () => {
  it("429 and 503 in between, as long after each as Retry-After says", async () => {
    const date = (response: ServerResponse) => {
      response.setHeader("date", new Date().toUTCString());
      return new Date(Date.now() + 1000).toUTCString();
    };
    server.behave({
      cap: 100,
      intercept({ count }, response) {
        if (count === 3) response.writeHead(429, { "retry-after": "1" }).end();
        else if (count === 6) response.writeHead(429, { "retry-after": date(response) }).end();
        else if (count === 9 || count === 10) response.writeHead(503).end("busy");
        else return false;
        return true;
      },
    });
    const { found } = await pull();
    expect(found.size).toBe(COUNT);
    const pauses = logged.flatMap((line) => /"pause_ms":(\d+)/.exec(line)?.[1] ?? []).map(Number);
    expect(pauses).toEqual([1000, expect.any(Number), 5, 10]);
    expect(pauses[1]).toBeGreaterThanOrEqual(1000);
    expect(pauses[1]).toBeLessThanOrEqual(2000);
  });

  it("connections reset in the middle of a body, bodies cut off and slow answers", async () => {
    const whole = JSON.stringify(REQUESTS.slice(0, 50));
    server.behave({
      cap: 100,
      intercept({ count }, response) {
        if (count === 2) {
          response.writeHead(200, { "content-length": whole.length }).write(whole.slice(0, 900));
          setTimeout(() => response.destroy(), 20);
        } else if (count === 5) response.end(whole.slice(0, 900));
        else if (count === 8) response.end(renderXml(REQUESTS.slice(0, 9)).slice(0, 700));
        else if (count === 11) void sleep(900).then(() => response.end("[]"));
        else return false;
        return true;
      },
    });
    const { found } = await pull({ tuning: { retryMs: 5, timeoutMs: 400 } });
    expect(found.size).toBe(COUNT);
    expect(logged.filter((line) => line.includes("will ask again"))).toHaveLength(4);
  });
});

describe("fails by name, with the mark where it was, on a server that", () => {
  const always = (status: number, body: string, headers: Record<string, string> = {}) => ({
    intercept: (_: unknown, response: ServerResponse) => {
      response.writeHead(status, headers).end(body);
      return true;
    },
  });
  const same = { cap: 30, ignoresPages: true, order: () => 0 };

  it.each<[string, Parameters<MockOpen311["behave"]>[0], RegExp]>([
    [
      "answers errors with status 200",
      always(200, '[{"code":400,"description":"bad date"}]'),
      /an error: 400 bad date/,
    ],
    [
      "wraps errors",
      always(200, '{"errors":[{"code":"403","description":"no key"}]}'),
      /an error: 403 no key/,
    ],
    ["says an error in a word", always(200, '{"error":"rate limit"}'), /an error: rate limit/],
    ["lists an error", always(200, '[{"error":"rate limit"}]'), /an error: rate limit/],
    [
      "sends an error beside no requests",
      always(200, '{"requests":[],"errors":["down"]}'),
      /an error: .*down/,
    ],
    [
      "sends errors in XML",
      always(200, "<errors><error><code>500</code><description>x</description></error></errors>"),
      /an error: 500 x/,
    ],
    ["sends a web page", always(200, "<!DOCTYPE html><html><body>Sorry</body></html>"), /a web page/],
    ["lists other things", always(200, '[{"token":"abc"}]'), /no service requests/],
    ["sends a message", always(200, '{"message":"Internal error"}'), /no list of service requests/],
    ["has no such address", always(404, "<html>Not found</html>"), /status 404; check its address/],
    [
      "knows no such jurisdiction",
      always(404, '[{"code":404,"description":"jurisdiction_id not found"}]'),
      /check its address/,
    ],
    [
      "answers everything with 404",
      always(404, '{"detail":"Not found"}'),
      /every question with 404: check its address/,
    ],
    ["refuses", always(403, "no"), /refused: status 403/],
    ["asks to wait for an hour", always(429, "", { "retry-after": "3600" }), /asks to wait 3600 s/],
    ["is always busy", always(503, ""), /did not answer \(status 503, 5 tries\)/],
    ["always cuts its answers", always(200, '[{"service_request_id":"1"'), /is cut off, 5 tries\)/],
    [
      "gives 30 requests for whatever it is asked",
      {
        ...same,
        change: (question) => {
          question.from = 0;
          question.to = SINCE + 40 * DAY;
        },
      },
      /gives 30 requests even for the second from 2015-03-0/,
    ],
  ])("%s", async (_, behaviour, problem) => {
    server.behave(behaviour);
    const name = `broken-${++feed}`;
    const failure = await pull({}, name).then(
      () => null,
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({ name: "PullError", message: expect.stringMatching(problem) });
    expect(failure).toMatchObject({ message: expect.stringMatching(/nothing is marked as pulled/) });
    expect(marks.get(`open311:${name}`)).toBeUndefined();
  });

  it("breaks down on the way: what was pulled stays, and the next pull brings the rest", async () => {
    const breakDown = SINCE + 14 * DAY;
    server.behave({
      cap: 50,
      intercept({ to }, response) {
        if (to <= breakDown) return false;
        response.writeHead(500).end();
        return true;
      },
    });
    const name = "resumed";
    await expect(pull({}, name)).rejects.toThrow(
      /pulled up to 2015-03-15T00:00:00.000Z; the next pull goes on/,
    );
    expect(JSON.parse(marks.get(`open311:${name}`) ?? "")).toEqual({
      until: new Date(breakDown).toISOString(),
    });
    server.behave({ cap: 50 });
    const { found } = await pull({}, name);
    expect(found.size).toBe(COUNT);
    expect(server.questions[0]?.from).toBe(breakDown);
  });
});

it("tells how far it is", async () => {
  server.behave({ cap: 50 });
  const steps: number[] = [];
  await pull({ onProgress: ({ requests }) => steps.push(requests) });
  expect(steps.length).toBeGreaterThan(50);
  expect(steps).toEqual([...steps].sort((a, b) => a - b));
});
