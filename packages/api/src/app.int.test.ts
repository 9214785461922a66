import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { BasemapSchema, CitySchema, HealthSchema, ProblemSchema, STATE_HEADERS } from "@toancanh/contracts";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkShape } from "./testing/check-shape.ts";
import { type Bench, NOW, openBench } from "./testing/open-bench.ts";

let bench: Bench;
let api: FastifyInstance;
let origin: string;
let dashboardDir: string;

beforeAll(async () => {
  bench = await openBench();
  await bench.seed([1]);
  dashboardDir = mkdtempSync(join(tmpdir(), "toancanh-dashboard-"));
  mkdirSync(join(dashboardDir, "assets"));
  writeFileSync(join(dashboardDir, "index.html"), "<!doctype html><title>Toàn Cảnh</title>");
  writeFileSync(join(dashboardDir, "assets", "index-a1b2c3d4.js"), "export {};");
  api = bench.openApi({ dashboardDir });
  origin = await api.listen({ port: 0, host: "127.0.0.1" });
});
afterAll(async () => {
  await bench.close();
  rmSync(dashboardDir, { recursive: true, force: true });
});

describe("problem details", () => {
  it.each([
    ["GET", "/api/v1/nothing"],
    ["GET", "/nothing"],
    ["DELETE", "/api/v1/nothing"],
    ["POST", "/nothing"],
    ["GET", "/wall/../../etc/passwd"],
    ["GET", "/assets/none.js"],
  ] as const)("%s %s is a 404 that says where to look", async (method, url) => {
    const answer = await api.inject({ method, url });
    expect(answer.statusCode).toBe(404);
    expect(answer.headers["content-type"]).toContain("application/problem+json");
    const problem = checkShape(ProblemSchema, answer.json());
    expect(problem).toMatchObject({ type: "urn:toancanh:problem:not-found", code: "not-found", status: 404 });
    expect(problem.detail).toContain("/api/docs");
    expect(problem.instance).toBe(answer.headers["x-request-id"]);
  });

  it("answers an address that cannot be decoded", async () => {
    const answer = await api.inject("/api/v1/reports/%E0%A4%A");
    expect(answer.statusCode).toBe(400);
    expect(checkShape(ProblemSchema, answer.json()).code).toBe("bad-url");
  });

  it("answers what is no HTTP", async () => {
    const text = await new Promise<string>((resolve, reject) => {
      const { port } = new URL(origin);
      const socket = connect(Number(port), "127.0.0.1", () => socket.write("garbage\r\n\r\n"));
      let received = "";
      socket.on("data", (chunk) => {
        received += chunk.toString();
      });
      socket.on("end", () => resolve(received));
      socket.on("error", reject);
    });
    expect(text.startsWith("HTTP/1.1 400 Bad Request\r\n")).toBe(true);
    expect(text).toContain("application/problem+json");
  });

  it("tells nothing of an internal error but the id under which the log has it", async () => {
    const broken = { ...bench.store, query: () => Promise.reject(new Error("secret of the database")) };
    const failing = bench.openApi({ store: broken });
    const answer = await failing.inject("/api/v1/summary");
    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toContain("secret");
    expect(answer.body).not.toContain(".ts:");
    const problem = checkShape(ProblemSchema, answer.json());
    expect(problem.code).toBe("internal-error");
    const line = bench.logged.find((one) => one.includes(problem.instance ?? "none"));
    expect(line).toContain("secret of the database");
  });
});

describe("POST with curl", () => {
  /** Body and status as curl sees them. */
  function curl(args: string[], input: Buffer): Promise<{ status: number; body: string }> {
    return new Promise((resolve, reject) => {
      const child = spawn("curl", [
        "-sS",
        "-w",
        "\n%{http_code}",
        "--data-binary",
        "@-",
        ...args,
        `${origin}/api/v1/events`,
      ]);
      let out = "";
      child.stdout.on("data", (chunk) => {
        out += chunk;
      });
      child.on("error", reject);
      child.on("close", () => {
        const at = out.lastIndexOf("\n");
        resolve({ status: Number(out.slice(at + 1)), body: out.slice(0, at) });
      });
      child.stdin.on("error", () => {});
      child.stdin.end(input);
    });
  }

  it("answers garbage and 5 MB so that the sender can read it", async () => {
    const garbage = await curl([], Buffer.from("garbage"));
    expect([garbage.status, JSON.parse(garbage.body).code]).toEqual([415, "unsupported-media-type"]);
    for (const args of [["-H", "content-type: application/json"], ["-H", "expect:"], []]) {
      const large = await curl(args, Buffer.alloc(5_000_000, "a"));
      expect([large.status, JSON.parse(large.body).code]).toEqual([413, "body-too-large"]);
    }
  });
});

describe("GET /health", () => {
  it("has the last counts", async () => {
    const health = checkShape(HealthSchema, (await api.inject("/api/v1/health")).json());
    expect(health).toMatchObject({
      status: "ok",
      version: "1.2.3",
      profile: "hcmc",
      simulated: true,
      server_time: new Date(NOW).toISOString(),
      fill: null,
    });
    expect(health.events).toBeGreaterThan(health.reports);
  });

  it("answers at once even when the store does not", async () => {
    let hanging = false;
    const query: Bench["store"]["query"] = (name, params) =>
      hanging ? new Promise(() => {}) : bench.store.query(name, params);
    const server = bench.openApi({ store: { ...bench.store, query }, tuning: { countMs: 10 } });
    await server.ready();
    hanging = true;
    await expect
      .poll(async () => (await server.inject("/api/v1/health")).json(), { timeout: 60_000 })
      .toMatchObject({ status: "degraded" });
  }, 70_000);

  it("says by which simulated clock it lives, in every answer", async () => {
    const clock = { now: () => NOW, simulated: true, replay: true, speed: 60 };
    const server = bench.openApi({ clock });
    for (const path of ["health", "summary", "open-reports", "agencies"]) {
      const answer = await server.inject(`/api/v1/${path}`);
      expect(answer.json()).toMatchObject({ simulated_clock: { speed: 60, replay: true } });
    }
    expect((await api.inject("/api/v1/summary")).json()).not.toHaveProperty("simulated_clock");
  });

  it("is starting while history is being filled", async () => {
    const server = bench.openApi({ fillProgress: () => 0.25 });
    expect((await server.inject("/api/v1/health")).json()).toMatchObject({ status: "starting", fill: 0.25 });
  });

  it("is degraded while a source has an alarm, and says it in the words of a screen", async () => {
    const alarms = [
      {
        code: "kafka_partition_stopped" as const,
        message: { vi: "Phân vùng 3 đã dừng", en: "3 is stopped" },
      },
    ];
    const server = bench.openApi({ alarms: () => alarms });
    const health = checkShape(HealthSchema, (await server.inject("/api/v1/health")).json());
    expect(health).toMatchObject({ status: "degraded", alarms });
  });

  it("is told with every answer of the API: its time, and the alarms that stand", async () => {
    const codes = ["disk_full", "writes_failing"] as const;
    const alarms = codes.map((code) => ({ code, message: { vi: code, en: code } }));
    const clock = { ...bench.clock, simulated: true, speed: 60 };
    const server = bench.openApi({ clock, alarms: () => alarms });
    for (const url of [
      "/api/v1/summary",
      "/api/v1/heat-map",
      "/api/v1/city",
      "/api/v1/nothing",
      "/api/v1/summary?x=1",
    ]) {
      expect((await server.inject(url)).headers, url).toMatchObject({
        [STATE_HEADERS.time]: new Date(bench.clock.at).toISOString(),
        [STATE_HEADERS.speed]: "60",
        [STATE_HEADERS.alarms]: "disk_full,writes_failing",
      });
    }
    const { headers } = await api.inject("/api/v1/summary");
    expect(headers).toHaveProperty(STATE_HEADERS.time);
    expect(headers).not.toHaveProperty(STATE_HEADERS.speed);
    expect(headers).not.toHaveProperty(STATE_HEADERS.alarms);
  });
});

describe("GET /city, /outlines and /basemap", () => {
  it("names the city, with the wards in force", async () => {
    const city = checkShape(CitySchema, (await api.inject("/api/v1/city")).json());
    expect(city.wards).toHaveLength(168);
    expect(city.wards[0]).not.toHaveProperty("area_km2");
    expect(city.agencies).toHaveLength(bench.profile.agencies.length);
    expect(city.name).toEqual(bench.profile.name);
  });

  it("gives the outlines compressed, and 304 to a browser that has them", async () => {
    const plain = await api.inject("/api/v1/outlines");
    expect(plain.json()).toMatchObject({ type: "Topology", objects: { wards: expect.anything() } });
    const gzip = await api.inject({ url: "/api/v1/outlines", headers: { "accept-encoding": "gzip" } });
    expect(gzip.headers).toMatchObject({ "content-encoding": "gzip", vary: "accept-encoding" });
    expect(gunzipSync(gzip.rawPayload).toString()).toBe(plain.body);
    const again = await api.inject({
      url: "/api/v1/outlines",
      headers: { "accept-encoding": "gzip", "if-none-match": String(gzip.headers.etag) },
    });
    expect([again.statusCode, again.body]).toEqual([304, ""]);
  });

  it("gives the ground of the maps, and 304 to a browser that has it", async () => {
    const ground = await api.inject("/api/v1/basemap");
    expect(ground.headers["content-type"]).toContain("application/geo+json");
    expect(checkShape(BasemapSchema, ground.json())).toEqual(bench.basemap);
    const headers = { "if-none-match": String(ground.headers.etag) };
    expect((await api.inject({ url: "/api/v1/basemap", headers })).statusCode).toBe(304);
  });
});

describe("documentation", () => {
  it("describes every route with a schema of each answer", async () => {
    const openapi = (await api.inject("/api/openapi.json")).json();
    expect(openapi.openapi).toBe("3.1.0");
    expect(Object.keys(openapi.paths).sort()).toEqual(
      [
        "age-bands",
        "agencies",
        "agency-standings",
        "audit",
        "basemap",
        "categories",
        "channels",
        "city",
        "city-report/file",
        "closings",
        "closings/{period}",
        "closings/{period}/freeze",
        "closings/{period}/publish",
        "closings/{period}/remark",
        "closings/{period}/revise",
        "closings/{period}/verification",
        "compare",
        "data-quality",
        "dead-letters",
        "dead-letters/{id}",
        "due-next",
        "event-sources",
        "events",
        "flow",
        "health",
        "heat-map",
        "hot-spots",
        "incidents",
        "live",
        "matrix",
        "movers",
        "objections",
        "objections/{id}/decision",
        "open-reports",
        "outlines",
        "overlays",
        "overlays/{id}",
        "peer-groups",
        "periods",
        "public/catalog",
        "public/months",
        "public/months/{period}",
        "public/months/{period}/file",
        "public/reports/{id}",
        "rankings",
        "rankings/explain",
        "rankings/what-if",
        "recent-outcomes",
        "reports",
        "reports.csv",
        "reports/{id}",
        "reports/{id}/explain",
        "scorecards",
        "scorecards/file",
        "session",
        "summary",
        "time-series",
        "tokens",
        "tokens/wall",
        "tokens/{token}/revoke",
        "trend",
        "ward-standings",
        "wards",
      ].map((path) => `/api/v1/${path}`),
    );
    for (const [path, methods] of Object.entries<Record<string, { summary?: string; responses: object }>>(
      openapi.paths,
    )) {
      for (const { summary, responses } of Object.values(methods)) {
        expect([path, typeof summary, Object.keys(responses).includes("4XX")]).toEqual([
          path,
          "string",
          true,
        ]);
      }
    }
    expect(openapi.paths["/api/v1/agencies"].get).toMatchObject({
      operationId: "agencies",
      "x-scope": "figures",
    });
    expect(Object.keys(openapi.paths["/api/v1/events"].post.requestBody.content)).toContain(
      "application/cloudevents-batch+json",
    );
  });

  it("is a page whose every asset comes from here", async () => {
    const page = await api.inject("/api/docs/");
    expect(page.statusCode).toBe(200);
    const assets = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? "");
    expect(assets.length).toBeGreaterThan(4);
    expect(page.body).not.toMatch(/<script(?![^>]*src=)[^>]*>[^<]|<style/);
    for (const asset of assets) {
      const url = new URL(asset, `${origin}/api/docs/`);
      expect(url.origin).toBe(origin);
      const answer = await api.inject(url.pathname);
      expect([url.pathname, answer.statusCode]).toEqual([url.pathname, 200]);
      // Addresses in its scripts are links and namespaces; a style sheet would load what it names.
      if (asset.endsWith(".css")) expect(answer.body).not.toMatch(/url\(["']?https?:/);
    }
  });
});

describe("screens", () => {
  it("serves the dashboard's page for its paths, hashed files for ever", async () => {
    const root = await api.inject("/");
    expect([root.statusCode, root.headers.location]).toEqual([302, "/wall"]);
    for (const path of ["/wall", "/desk", "/desk/explore"]) {
      const page = await api.inject(path);
      expect([page.statusCode, page.headers["cache-control"]]).toEqual([200, "no-cache"]);
      expect(page.body).toContain("Toàn Cảnh");
    }
    const asset = await api.inject("/assets/index-a1b2c3d4.js");
    expect(asset.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
  });

  it("protects every answer with the same headers", async () => {
    for (const path of ["/wall", "/api/v1/city", "/api/docs/", "/nothing", "/assets/index-a1b2c3d4.js"]) {
      const { headers } = await api.inject(path);
      expect(headers["content-security-policy"]).toContain("script-src 'self';");
      const unsafe = path === "/api/docs/" ? ["'unsafe-inline'"] : null;
      expect(String(headers["content-security-policy"]).match(/'unsafe-[a-z-]+'/g)).toEqual(unsafe);
      expect(headers).toMatchObject({
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
      });
    }
  });

  it("says that the dashboard is not built", async () => {
    for (const dir of [undefined, join(dashboardDir, "assets")]) {
      const server = bench.openApi(dir === undefined ? {} : { dashboardDir: dir });
      const answer = await server.inject("/wall");
      expect(answer.json()).toMatchObject({ status: 404, code: "dashboard-not-built" });
    }
  });
});
