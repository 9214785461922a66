import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AuditFact } from "@toancanh/contracts";
import type { FastifyInstance } from "fastify";
import pino from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openAccounts } from "../../access/accounts.ts";
import { openTokens } from "../../access/tokens.ts";
import { openConfiguredDoor } from "../../server/access/configured-door.ts";
import { type Bench, openBench } from "../../testing/open-bench.ts";

const PASSWORD = "bốn con mèo mướp";
const now = () => 1_800_000_000_000;

let bench: Bench;
let folder: string;
let api: FastifyInstance;
/** Headers of somebody of the department, who is signed in. */
let headers: Record<string, string>;
const facts: AuditFact[] = [];
let isLogWritable = true;

beforeAll(async () => {
  bench = await openBench();
  folder = mkdtempSync(join(tmpdir(), "toancanh-tokens-"));
  await openAccounts(folder, { attempts: 5, lockMs: 0 }, now).add("lan", "department", [], PASSWORD);
  const door = openConfiguredDoor({
    file: { config: {}, stateFolder: folder, clientSecret: null, tls: null },
    profile: bench.profile,
    now,
    log: pino({ level: "silent" }),
    audit: async (fact) => {
      if (!isLogWritable) throw new Error("the log cannot be written");
      facts.push(fact);
    },
  });
  api = bench.openApi({ door });
  const signedIn = await api.inject({
    method: "POST",
    url: "/access/sign-in",
    payload: { name: "lan", password: PASSWORD },
  });
  const cookie = String(signedIn.headers["set-cookie"]).split(";")[0] ?? "";
  const session = await api.inject({ url: "/api/v1/session", headers: { cookie } });
  headers = { cookie, "x-csrf-token": session.json().csrf };
});
afterAll(async () => {
  await bench.close();
  rmSync(folder, { recursive: true, force: true });
});

const list = async () => (await api.inject({ url: "/api/v1/tokens", headers })).json();
const post = (path: string, payload: object) =>
  api.inject({ method: "POST", url: `/api/v1/tokens${path}`, headers, payload });

describe("tokens at the desk", () => {
  it("opens a wall with an address that is told once, tells that it is connected, and ends it", async () => {
    const made = await post("/wall", { name: "Sảnh chính".normalize("NFD"), scenes: ["overview"], days: 30 });
    expect(made.statusCode).toBe(200);
    const { token, path } = made.json();
    expect(token).toMatchObject({
      kind: "wall",
      name: "Sảnh chính",
      scenes: ["overview"],
      expires: new Date(now() + 30 * 86_400_000).toISOString(),
      screens: 0,
      streams: 0,
    });
    const opened = await api.inject(path);
    expect(opened.statusCode).toBe(303);
    const cookie = String(opened.headers["set-cookie"]).split(";")[0] ?? "";
    const address = await api.listen({ port: 0, host: "127.0.0.1" });
    const screen = new AbortController();
    const live = await fetch(`${address}/api/v1/live`, { headers: { cookie }, signal: screen.signal });
    expect(live.status).toBe(200);
    const listed = await list();
    expect(listed).toMatchObject({ configured: true, rows: [{ id: token.id, screens: 1, streams: 1 }] });
    const secret = path.split("token=")[1];
    expect(JSON.stringify(listed)).not.toContain(secret);
    screen.abort();
    await expect.poll(async () => (await list()).rows[0].streams).toBe(0);

    const ended = await post(`/${token.id}/revoke`, {});
    expect(ended.json()).toMatchObject({ id: token.id, revoked: new Date(now()).toISOString() });
    expect((await api.inject({ url: "/api/v1/summary", headers: { cookie } })).statusCode).toBe(401);
    const again = await post(`/${token.id}/revoke`, {});
    expect([again.statusCode, again.json().code]).toEqual([404, "no-such-token"]);
    const told = facts.filter(({ action, role }) => action === "token" && role === "department");
    expect(told.map(({ who, subject, details }) => [who, subject, details?.change])).toEqual([
      ["lan", "wall Sảnh chính", "created"],
      ["lan", "wall Sảnh chính", "revoked"],
    ]);
    expect(JSON.stringify(facts)).not.toContain(secret);
  });

  it("gives no name twice while it holds", async () => {
    expect((await post("/wall", { name: "Sảnh phụ" })).statusCode).toBe(200);
    const twice = await post("/wall", { name: " Sảnh phụ " });
    expect([twice.statusCode, twice.json().code]).toEqual([409, "name-taken"]);
    const [{ id }] = (await list()).rows;
    await post(`/${id}/revoke`, {});
    expect((await post("/wall", { name: "Sảnh phụ" })).statusCode).toBe(200);
  });

  it.each([
    {},
    { name: "" },
    { name: "   " },
    { name: "x".repeat(81) },
    { name: "x", days: 0 },
    { name: "x", days: 1.5 },
    { name: "x", scenes: [] },
    { name: "x", scenes: ["../etc"] },
    { name: "x", kind: "operator" },
    { name: "x", sources: ["urn:all"] },
  ])("refuses %j", async (payload) => {
    const before = (await list()).rows.length;
    expect((await post("/wall", payload)).statusCode).toBe(400);
    expect((await list()).rows).toHaveLength(before);
  });

  it("lists and ends tokens of sources, and knows nothing of those of operators", async () => {
    const tokens = openTokens(folder, now);
    const kinds = ["source", "operator"] as const;
    const made = await Promise.all(
      kinds.map((kind) =>
        tokens.create({ kind, name: kind, expires_at: null, sources: ["urn:crm"], events_per_minute: 90 }),
      ),
    );
    const rows: { kind: string }[] = (await list()).rows;
    expect(rows.filter(({ kind }) => kind === "source")).toMatchObject([
      { name: "source", sources: ["urn:crm"], events_per_minute: 90, streams: 0 },
    ]);
    expect(rows.map(({ kind }) => kind)).not.toContain("operator");
    const [source, operator] = made.map(({ token }) => token.id);
    expect((await post(`/${operator}/revoke`, {})).statusCode).toBe(404);
    expect((await post(`/${source}/revoke`, {})).statusCode).toBe(200);
    expect(tokens.list("operator")).toMatchObject([{ revoked_at: null }]);
  });

  it("tells no secret whose making cannot be written down", async () => {
    isLogWritable = false;
    const answer = await post("/wall", { name: "Ngoài sổ" });
    isLogWritable = true;
    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toContain("token=");
  });
});

it("has none in a trial, and says what to start it with", async () => {
  const trial = bench.openApi();
  expect((await trial.inject("/api/v1/tokens")).json()).toEqual({ configured: false, rows: [] });
  const refused = await trial.inject({ method: "POST", url: "/api/v1/tokens/wall", payload: { name: "x" } });
  expect([refused.statusCode, refused.json().code]).toEqual([409, "access-not-configured"]);
  expect(refused.json().detail).toContain("--access");
});
