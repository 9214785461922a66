import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type AccessConfig, type AuditFact, SessionSchema } from "@toancanh/contracts";
import type { FastifyInstance } from "fastify";
import pino from "pino";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { checkShape } from "../../testing/check-shape.ts";
import { type Bench, openBench } from "../../testing/open-bench.ts";
import {
  loginAtProvider,
  openProvider,
  PROVIDER_CLIENT,
  type TestProvider,
} from "../../testing/open-provider.ts";
import { openConfiguredDoor } from "./configured-door.ts";

const PUBLIC = "http://127.0.0.1:10220";
const MINUTE = 60_000;

/** Claims as Keycloak makes them: roles of the realm, roles of the client, groups by their path. */
const PEOPLE = {
  lan: { realm_access: { roles: ["offline_access", "1022-department"] } },
  binh: { resource_access: { toancanh: { roles: ["viewer", "leader"] }, account: { roles: ["x"] } } },
  hoa: { groups: ["/units/ward/26740", "/units/ward/26743", "/staff"] },
  nobody: { groups: ["/staff"], realm_access: { roles: ["1022-department-of-another-city"] } },
};
const RULES: NonNullable<AccessConfig["provider"]>["rules"] = [
  { claim: "realm_access.roles", has: "1022-department", role: "department" },
  { claim: "resource_access.toancanh.roles", has: "leader", role: "leader" },
  { claim: "groups", matches: "/units/ward/(\\d+)", role: "office", units: ["ward:$1"] },
];

let bench: Bench;
let provider: TestProvider;
let folder: string;
let facts: AuditFact[] = [];
let ahead = 0;

beforeAll(async () => {
  bench = await openBench();
  folder = mkdtempSync(join(tmpdir(), "toancanh-oidc-"));
  provider = await openProvider({ back: `${PUBLIC}/access/callback`, out: `${PUBLIC}/sign-in` });
  provider.people = PEOPLE;
});
afterAll(async () => {
  await provider.stop();
  await bench.close();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(() => {
  provider.people = PEOPLE;
  provider.skewSeconds = 0;
  ahead = 0;
});

function openDoored(over: Partial<NonNullable<AccessConfig["provider"]>> = {}): FastifyInstance {
  facts = [];
  const config: AccessConfig = {
    provider: {
      name: { vi: "Tài khoản thành phố", en: "City account" },
      issuer: provider.issuer,
      client_id: PROVIDER_CLIENT.client_id,
      public_url: PUBLIC,
      scopes: "openid offline_access",
      rules: RULES,
      ...over,
    },
  };
  const door = openConfiguredDoor({
    file: { config, stateFolder: folder, clientSecret: PROVIDER_CLIENT.client_secret, tls: null },
    profile: bench.profile,
    now: () => Date.now() + ahead,
    log: pino({ level: "silent" }),
    audit: async (fact) => void facts.push(fact),
  });
  return bench.openApi({ door });
}

function cookieOf(answer: { headers: Record<string, unknown> }): string {
  return String(answer.headers["set-cookie"] ?? "").split(";")[0] ?? "";
}

/** Goes to the provider and logs in there: what the browser then asks of us. */
async function goThrough(api: FastifyInstance, name: string) {
  const sent = await api.inject("/access/provider?next=/desk/explore");
  expect(sent.statusCode).toBe(303);
  const back = await loginAtProvider(String(sent.headers.location), name);
  expect(back.startsWith(`${PUBLIC}/access/callback?code=`)).toBe(true);
  return { url: back.slice(PUBLIC.length), cookie: cookieOf(sent) };
}

async function signIn(api: FastifyInstance, name: string) {
  const { url, cookie } = await goThrough(api, name);
  return api.inject({ url, headers: { cookie } });
}

async function sessionOf(api: FastifyInstance, cookie: string) {
  return checkShape(
    SessionSchema,
    (await api.inject({ url: "/api/v1/session", headers: { cookie } })).json(),
  );
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 10_000;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error("waited in vain");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe("people of an identity provider", () => {
  it.each([
    ["lan", "department", ["report_details", "audit"]],
    ["binh", "leader", ["open_reports"]],
    ["hoa", "office", ["report_details"]],
  ])("%s becomes %s by the claims", async (name, role, scopes) => {
    const api = openDoored();
    const answer = await signIn(api, name);
    expect([answer.statusCode, answer.headers.location]).toEqual([303, "/desk/explore"]);
    const session = await sessionOf(api, cookieOf(answer));
    expect(session).toMatchObject({ role, name, sign_in: { provider: { en: "City account" } } });
    expect(session.scopes).toEqual(expect.arrayContaining(scopes));
    expect(facts).toMatchObject([{ action: "sign_in", outcome: "done", who: name, role }]);
  });

  it("lets nobody in for whom no rule holds", async () => {
    const api = openDoored();
    const answer = await signIn(api, "nobody");
    expect([answer.headers.location, answer.headers["set-cookie"]]).toEqual([
      "/sign-in?error=no_role",
      undefined,
    ]);
    expect(facts).toMatchObject([{ action: "sign_in", outcome: "refused", subject: "provider: no_role" }]);
  });

  it("takes an answer once, only of the browser that asked, and only with its own state", async () => {
    const api = openDoored();
    const { url, cookie } = await goThrough(api, "lan");
    expect((await api.inject(url)).headers.location).toBe("/sign-in?error=refused");
    const forged = url.replace(/state=[^&]+/, "state=forged");
    const other = await goThrough(api, "lan");
    expect((await api.inject({ url: forged, headers: { cookie: other.cookie } })).headers.location).toBe(
      "/sign-in?error=refused",
    );
    expect((await api.inject({ url, headers: { cookie } })).headers.location).toBe("/desk/explore");
    expect((await api.inject({ url, headers: { cookie } })).headers.location).toBe("/sign-in?error=refused");
  });

  it("takes no answer after ten minutes", async () => {
    const api = openDoored();
    const { url, cookie } = await goThrough(api, "lan");
    ahead = 11 * MINUTE;
    expect((await api.inject({ url, headers: { cookie } })).headers.location).toBe("/sign-in?error=refused");
  });

  it.each([
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
    "/%0d%0ax: y",
  ])("sends a person nowhere else: %s", async (next) => {
    const api = openDoored();
    const sent = await api.inject(`/access/provider?next=${encodeURIComponent(next)}`);
    const back = await loginAtProvider(String(sent.headers.location), "lan");
    const answer = await api.inject({ url: back.slice(PUBLIC.length), headers: { cookie: cookieOf(sent) } });
    const location = String(answer.headers.location);
    expect(new URL(location, PUBLIC).origin).toBe(PUBLIC);
    expect(answer.headers).not.toHaveProperty("x");
  });

  it("goes on when the provider changes its keys", async () => {
    const api = openDoored();
    expect((await signIn(api, "lan")).headers.location).toBe("/desk/explore");
    provider.rotateKeys();
    expect((await signIn(api, "lan")).headers.location).toBe("/desk/explore");
  });

  it("bears a clock that is a little ahead, and refuses one that is far", async () => {
    const api = openDoored({ clock_skew_seconds: 30 });
    provider.skewSeconds = -75;
    expect((await signIn(api, "lan")).headers.location).toBe("/desk/explore");
    provider.skewSeconds = -600;
    expect((await signIn(api, "lan")).headers.location).toBe("/sign-in?error=refused");
  });

  it("keeps in who is in while the provider is down, until the session ends; nobody new comes in", async () => {
    const api = openDoored();
    const cookie = cookieOf(await signIn(api, "lan"));
    await provider.stop();
    try {
      ahead = 8 * MINUTE;
      for (let ask = 0; ask < 3; ask++) {
        expect((await sessionOf(api, cookie)).role).toBe("department");
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      const sent = await api.inject("/access/provider");
      expect(sent.headers.location).toBe("/sign-in?error=unreachable");
      ahead = 11 * 60 * MINUTE;
      expect((await sessionOf(api, cookie)).role).toBe("public");
    } finally {
      await provider.start();
    }
  });

  it("takes over another role, and ends the session of a person who is out", async () => {
    const api = openDoored();
    const cookie = cookieOf(await signIn(api, "lan"));
    provider.people = { ...PEOPLE, lan: { groups: ["/units/ward/26740"] } };
    ahead = 2 * MINUTE;
    await until(async () => (await sessionOf(api, cookie)).role === "office");
    expect(facts.at(-1)).toMatchObject({
      action: "role_change",
      who: "lan",
      subject: "office ward:26740",
      details: { before: "department" },
    });
    provider.people = { ...PEOPLE, lan: {} };
    ahead = 6 * MINUTE;
    await until(async () => (await sessionOf(api, cookie)).role === "public");
  });

  it("signs out at the provider too", async () => {
    const api = openDoored();
    const cookie = cookieOf(await signIn(api, "lan"));
    const { csrf } = await sessionOf(api, cookie);
    const headers = { cookie, "x-csrf-token": csrf ?? "" };
    const answer = await api.inject({ method: "POST", url: "/access/sign-out", headers });
    const there = new URL(answer.json().next);
    expect(there.origin).toBe(provider.issuer);
    expect(there.searchParams.get("post_logout_redirect_uri")).toBe(`${PUBLIC}/sign-in`);
    expect(there.searchParams.get("id_token_hint")).toMatch(/^ey/);
    expect((await sessionOf(api, cookie)).role).toBe("public");
  });
});
