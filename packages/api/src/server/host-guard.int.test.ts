import { once } from "node:events";
import { type AddressInfo, connect } from "node:net";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Bench, openBench, receivedEvent } from "../testing/open-bench.ts";

let bench: Bench;
let api: FastifyInstance;
let port: number;

beforeAll(async () => {
  bench = await openBench();
  api = bench.openApi({ allowedHosts: ["wall.city.example", "Toancanh"] });
  await api.listen({ port: 0, host: "127.0.0.1" });
  const address: AddressInfo | string | null = api.server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  port = address.port;
});
afterAll(() => bench.close());

/** Sends these lines as they are. @returns the status of the answer */
async function send(lines: readonly string[], body = ""): Promise<number> {
  const socket = connect(port, "127.0.0.1");
  socket.end(`${[...lines, "Connection: close"].join("\r\n")}\r\n\r\n${body}`);
  let text = "";
  socket.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
    // A stream goes on without end: its head says all that is asked here.
    if (text.includes("\r\n\r\n")) socket.destroy();
  });
  await once(socket, "close");
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1]);
}

const PATHS = [
  "/api/v1/health",
  "/api/v1/live",
  "/api/v1/reports?limit=1",
  "/wall",
  "/",
  "/api/docs",
  "/nothing",
];

describe("the host of a request", () => {
  it.each([
    "localhost",
    "LOCALHOST:10220",
    "localhost.:80",
    "127.0.0.1",
    "127.0.0.1:1",
    "127.1.2.3:65535",
    "[::1]:10220",
    "wall.city.example",
    "Wall.City.Example:443",
    "toancanh:10220",
  ])("may be %s", async (host) => {
    expect(await send(["GET /api/v1/health HTTP/1.1", `Host: ${host}`])).toBe(200);
  });

  it.each([
    "evil.example",
    "evil.example:10220",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "evil-localhost",
    "xlocalhost",
    "localhost:10220@evil.example",
    "evil.example#localhost",
    "localhost, evil.example",
    "0.0.0.0",
    "192.168.1.5:10220",
    "[::]",
    "127.0.0.1:port",
    "x.wall.city.example",
    "*",
    "",
  ])("may not be %s, on any path", async (host) => {
    for (const path of PATHS) {
      expect(await send([`GET ${path} HTTP/1.1`, `Host: ${host}`]), path).toBe(421);
    }
  });

  it("must be there, and once", async () => {
    expect(await send(["GET /api/v1/health HTTP/1.1"])).toBe(400);
    expect(await send(["GET /api/v1/health HTTP/1.0"])).toBe(400);
    const two = ["GET /api/v1/health HTTP/1.1", "Host: localhost", "Host: evil.example"];
    expect(await send(two)).toBe(400);
  });

  it("is also the one of an absolute target", async () => {
    const ask = (target: string) => send([`GET ${target} HTTP/1.1`, "Host: localhost"]);
    expect(await ask("http://evil.example/api/v1/health")).toBe(421);
    expect(await ask("HTTP://evil.example:80/wall")).toBe(421);
    expect(await ask("http://localhost@evil.example/api/v1/health")).toBe(421);
    expect(await ask("http://localhost/api/v1/health")).toBe(200);
  });

  it("is what stops a page under a rebound name from reading reports and posting events", async () => {
    const body = JSON.stringify(receivedEvent("REBOUND-1"));
    const rebound = [
      "POST /api/v1/events HTTP/1.1",
      `Host: evil.example:${port}`,
      `Origin: http://evil.example:${port}`,
      "Sec-Fetch-Site: same-origin",
      "Content-Type: application/json",
      `Content-Length: ${Buffer.byteLength(body)}`,
    ];
    expect(await send(rebound, body)).toBe(421);
    expect((await api.inject("/api/v1/reports/REBOUND-1")).statusCode).toBe(404);
  });
});

describe("the origin of a request", () => {
  const own = () => `127.0.0.1:${port}`;
  const ask = (headers: Record<string, string>, method: "GET" | "POST" = "GET", url = "/api/v1/health") =>
    api.inject({ method, url, headers: { host: own(), ...headers } });

  it("may be none, and the page's own", async () => {
    expect((await ask({})).statusCode).toBe(200);
    expect((await ask({ origin: `http://${own()}`, "sec-fetch-site": "same-origin" })).statusCode).toBe(200);
    expect((await ask({ "sec-fetch-site": "none", "sec-fetch-mode": "navigate" })).statusCode).toBe(200);
    const behindProxy = { host: "wall.city.example", origin: "https://wall.city.example" };
    expect((await ask(behindProxy)).statusCode).toBe(200);
    const otherPort = { host: "wall.city.example:8443", origin: "https://wall.city.example:8443" };
    expect((await ask(otherPort)).statusCode).toBe(200);
  });

  it.each([
    ["another site", "https://evil.example"],
    ["another port of this machine", "http://127.0.0.1:3000"],
    ["this machine under another name", "http://localhost"],
    ["a sandboxed frame", "null"],
    ["a file", "file://"],
    ["what is no origin", "127.0.0.1"],
    ["an extension", "chrome-extension://127.0.0.1"],
  ])("may not be %s", async (_who, origin) => {
    for (const url of PATHS) expect((await ask({ origin }, "GET", url)).statusCode, url).toBe(403);
    const posted = await api.inject({
      method: "POST",
      url: "/api/v1/events",
      headers: { host: own(), origin, "content-type": "text/plain" },
      payload: JSON.stringify(receivedEvent("CROSS-1")),
    });
    expect(posted.statusCode).toBe(403);
    expect((await api.inject("/api/v1/reports/CROSS-1")).statusCode).toBe(404);
  });

  it.each(["cross-site", "same-site"])("is refused where the browser calls it %s", async (site) => {
    const headers = { "sec-fetch-site": site };
    expect((await ask({ ...headers, "sec-fetch-mode": "no-cors" })).statusCode).toBe(403);
    expect((await ask({ ...headers, "sec-fetch-mode": "cors" }, "GET", "/api/v1/live")).statusCode).toBe(403);
    const framed = { ...headers, "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe" };
    expect((await ask(framed, "GET", "/wall")).statusCode).toBe(403);
    const form = { ...headers, "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" };
    expect((await ask(form, "POST", "/api/v1/events")).statusCode).toBe(403);
    // A link that a person follows to the wall is no attack.
    expect((await ask(form, "GET", "/")).statusCode).toBe(302);
  });
});
