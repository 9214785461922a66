import {
  ACCESS_TABLE,
  type AccessScope,
  type AccessTable,
  API_PREFIX,
  ENDPOINT_IDS,
  ENDPOINTS,
  ProblemSchema,
  type Reach,
  ReportDetailSchema,
  ROLES,
  type Role,
} from "@toancanh/contracts";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CONFLICTS, EXPECTED, PAGES, type Place, SENT } from "../../testing/access-expectations.ts";
import { checkShape } from "../../testing/check-shape.ts";
import { type Bench, openBench, receivedEvent } from "../../testing/open-bench.ts";

const OWN = "OWN-1";
const ASSIGNED = "ASSIGNED-1";
const OTHER = "OTHER-1";
/** What is in dead letters, which an answer may show only with the scope for their bodies. */
const CANARY = "Nguyễn Thị Chim Hoàng Yến 0909123456";

let bench: Bench;
let api: FastifyInstance;
let deadLetterId = "";
/** Replaced between checks; the server reads it at every request. */
let table: AccessTable = ACCESS_TABLE;
let office = "";

beforeAll(async () => {
  bench = await openBench();
  const live: AccessTable = new Proxy(ACCESS_TABLE, {
    get: (_target, role) => Reflect.get(table, role),
  });
  api = bench.openApi({
    accessTable: live,
    overlays: { list: [], read: async () => "{}" },
  });
  api.get("/metrics", { config: { scope: "metrics" } }, async () => "figures");
  api.get("/forgotten", async () => "a route that names no access");
  const assigned = {
    id: `${ASSIGNED}#1`,
    type: "vn.toancanh.report.assigned",
    time: "2025-11-21T10:05:00+07:00",
    data: { agency_responsible: "ttql-duong-bo" },
  };
  const elsewhere = { data: { lat: 10.8505, long: 106.7717 } };
  const payload = [
    receivedEvent(OWN),
    receivedEvent(ASSIGNED, elsewhere),
    receivedEvent(ASSIGNED, assigned),
    receivedEvent(OTHER, elsewhere),
  ];
  const posted = await api.inject({ method: "POST", url: "/api/v1/events", payload });
  expect(posted.json()).toMatchObject({ accepted: 4, dead_letters: 0 });
  const broken = { ...receivedEvent("BROKEN"), type: "unknown", person: CANARY };
  const refused = await api.inject({ method: "POST", url: "/api/v1/events", payload: broken });
  deadLetterId = refused.json().errors[0].dead_letter_id;
  const found = await api.inject(`${API_PREFIX}/reports/${OWN}`);
  const { report } = checkShape(ReportDetailSchema, found.json());
  expect(report.ward_code).not.toBe("");
  office = `office~ward:${report.ward_code}~agency:ttql-duong-bo`;
}, 120_000);
afterAll(() => bench.close());

function cookieOf(role: Role): Record<string, string> {
  const value = role === "office" ? office : role === "source" ? "source~urn:test" : role;
  return { cookie: `toancanh_role=${encodeURIComponent(value)}` };
}

function expectedOf(place: Place, role: Role): Reach | "none" {
  const words = EXPECTED[place].split(" ");
  if (words.includes(role)) return "any";
  return words.includes(`${role}:own`) ? "own" : "none";
}

interface Asked {
  /** True where the answer is a stream without an end, however its address is written. */
  isStream: boolean;
  method: "GET" | "POST" | "HEAD";
  path: string;
  payload?: object;
}

function isPage(place: Place): place is keyof typeof PAGES {
  return place in PAGES;
}

/** A right way to ask a place, for what is one's own and for what is another's. */
function askFor(place: Place, whose: "own" | "other"): Asked {
  const id = place === "dead_letter" ? deadLetterId : whose === "own" ? OWN : OTHER;
  if (isPage(place)) return { isStream: false, method: "GET", path: PAGES[place].path.replace(":id", id) };
  const { method, path } = ENDPOINTS[place];
  const named = `${API_PREFIX}${path.replace(":id", id).replace(":period", "2025-11").replace(":token", "0123456789ab")}${queryOf(place, whose)}`;
  const payload = place === "file_objection" ? objectionTo(whose) : SENT[place];
  if (payload !== undefined) return { isStream: false, method, path: named, payload };
  if (place !== "events") return { isStream: place === "live", method, path: named };
  const source = whose === "own" ? "urn:test" : "urn:another";
  return { isStream: false, method, path: named, payload: [receivedEvent(`SENT-${whose}`, { source })] };
}

/** Neither was judged late: who may object to the one is answered by its state. */
function objectionTo(whose: "own" | "other"): object {
  const [agency, report] = whose === "own" ? ["ttql-duong-bo", ASSIGNED] : ["ttql-duong-thuy", OTHER];
  return { report, agency, turn: 1, reason: "other", text: "thử" };
}

/** What places that need a query are asked. */
function queryOf(place: Place, whose: "own" | "other"): string {
  const [unit, report] = whose === "own" ? ["ttql-duong-bo", ASSIGNED] : ["ttql-duong-thuy", OTHER];
  const ranking = "?period=2025-11&group=maintenance";
  switch (place) {
    case "rankings":
      return ranking;
    case "objections":
      return `?report=${report}`;
    case "public_month_file":
      return "?table=fields";
    case "scorecard":
      return `?period=2025-11&unit=${unit}`;
    case "city_report_file":
      return "?period=2025-11&format=docx";
    case "scorecard_file":
      return `?period=2025-11&unit=${unit}&format=csv`;
    case "ranking_explanation":
      return `${ranking}&unit=${unit}`;
    case "ranking_what_if":
      return `${ranking}&unit=${unit}&close=${report}`;
    default:
      return "";
  }
}

interface Answered {
  status: number;
  body: string;
}

/** The stream of live changes has no end: its first message is the answer. */
async function ask(
  { isStream, method, path, payload }: Asked,
  headers: Record<string, string>,
): Promise<Answered> {
  if (isStream && method === "GET") {
    const answer = await api.inject({ method, url: path, headers, payloadAsStream: true });
    const stream = answer.stream();
    let body = "";
    for await (const chunk of stream) {
      body += String(chunk);
      if (answer.statusCode !== 200 || body.includes("event: snapshot")) break;
    }
    stream.destroy();
    return { status: answer.statusCode, body };
  }
  const answer = await api.inject({
    method,
    url: path,
    headers,
    ...(payload === undefined ? {} : { payload }),
  });
  return { status: answer.statusCode, body: answer.body };
}

const isRefused = ({ status }: Answered) => status === 401 || status === 403;

/** What is wrong with the answers to one role at one place; nothing when all is as expected. */
async function check(place: Place, role: Role): Promise<string[]> {
  const expected = expectedOf(place, role);
  const headers = cookieOf(role);
  const own = await ask(askFor(place, "own"), headers);
  const other = await ask(askFor(place, "other"), headers);
  const faults: string[] = [];
  const name = `${role} at ${place}`;
  if (expected === "none") {
    if (!isRefused(own) || !isRefused(other))
      faults.push(`${name}: not refused (${own.status}, ${other.status})`);
    return faults;
  }
  // There is no overlay and no objection on this bench: not found is an answer of the endpoint itself.
  const isAnswered =
    own.status < 400 ||
    ((place === "overlay" || place === "decide_objection") && own.status === 404) ||
    (CONFLICTS.includes(place) && own.status === 409);
  if (!isAnswered) faults.push(`${name}: refused what is its own (${own.status})`);
  if (expected === "any") {
    if (isRefused(other)) faults.push(`${name}: refused (${other.status})`);
    // Whose lists may not hold every report sees none of its place in what is public either.
    const seesPlaces = expectedOf("report_list", role) === "any";
    if (place.startsWith("open311_request") && seesPlaces !== other.body.includes("106.7717")) {
      faults.push(`${name}: ${seesPlaces ? "lacks" : "shows"} the place of ${OTHER}`);
    }
    if (place === "open_reports" && !other.body.includes(OTHER)) faults.push(`${name}: lacks ${OTHER}`);
    return faults;
  }
  const isShown = place === "report_file" ? other.body.includes(OTHER) : other.body.includes(`"${OTHER}"`);
  if (isShown) faults.push(`${name}: shows ${OTHER}`);
  if (place === "events")
    return other.status === 403 ? faults : [...faults, `${name}: took a foreign source`];
  const isOneReport =
    ["report", "report_explanation", "objections", "file_objection"].includes(place) ||
    place.startsWith("ranking_");
  if (isOneReport && other.status !== 404) faults.push(`${name}: tells that ${OTHER} is there`);
  const isList = place === "report_list" || place === "report_file";
  if ((isList || place === "open_reports" || place === "live") && !own.body.includes(ASSIGNED)) {
    faults.push(`${name}: lacks what its agency was assigned`);
  }
  return faults;
}

const PLACES: readonly Place[] = [
  ...ENDPOINT_IDS,
  ...Object.keys(PAGES).filter((name): name is keyof typeof PAGES => name in PAGES),
];
const ROLE_NAMES = Object.keys(ROLES).filter((name): name is Role => name in ROLES);

async function checkAll(places = PLACES, roles = ROLE_NAMES): Promise<string[]> {
  const faults: string[] = [];
  // Callers who may see everything ask first: what a cache has kept of theirs must not reach the others.
  for (const place of places)
    for (const role of [...roles].reverse()) faults.push(...(await check(place, role)));
  return faults;
}

/** Places under a scope. */
function placesOf(scope: AccessScope): Place[] {
  return PLACES.filter((place) => (isPage(place) ? PAGES[place] : ENDPOINTS[place]).scope === scope);
}

function withReach(role: Role, scope: AccessScope, reach: Reach | null): AccessTable {
  const { [scope]: _before, ...others } = ACCESS_TABLE[role];
  return { ...ACCESS_TABLE, [role]: reach === null ? others : { ...others, [scope]: reach } };
}

const SCOPE_NAMES = [...new Set(Object.values(ACCESS_TABLE).flatMap((scopes) => Object.keys(scopes)))].filter(
  (name): name is AccessScope => Object.hasOwn(ACCESS_TABLE.local, name),
);

describe("who may have what", () => {
  it("is as written down, at every endpoint, for every role, over own and other", async () => {
    expect(await checkAll()).toEqual([]);
  }, 120_000);

  it("has no entry without effect, and no more than written down: each change of the table shows", async () => {
    const unnoticed: string[] = [];
    for (const role of ROLE_NAMES) {
      for (const scope of SCOPE_NAMES) {
        const reach = ACCESS_TABLE[role][scope] ?? null;
        const changes: (Reach | null)[] = reach === null ? ["any"] : reach === "own" ? ["any", null] : [null];
        for (const change of changes) {
          table = withReach(role, scope, change);
          const faults = await checkAll(placesOf(scope), [role]);
          if (faults.length === 0) unnoticed.push(`${role} ${scope}: ${reach} → ${change}`);
        }
      }
    }
    table = ACCESS_TABLE;
    expect(unnoticed).toEqual([]);
  }, 240_000);

  it("refuses a route that names no access to everybody", async () => {
    for (const role of ROLE_NAMES) {
      const answer = await api.inject({ url: "/forgotten", headers: cookieOf(role) });
      expect([role, answer.statusCode]).toEqual([role, role === "public" ? 401 : 403]);
    }
  });

  it("tells a report of another office apart from none in nothing", async () => {
    for (const path of [`/reports/${OTHER}`, `/reports/${OTHER}/explain`]) {
      const none = path.replace(OTHER, "none");
      const told = await askedByOffice(path);
      const toldOfNone = await askedByOffice(none);
      expect(told).toEqual({ ...toldOfNone, detail: toldOfNone.detail?.replace("none", OTHER) });
    }
  });
});

async function askedByOffice(path: string) {
  const answer = await api.inject({ url: `${API_PREFIX}${path}`, headers: cookieOf("office") });
  expect(answer.statusCode).toBe(404);
  const { instance: _instance, ...told } = checkShape(ProblemSchema, answer.json());
  return told;
}

/** Ways to write one address that have got around guards of other products. */
function variantsOf(path: string): string[] {
  const [, ...steps] = path.split("/");
  const last = steps.at(-1) ?? "";
  const before = steps.slice(0, -1).join("/");
  const coded = `%${last.charCodeAt(0).toString(16)}${last.slice(1)}`;
  return [
    path,
    `/${path}`,
    `/${before}//${last}`,
    `${path}/`,
    `${path}//`,
    path.toUpperCase(),
    `/${before}/${last.toUpperCase()}`,
    `/${before}/${coded}`,
    `/${before}%2F${last}`,
    `/${before}%2f${last}`,
    `/${before}/./${last}`,
    `/${before}/x/../${last}`,
    `/${before}/%2e/${last}`,
    `/${before}/x%2f..%2f${last}`,
    `/${before}\\${last}`,
    `${path}%00`,
    `${path}%20`,
    `${path};x=1`,
    `${path}.json`,
    `${path}?`,
    `${path}?role=local`,
    `${path}#x`,
  ];
}

const ACCEPTS = ["application/json", "text/html", "*/*;q=0"] as const;

describe("however an address is written", () => {
  it("gives no role what it may not have, with any method and any Accept", async () => {
    const faults: string[] = [];
    let asked = 0;
    for (const place of PLACES) {
      for (const role of ROLE_NAMES) {
        const expected = expectedOf(place, role);
        if (expected === "any") continue;
        const { isStream, method, path, payload } = askFor(place, "other");
        for (const variant of variantsOf(path)) {
          for (const asks of method === "GET" ? (["GET", "HEAD"] as const) : ([method] as const)) {
            const accept = ACCEPTS[asked % ACCEPTS.length] ?? "";
            const headers = { ...cookieOf(role), accept };
            const answer = await ask(
              { isStream, method: asks, path: variant, ...(payload ? { payload } : {}) },
              headers,
            );
            asked += 1;
            const isShown = answer.body.includes(`"${OTHER}"`) || answer.body.includes(CANARY);
            const isLet = expected === "none" && answer.status < 300;
            if (isShown || isLet) faults.push(`${role} ${asks} ${variant} (${accept}): ${answer.status}`);
          }
        }
      }
    }
    expect(faults).toEqual([]);
    expect(asked).toBeGreaterThan(4_000);
  }, 240_000);

  it("would see a leak: what the local person gets holds what is looked for", async () => {
    const reports = await ask(askFor("open_reports", "other"), cookieOf("local"));
    expect(reports.body).toContain(`"${OTHER}"`);
    const letter = await ask(askFor("dead_letter", "other"), cookieOf("operator"));
    const raw = Buffer.from(JSON.parse(letter.body).raw, "base64").toString("utf8");
    expect(raw).toContain(CANARY);
  });
});
