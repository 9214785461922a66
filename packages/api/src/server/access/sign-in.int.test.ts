import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type AuditFact, SessionSchema } from "@toancanh/contracts";
import type { FastifyInstance } from "fastify";
import pino from "pino";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { AccessFile } from "../../access/access-file.ts";
import { openAccounts } from "../../access/accounts.ts";
import { openTokens } from "../../access/tokens.ts";
import { checkShape } from "../../testing/check-shape.ts";
import { type Bench, openBench, receivedEvent } from "../../testing/open-bench.ts";
import { openConfiguredDoor } from "./configured-door.ts";

const PASSWORD = "bốn con mèo mướp";
const MINUTE = 60_000;

let bench: Bench;
let folder: string;
let at = 1_800_000_000_000;
let facts: AuditFact[] = [];
const now = () => at;
const logged: string[] = [];

beforeAll(async () => {
  bench = await openBench();
  folder = mkdtempSync(join(tmpdir(), "toancanh-door-"));
  const accounts = openAccounts(folder, { attempts: 5, lockMs: 0 }, now);
  await accounts.add("lan.nguyen", "department", [], PASSWORD);
  await accounts.add("ward", "office", ["ward:26740"], PASSWORD);
});
afterAll(async () => {
  await bench.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  facts = [];
});

function openDoored(config: AccessFile["config"] = {}, proxies?: readonly string[]): FastifyInstance {
  const log = pino({ level: "info" }, { write: (line: string) => logged.push(line) });
  const file: AccessFile = { config, stateFolder: folder, clientSecret: null, tls: null };
  const audit = async (fact: AuditFact) => void facts.push(fact);
  const { profile } = bench;
  const door = openConfiguredDoor({ file, profile, now, log, audit });
  return bench.openApi({ door, ...(proxies === undefined ? {} : { transport: { proxies } }) });
}

/** What a browser would keep of an answer, as it would send it back. */
function cookiesOf(answer: { headers: Record<string, unknown> }): string {
  const set = answer.headers["set-cookie"];
  const list: unknown[] = Array.isArray(set) ? set : [set];
  return list
    .filter((one) => typeof one === "string")
    .map((one) => one.split(";")[0])
    .join("; ");
}

async function signIn(api: FastifyInstance, name: string, password: string, headers = {}) {
  return api.inject({ method: "POST", url: "/access/sign-in", payload: { name, password }, headers });
}

async function sessionOf(api: FastifyInstance, cookie: string) {
  const answer = await api.inject({ url: "/api/v1/session", headers: { cookie } });
  return checkShape(SessionSchema, answer.json());
}

async function statusOf(api: FastifyInstance, url: string, headers = {}): Promise<number> {
  return (await api.inject({ url, headers })).statusCode;
}

describe("people with local accounts", () => {
  it("sees nothing before, its own after, and nothing again after signing out", async () => {
    const api = openDoored();
    expect(await statusOf(api, "/api/v1/summary")).toBe(401);
    expect(await statusOf(api, "/api/v1/summary", { cookie: "toancanh_role=local" })).toBe(401);
    const answer = await signIn(api, "lan.nguyen", PASSWORD);
    expect([answer.statusCode, answer.json()]).toEqual([200, { role: "department" }]);
    expect(answer.headers["set-cookie"]).toMatch(/; HttpOnly; SameSite=Strict; Max-Age=36000$/);
    const cookie = cookiesOf(answer);
    const session = await sessionOf(api, cookie);
    expect(session).toMatchObject({ role: "department", name: "lan.nguyen", trial: false });
    expect(session.scopes).not.toContain("dead_letter_bodies");
    expect(await statusOf(api, "/api/v1/summary", { cookie })).toBe(200);
    expect(await statusOf(api, "/api/v1/dead-letters/none", { cookie })).toBe(403);
    const headers = { cookie, "x-csrf-token": session.csrf ?? "" };
    const left = await api.inject({ method: "POST", url: "/access/sign-out", headers });
    expect(left.json()).toEqual({ next: "/sign-in" });
    expect(await statusOf(api, "/api/v1/summary", { cookie })).toBe(401);
    expect(facts.map(({ action, outcome, who }) => `${action} ${outcome} ${who}`)).toEqual([
      "refused refused ",
      "sign_in done lan.nguyen",
      "refused refused lan.nguyen",
      "sign_out done lan.nguyen",
    ]);
  });

  it("takes nothing that changes something without the session's own token", async () => {
    const api = openDoored();
    const cookie = cookiesOf(await signIn(api, "lan.nguyen", PASSWORD));
    const other = await sessionOf(api, cookiesOf(await signIn(api, "ward", PASSWORD)));
    for (const token of [undefined, "", "guess", other.csrf ?? ""]) {
      const headers = { cookie, ...(token === undefined ? {} : { "x-csrf-token": token }) };
      const answer = await api.inject({ method: "POST", url: "/access/sign-out", headers });
      expect([token, answer.json().code]).toEqual([token, "csrf-token"]);
    }
    expect(await statusOf(api, "/api/v1/summary", { cookie })).toBe(200);
  });

  it("begins a session of its own, whatever a browser was made to send (fixation)", async () => {
    const api = openDoored();
    const planted = cookiesOf(await signIn(api, "ward", PASSWORD));
    const answer = await signIn(api, "lan.nguyen", PASSWORD, { cookie: planted });
    const cookie = cookiesOf(answer);
    expect(cookie).not.toBe(planted);
    expect((await sessionOf(api, planted)).role).toBe("public");
    const invented = "toancanh_session=chosen-by-an-attacker";
    expect(cookiesOf(await signIn(api, "ward", PASSWORD, { cookie: invented }))).not.toBe(invented);
    expect((await sessionOf(api, invented)).role).toBe("public");
  });

  it("ends a session after its time, and after a while without use", async () => {
    const api = openDoored({ sessions: { hours: 2, idle_minutes: 30 } });
    const used = cookiesOf(await signIn(api, "lan.nguyen", PASSWORD));
    const idle = cookiesOf(await signIn(api, "lan.nguyen", PASSWORD));
    for (let minutes = 0; minutes < 115; minutes += 23) {
      at += 23 * MINUTE;
      expect((await sessionOf(api, used)).role).toBe("department");
    }
    expect((await sessionOf(api, idle)).role).toBe("public");
    at += 6 * MINUTE;
    expect((await sessionOf(api, used)).role).toBe("public");
  });

  it("locks a name after failed tries, also against the right password, and opens it again", async () => {
    const api = openDoored({ accounts: { attempts: 3, lock_minutes: 10 } });
    const tries = await Promise.all(["a", "b", "c", "d", "e"].map((wrong) => signIn(api, "ward", wrong)));
    expect(tries.map(({ statusCode }) => statusCode).sort()).toEqual([401, 401, 401, 429, 429]);
    expect((await signIn(api, "WARD", PASSWORD)).statusCode).toBe(429);
    expect((await signIn(api, "lan.nguyen", PASSWORD)).statusCode).toBe(200);
    at += 10 * MINUTE + 1;
    expect((await signIn(api, "ward", PASSWORD)).statusCode).toBe(200);
  });

  it("tells an unknown name from a wrong password in nothing, and writes neither down", async () => {
    const api = openDoored();
    const unknown = await signIn(api, "my secret password", "x");
    const wrong = await signIn(api, "ward", "hunter2 is my password");
    const { instance: _one, ...told } = unknown.json();
    const { instance: _two, ...toldOfWrong } = wrong.json();
    expect(told).toEqual(toldOfWrong);
    expect(JSON.stringify([facts, logged])).not.toMatch(/secret|hunter2/);
  });

  it("ends the sessions of an account that is changed or removed, at once", async () => {
    const api = openDoored();
    const accounts = openAccounts(folder, { attempts: 5, lockMs: 0 }, now);
    await accounts.add("leaving", "leader", [], PASSWORD);
    const before = cookiesOf(await signIn(api, "leaving", PASSWORD));
    expect((await sessionOf(api, before)).role).toBe("leader");
    await accounts.change("leaving", { role: "operator" });
    expect((await sessionOf(api, before)).role).toBe("public");
    const after = cookiesOf(await signIn(api, "leaving", PASSWORD));
    expect((await sessionOf(api, after)).role).toBe("operator");
    await accounts.remove("leaving");
    expect((await sessionOf(api, after)).role).toBe("public");
  });

  it("takes no password unencrypted from another machine", async () => {
    const api = openDoored({}, ["127.0.0.1"]);
    const remote = { "x-forwarded-for": "10.1.2.3" };
    expect((await signIn(api, "ward", PASSWORD, remote)).json()).toMatchObject({ code: "unencrypted" });
    const tls = { ...remote, "x-forwarded-proto": "https" };
    const answer = await signIn(api, "ward", PASSWORD, tls);
    expect(answer.headers["set-cookie"]).toMatch(/^__Host-toancanh_session=.*; Secure$/);
    const plain = openDoored({ plain_http: true }, ["127.0.0.1"]);
    expect((await signIn(plain, "ward", PASSWORD, remote)).statusCode).toBe(200);
    expect((await signIn(openDoored(), "ward", PASSWORD, remote)).statusCode).toBe(200);
  });

  it("sends a desk without a person to the sign-in page, and never a wall", async () => {
    const api = openDoored();
    const desk = await api.inject("/desk/explore?lang=en");
    expect([desk.statusCode, desk.headers.location]).toEqual([
      303,
      "/sign-in?next=%2Fdesk%2Fexplore%3Flang%3Den",
    ]);
    expect((await api.inject("/wall")).headers.location).toBeUndefined();
  });
});

describe("walls", () => {
  const tokens = () => openTokens(folder, now);

  it("exchanges the token in the address for a cookie, once, and takes it out of the address", async () => {
    const api = openDoored();
    const { secret } = await tokens().create({ kind: "wall", name: "Phòng trực 1", expires_at: null });
    const answer = await api.inject(`/wall?scene=overview&token=${secret}&lang=en`);
    expect([answer.statusCode, answer.headers.location]).toEqual([303, "/wall?scene=overview&lang=en"]);
    expect(answer.headers["set-cookie"]).toMatch(/^toancanh_wall=[^;]+; Path=\/; HttpOnly; SameSite=Strict/);
    const cookie = cookiesOf(answer);
    expect(cookie).not.toContain(secret);
    expect(await sessionOf(api, cookie)).toMatchObject({ role: "wall", name: "Phòng trực 1", csrf: null });
    expect(await statusOf(api, "/api/v1/open-reports", { cookie })).toBe(200);
    expect(await statusOf(api, "/api/v1/reports/any", { cookie })).toBe(403);

    const replayed = await api.inject(`/wall?token=${secret}`);
    expect([replayed.statusCode, replayed.headers.location, replayed.headers["set-cookie"]]).toEqual([
      303,
      "/wall",
      undefined,
    ]);
    // The screen itself may open its address again, as at every start.
    await api.inject({ url: `/wall?token=${secret}`, headers: { cookie } });
    expect((await sessionOf(api, cookie)).role).toBe("wall");
    expect(await statusOf(api, "/api/v1/summary", { authorization: `Bearer ${secret}` })).toBe(401);
    expect(JSON.stringify([facts, logged])).not.toContain(secret.split(".")[1]);
  });

  it("lets only one of two take an address at the same time", async () => {
    const api = openDoored();
    const { secret } = await tokens().create({ kind: "wall", name: "race", expires_at: null });
    const answers = await Promise.all([1, 2, 3].map(() => api.inject(`/wall?token=${secret}`)));
    expect(answers.filter((answer) => answer.headers["set-cookie"] !== undefined)).toHaveLength(1);
  });

  it("opens a reusable address again", async () => {
    const api = openDoored();
    const { secret } = await tokens().create({
      kind: "wall",
      name: "kiosk",
      expires_at: null,
      reusable: true,
    });
    const cookies = [];
    for (const _start of [1, 2]) cookies.push(cookiesOf(await api.inject(`/wall?token=${secret}`)));
    expect(new Set(cookies).size).toBe(2);
    for (const cookie of cookies) expect((await sessionOf(api, cookie)).role).toBe("wall");
  });

  it("closes the stream of a revoked screen, and of one whose time is over", async () => {
    const file: AccessFile = { config: {}, stateFolder: folder, clientSecret: null, tls: null };
    const log = pino({ level: "silent" });
    const { profile } = bench;
    const door = openConfiguredDoor({ file, profile, now, log, audit: async () => undefined });
    const api = bench.openApi({ door, tuning: { recheckMs: 50 } });
    for (const end of ["revoked", "expired"]) {
      const { secret } = await tokens().create({ kind: "wall", name: end, expires_at: at + MINUTE });
      const cookie = cookiesOf(await api.inject(`/wall?token=${secret}`));
      const answer = await api.inject({ url: "/api/v1/live", headers: { cookie }, payloadAsStream: true });
      expect(answer.statusCode).toBe(200);
      if (end === "revoked") await tokens().revoke("wall", { idOrName: end });
      else at += 2 * MINUTE;
      const from = Date.now();
      const closed = new Promise<void>((resolve) => {
        answer
          .stream()
          .on("close", resolve)
          .on("error", () => undefined)
          .resume();
      });
      await closed;
      expect(Date.now() - from).toBeLessThan(10_000);
      expect(await statusOf(api, "/api/v1/live", { cookie })).toBe(401);
      expect((await sessionOf(api, cookie)).role).toBe("public");
    }
  });
});

describe("systems", () => {
  const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });

  it("sends under its own sources only, nothing of a foreign batch is stored, and reads nothing", async () => {
    const api = openDoored();
    const { secret } = await openTokens(folder, now).create({
      kind: "source",
      name: "crm",
      expires_at: null,
      sources: ["urn:city:crm"],
    });
    const send = (payload: object, headers: Record<string, string> = bearer(secret)) =>
      api.inject({ method: "POST", url: "/api/v1/events", payload, headers });
    const own = { source: "urn:city:crm" };
    expect((await send(receivedEvent("S-1", own))).json()).toMatchObject({ accepted: 1 });
    const mixed = [receivedEvent("S-2", own), receivedEvent("S-3", { source: "urn:city:other" })];
    expect((await send(mixed)).json()).toMatchObject({ status: 403, code: "foreign-source" });
    const doubled = JSON.stringify(receivedEvent("S-4", own)).replace(/}$/, ',"source":"urn:city:other"}');
    const answer = await api.inject({
      method: "POST",
      url: "/api/v1/events",
      payload: doubled,
      headers: { ...bearer(secret), "content-type": "application/json" },
    });
    expect(answer.json()).toMatchObject({ code: "foreign-source" });
    const marked = `[\ufeff${JSON.stringify(receivedEvent("S-6", { source: "urn:city:other" }))}]`;
    const { data, ...attributes } = receivedEvent("S-7", { source: "urn:city:other" });
    const ce = Object.entries(attributes).map(([name, value]) => [`ce-${name}`, String(value)]);
    for (const [body, headers] of [
      [marked, {}],
      [JSON.stringify(data), Object.fromEntries(ce)],
    ] as const) {
      const json = { ...bearer(secret), "content-type": "application/json", ...headers };
      const told = await api.inject({ method: "POST", url: "/api/v1/events", payload: body, headers: json });
      expect(told.json()).toMatchObject({ code: "foreign-source" });
    }
    for (const id of ["S-2", "S-3", "S-4", "S-6", "S-7"]) {
      expect(await bench.store.query("report_by_id", { service_request_id: id })).toEqual([]);
    }
    expect((await send(receivedEvent("S-5", own), {})).statusCode).toBe(401);
    expect((await send(receivedEvent("S-5", own), bearer(`${secret}x`))).statusCode).toBe(401);
    expect(await statusOf(api, "/api/v1/summary", bearer(secret))).toBe(403);
    await openTokens(folder, now).revoke("source", { idOrName: "crm" });
    expect((await send(receivedEvent("S-5", own))).statusCode).toBe(401);
  });

  it("is held to its rate, and told when to come again", async () => {
    const api = openDoored();
    const { secret } = await openTokens(folder, now).create({
      kind: "source",
      name: "slow",
      expires_at: null,
      sources: ["urn:slow"],
      events_per_minute: 2,
    });
    const send = (id: string) =>
      api.inject({
        method: "POST",
        url: "/api/v1/events",
        payload: receivedEvent(id, { source: "urn:slow" }),
        headers: bearer(secret),
      });
    expect((await send("R-1")).statusCode).toBe(202);
    expect((await send("R-2")).statusCode).toBe(202);
    const refused = await send("R-3");
    expect([refused.statusCode, refused.headers["retry-after"]]).toEqual([429, "30"]);
    at += 30_000;
    expect((await send("R-3")).statusCode).toBe(202);
  });
});
