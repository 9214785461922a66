import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { API_PREFIX, ENDPOINT_IDS, ENDPOINTS, type EndpointSpec, ProblemSchema } from "@toancanh/contracts";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkShape } from "../testing/check-shape.ts";
import { type Bench, openBench, receivedEvent } from "../testing/open-bench.ts";

let bench: Bench;
let api: FastifyInstance;
let screens: string;

beforeAll(async () => {
  bench = await openBench();
  screens = mkdtempSync(join(tmpdir(), "toancanh-screens-"));
  mkdirSync(join(screens, "assets"));
  writeFileSync(join(screens, "index.html"), "<!doctype html>");
  writeFileSync(join(screens, "assets", "app.js"), "0;");
  api = bench.openApi({ dashboardDir: screens, tuning: { requestTimeoutMs: 1500 } });
  await api.listen({ host: "127.0.0.1", port: 0 });
});
afterAll(async () => {
  await bench.close();
  rmSync(screens, { recursive: true, force: true });
});

const entries: EndpointSpec[] = ENDPOINT_IDS.map((id) => ENDPOINTS[id]);
const reads = entries.filter(({ method, answer }) => method === "GET" && answer.kind !== "stream");
const pathOf = ({ path }: EndpointSpec) =>
  `${API_PREFIX}${path.replace(":period", "2025-10").replaceAll(/:\w+/g, "x")}`;

/** What a query cannot do without, but for one parameter. */
function neededBut(entry: EndpointSpec, name: string): string {
  const values: Record<string, string> = { period: "2025-10", format: "csv" };
  const { required = [] }: { required?: readonly string[] } = entry.query ?? {};
  return required
    .filter((one) => one !== name)
    .map((one) => `${one}=${values[one] ?? "x"}&`)
    .join("");
}

/** A refusal names its cause in words, and no fault of the server is in it. */
async function refusal(url: string, headers: Record<string, string> = {}) {
  const answer = await api.inject({ url, headers });
  expect(answer.statusCode, url).toBeGreaterThanOrEqual(400);
  expect(answer.statusCode, url).toBeLessThan(500);
  const problem = checkShape(ProblemSchema, answer.json());
  expect(problem.detail?.trim(), url).toMatch(/\w{3}/);
  return answer;
}

describe("an address that is odd", () => {
  it.each(["//", "///", "//x//", "/api//v1", "/%2F", "/a//b?x=1", "/;", "/..", "/?/", "/http://x"])(
    "is not found or refused, and no fault: %s",
    async (url) => {
      const answer = await api.inject({ url });
      expect(answer.statusCode).toBeLessThan(500);
    },
  );

  it.each(["%", "%F", "%FF", "%C0%AE", "%ED%A0%80", "a%00b", "%E0%A4%A", "%zz"])(
    "is refused where its percent-encoding does not decode: %s",
    async (part) => {
      for (const path of ["/api/v1/reports/", "/api/v1/overlays/", "/", "/assets/"])
        await refusal(path + part);
      const answer = await api.inject({ url: `/api/v1/summary?from=${part}` });
      expect(answer.statusCode).toBe(400);
    },
  );

  it.each([
    "bytes=99999999999999999999999-",
    "bytes=-0",
    "bytes=5-1",
    "bytes=a-b",
    "x=1",
    "bytes=0-0,1-1,2-2",
    "bytes=",
  ])("may come with any Range: %s", async (range) => {
    for (const url of ["/wall", "/assets/app.js", "/api/docs/static/index.html", "/api/v1/health"]) {
      expect((await api.inject({ url, headers: { range } })).statusCode, url).toBeLessThan(500);
    }
    expect((await api.inject({ url: "/assets/app.js", headers: { range } })).body).toBe("0;");
  });
});

describe("a query of any endpoint", () => {
  const ODD_TIMES = [
    "0001-01-01T00:00:00+07:00",
    "0000-01-01T00:00:00Z",
    "9999-12-31T23:59:59-07:00",
    "9999-12-31T23:59:59Z",
    "1000-06-01T00:00:00+14:00",
    "+275760-09-13T00:00:00Z",
    "2025-02-30T00:00:00Z",
    "2025-11-21",
    "",
  ];
  const takesSpan = reads.filter(({ query }) => query !== undefined && "from" in query.properties);

  it.each(takesSpan.map((entry) => [pathOf(entry)]))("is refused with a time of no use: %s", async (path) => {
    const good = encodeURIComponent("2025-11-01T00:00:00+07:00");
    for (const time of ODD_TIMES.map(encodeURIComponent)) {
      await refusal(`${path}?from=${time}&to=${good}`);
      await refusal(`${path}?from=${good}&to=${time}`);
    }
  });

  it("is answered for the longest span there is, and refused before it", async () => {
    const [from, to] = ["1900-01-01T00:00:00Z", "2199-12-31T00:00:00Z"];
    for (const entry of takesSpan) {
      const answer = await api.inject(`${pathOf(entry)}?from=${from}&to=${to}`);
      expect(answer.statusCode, entry.path).toBeLessThan(500);
    }
    await refusal(`/api/v1/summary?from=${from}&to=${to}&offset=1`);
  });

  const integers = reads.flatMap((entry) =>
    Object.entries(entry.query?.properties ?? {})
      .filter(([, schema]) => "type" in schema && schema.type === "integer")
      .map(([name]) => [`${pathOf(entry)}?${neededBut(entry, name)}`, name] as const),
  );
  it.each(integers)("is refused where a whole number is none: %s%s", async (path, name) => {
    for (const text of [
      "true",
      "false",
      "0.5",
      "1.0",
      "",
      "%20",
      "1e1",
      "0x1",
      "null",
      "NaN",
      "Infinity",
      "1,0",
      "9".repeat(30),
    ]) {
      const answer = await refusal(`${path}${name}=${text}`);
      expect(answer.json().detail).toContain(name);
    }
    await refusal(`${path}${name}=1&${name}=2`);
  });

  it("covers many", () => {
    expect(integers.length).toBeGreaterThan(10);
    expect(takesSpan.length).toBeGreaterThan(8);
  });
});

describe("a method a path does not take", () => {
  it.each(entries.map((entry) => [entry.method, pathOf(entry)] as const))(
    "is told with those it takes: %s %s",
    async (method, url) => {
      const taken = new Set<string>(
        entries.filter((entry) => pathOf(entry) === url).map((entry) => entry.method),
      );
      const others = (["PUT", "DELETE", "PATCH", "OPTIONS", "GET", "POST"] as const).filter(
        (one) => !taken.has(one),
      );
      expect(others.length).toBeGreaterThanOrEqual(4);
      for (const other of others) {
        const answer = await api.inject({ method: other, url });
        expect(answer.statusCode, other).toBe(405);
        expect(answer.headers.allow?.toString().split(", ")).toContain(method);
        expect(checkShape(ProblemSchema, answer.json()).code).toBe("method-not-allowed");
      }
    },
  );

  it("is told for screens and documents too, and an unknown path stays unknown", async () => {
    for (const url of ["/wall", "/desk/explore", "/", "/assets/app.js", "/api/openapi.json"]) {
      const answer = await api.inject({ method: "POST", url });
      expect([answer.statusCode, answer.headers.allow], url).toEqual([405, "GET, HEAD"]);
    }
    expect((await api.inject({ method: "POST", url: "/api/v1/nothing" })).statusCode).toBe(404);
  });
});

describe("texts", () => {
  it("find a report by its id in whatever Unicode form it is asked for", async () => {
    const id = "PA-Thủ-Đức-Quận";
    const answer = await api.inject({
      method: "POST",
      url: "/api/v1/events",
      headers: { "content-type": "application/json" },
      payload: JSON.stringify(receivedEvent(id.normalize("NFD"))),
    });
    expect(answer.statusCode).toBe(202);
    for (const form of ["NFC", "NFD"]) {
      const url = `/api/v1/reports/${encodeURIComponent(id.normalize(form))}`;
      expect((await api.inject(url)).json()).toMatchObject({ report: { service_request_id: id } });
      expect((await api.inject(`${url}/explain`)).statusCode).toBe(200);
    }
  });
});

describe("the documentation", () => {
  it("has tuples as OpenAPI 3.1 writes them", async () => {
    const text = (await api.inject("/api/openapi.json")).body;
    expect(text).toContain('"prefixItems":[{"type":"number"},{"type":"number"}]');
    expect(text).not.toMatch(/"items":\[/);
    expect(text).not.toContain("additionalItems");
  });
});

describe("many bad events", () => {
  it("are answered with the first hundred and their number", async () => {
    const items = Array.from({ length: 10_000 }, (_, index) => `{"id":"bad-${index}"}`);
    const post = (payload: string) =>
      api.inject({
        method: "POST",
        url: "/api/v1/events",
        headers: { "content-type": "application/cloudevents-batch+json" },
        payload,
      });
    const refused = await post(`[${items.join(",")}]`);
    expect(refused.statusCode).toBe(422);
    const problem = checkShape(ProblemSchema, refused.json());
    expect([problem.errors?.length, problem.errors_total]).toEqual([100, 10_000]);
    const mixed = await post(`[${JSON.stringify(receivedEvent("GOOD-1"))},${items.slice(0, 500).join(",")}]`);
    expect(mixed.statusCode).toBe(202);
    expect(mixed.json()).toMatchObject({ accepted: 1, dead_letters: 500 });
    expect(mixed.json().errors).toHaveLength(100);
  });
});

describe("a slow sender", () => {
  it.each([
    ["its headers", "POST /api/v1/events HTTP/1.1\r\nHost: localhost\r\nX-Slow: "],
    [
      "its body",
      "POST /api/v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n[",
    ],
  ])("is cut off when it is slow with %s", async (_what, begun) => {
    const address = api.server.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    const socket = connect(address.port, "127.0.0.1");
    let answer = "";
    socket.setEncoding("utf8").on("data", (text: string) => (answer += text));
    const began = performance.now();
    socket.write(begun);
    // A byte now and then does not buy more time.
    const drip = setInterval(() => socket.write(" "), 200);
    socket.on("error", () => undefined);
    await once(socket, "close");
    clearInterval(drip);
    expect(performance.now() - began).toBeLessThan(10_000);
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
  });
});

describe("what cannot be answered now", () => {
  it("is no error with a stack in the log", async () => {
    const full = bench.openApi({ tuning: { maxClients: 0 } });
    const before = bench.logged.length;
    const answer = await full.inject("/api/v1/live");
    expect([answer.statusCode, answer.headers["retry-after"]]).toEqual([503, "5"]);
    expect(bench.logged.slice(before)).toEqual([]);
  });
});
