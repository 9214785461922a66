import { XMLParser, XMLValidator } from "fast-xml-parser";
import type { FastifyInstance } from "fastify";
import Type, { type Static } from "typebox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkShape } from "../testing/check-shape.ts";
import { type Bench, NOW, openBench, receivedEvent } from "../testing/open-bench.ts";

const COUNT = 2500;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Reports of 69 days, one every 40 minutes; the newest at this moment. */
const requestedAt = (n: number) => NOW - (n + 1) * 40 * MINUTE;
const iso = (at: number) => new Date(at).toISOString();
const idOf = (n: number) => `R-${n}`;
const AGENCY = "ttql-duong-bo";

interface Made {
  id: string;
  service: string;
  requested: number;
  closed: number | null;
}

const RequestsSchema = Type.Array(
  Type.Object({
    service_request_id: Type.String(),
    status: Type.Enum(["open", "closed"]),
    service_code: Type.String(),
    agency_responsible: Type.Union([Type.String(), Type.Null()]),
    requested_datetime: Type.String(),
    updated_datetime: Type.String(),
    expected_datetime: Type.Union([Type.String(), Type.Null()]),
    lat: Type.Union([Type.Number(), Type.Null()]),
    long: Type.Union([Type.Number(), Type.Null()]),
    extended_attributes: Type.Optional(
      Type.Object({
        due: Type.Union([Type.String(), Type.Null()]),
        late: Type.Boolean(),
        agencies: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })),
        simulated: Type.Boolean(),
      }),
    ),
  }),
);
type Requests = Static<typeof RequestsSchema>;

let bench: Bench;
let api: FastifyInstance;
let made: Made[];
let sensitive = "";

beforeAll(async () => {
  bench = await openBench();
  api = bench.openApi();
  const { categories } = bench.profile;
  sensitive = categories.find((one) => one.sensitive)?.service_code ?? "";
  expect(sensitive).not.toBe("");
  const services = [
    ...categories
      .filter((one) => !one.sensitive)
      .slice(0, 3)
      .map((one) => one.service_code),
    sensitive,
  ];
  made = Array.from({ length: COUNT }, (_, n) => {
    const requested = requestedAt(n);
    const closed = requested + 90 * MINUTE;
    return {
      id: idOf(n),
      service: services[n % services.length] ?? "",
      requested,
      closed: n % 2 === 0 && closed <= NOW ? closed : null,
    };
  });
  const events = made.flatMap(({ id, service, requested, closed }, n) => {
    const identity = { requested_datetime: iso(requested) };
    const event = (type: string, time: number, data: object) => ({
      ...receivedEvent(id, { id: `${id}:${type}`, type: `vn.toancanh.report.${type}`, time: iso(time) }),
      data: { ...identity, ...data },
    });
    return [
      event("received", requested, { channel: "web", service_code: service, lat: 10.7721, long: 106.6983 }),
      ...(n % 3 === 0 ? [event("assigned", requested + 5 * MINUTE, { agency_responsible: AGENCY })] : []),
      ...(closed === null ? [] : [event("closed", closed, {})]),
    ];
  });
  for (let from = 0; from < events.length; from += 500) {
    const payload = events.slice(from, from + 500);
    const posted = await api.inject({ method: "POST", url: "/api/v1/events", payload });
    expect(posted.json()).toMatchObject({ accepted: payload.length, dead_letters: 0 });
  }
}, 240_000);
afterAll(() => bench.close());

function ask(path: string, role = "local") {
  return api.inject({ url: `/open311/v2/${path}`, headers: { cookie: `toancanh_role=${role}` } });
}

async function read(query: string, role = "local"): Promise<Requests> {
  const answer = await ask(`requests.json${query}`, role);
  expect(answer.statusCode, answer.body).toBe(200);
  return checkShape(RequestsSchema, answer.json());
}

const parser = new XMLParser({ parseTagValue: false, processEntities: true, trimValues: false });

/** What an XML parser makes of the same values: texts, and an element in place of each member of a list. */
function asElements(value: unknown, item: Readonly<Record<string, string>>, name: string): unknown {
  if (value === null) return "";
  if (Array.isArray(value)) {
    const members = value.map((one) => asElements(one, item, ""));
    if (members.length === 0) return "";
    return { [item[name] ?? ""]: members.length === 1 ? members[0] : members };
  }
  if (typeof value !== "object") return String(value);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, asElements(one, item, key)]));
}

const ITEMS = {
  services: "service",
  service_requests: "request",
  attributes: "attribute",
  values: "value",
  endpoints: "endpoint",
  formats: "format",
  agencies: "agency",
  errors: "error",
};

describe("JSON and XML", () => {
  it.each([
    ["discovery", "discovery", ""],
    ["services", "services", ""],
    ["services/road-surface", "service_definition", ""],
    ["requests", "service_requests", "?page_size=50&extensions=true"],
    ["requests", "service_requests", "?service_request_id=none"],
    ["requests/R-7", "service_requests", "?extensions=true"],
    ["requests/none", "errors", ""],
    ["requests", "errors", "?page=0"],
    ["nothing", "errors", ""],
  ])("%s is one document in both (%s%s)", async (path, root, query) => {
    const json = await ask(`${path}.json${query}`);
    const xml = await ask(`${path}.xml${query}`);
    expect(json.statusCode).toBe(xml.statusCode);
    expect(json.headers["content-type"]).toBe("application/json; charset=utf-8");
    expect(xml.headers["content-type"]).toBe("text/xml; charset=utf-8");
    expect(XMLValidator.validate(xml.body)).toBe(true);
    expect(xml.body).toMatch(/^<\?xml version="1.0" encoding="utf-8"\?>/);
    const parsed: unknown = parser.parse(xml.body.replace(/^<\?xml[^>]*>/, ""));
    const expected = asElements(JSON.parse(json.body.replaceAll(".json", ".xml")), ITEMS, root);
    expect(parsed).toEqual({ [root]: expected });
  });

  it("keeps what XML must escape or cannot hold", async () => {
    const id = `<R & "q">'`;
    const payload = [receivedEvent(id)];
    expect((await api.inject({ method: "POST", url: "/api/v1/events", payload })).statusCode).toBe(202);
    const answer = await ask(`requests/${encodeURIComponent(id)}.xml`);
    expect(XMLValidator.validate(answer.body)).toBe(true);
    expect(parser.parse(answer.body).service_requests.request.service_request_id).toBe(id);
    const refused = await ask("requests.xml?service_code=%01%3C");
    expect(parser.parse(refused.body).errors.error.description).toContain("service_code \uFFFD< was");
  });

  it("the definition of a service says the limits of its stages", async () => {
    const { attributes } = (await ask("services/road-surface.json")).json();
    expect(attributes.map((one: { description: string }) => one.description)).toContainEqual(
      expect.stringMatching(/không quá 2 giờ$/),
    );
  });
});

describe("filters", () => {
  const within = (from: number, to: number) => (one: Made) => one.requested >= from && one.requested <= to;
  const since = NOW - 10 * DAY;
  const until = NOW - 9 * DAY;
  const span = `start_date=${iso(since)}&end_date=${iso(until)}`;
  const updatedOf = (one: Made, n: number) =>
    one.closed ?? (n % 3 === 0 ? Math.min(NOW, one.requested + 5 * MINUTE) : one.requested);

  it.each<[string, (one: Made, n: number) => boolean]>([
    [`?${span}`, within(since, until)],
    [`?${span}&status=open`, (one) => within(since, until)(one) && one.closed === null],
    [`?${span}&status=closed`, (one) => within(since, until)(one) && one.closed !== null],
    [`?${span}&status=open,closed`, within(since, until)],
    [
      `?${span}&service_code=road-surface`,
      (one) => within(since, until)(one) && one.service === "road-surface",
    ],
    ["?service_request_id=R-3,R-2499,R-9999", (one) => one.id === "R-3" || one.id === "R-2499"],
    [
      `?updated_after=${iso(since)}&updated_before=${iso(until)}`,
      (one, n) => updatedOf(one, n) >= since && updatedOf(one, n) <= until,
    ],
    [
      `?${span}&updated_after=${iso(since + 12 * HOUR)}`,
      (one, n) => within(since, until)(one) && updatedOf(one, n) >= since + 12 * HOUR,
    ],
    [`?${span}&jurisdiction_id=hochiminhcity.gov.vn&api_key=any`, within(since, until)],
  ])("%s", async (query, takes) => {
    const expected = made.filter(takes).map((one) => one.id);
    expect(expected.length).toBeGreaterThan(0);
    const found = (await read(query)).filter((one) => one.service_request_id.startsWith("R-"));
    expect(found.map((one) => one.service_request_id)).toEqual(expected);
  });

  it("extended attributes: due, late and agencies", async () => {
    const [one] = await read("?service_request_id=R-300&extensions=true");
    const name = bench.profile.agencies.find(({ id }) => id === AGENCY)?.name;
    expect(one).toMatchObject({
      agency_responsible: AGENCY,
      expected_datetime: one?.extended_attributes?.due,
      extended_attributes: { agencies: [{ id: AGENCY, name }], simulated: false, late: false },
    });
    expect(one?.expected_datetime).not.toBeNull();
    const [late] = await read("?service_request_id=R-303&extensions=true");
    expect(late).toMatchObject({ status: "open", extended_attributes: { late: true } });
    const [plain] = await read("?service_request_id=R-300");
    expect(plain).not.toHaveProperty("extended_attributes");
  });

  it("pages over all give each once; without a page there are at most 1,000", async () => {
    const ids: string[] = [];
    for (let page = 1; ; page += 1) {
      const found = await read(`?start_date=${iso(NOW - 80 * DAY)}&page=${page}&page_size=333`);
      if (found.length === 0) break;
      ids.push(...found.map((one) => one.service_request_id));
    }
    const own = ids.filter((id) => id.startsWith("R-"));
    expect(own).toEqual(made.map((one) => one.id));
    expect(new Set(ids).size).toBe(ids.length);
    expect(await read("")).toHaveLength(1000);
  });
});

describe("refusals", () => {
  it.each([
    ["requests", "?status=done", 400, /status must be/],
    ["requests", "?service_code=nothing", 404, /service_code nothing was not found/],
    ["requests", "?jurisdiction_id=other.example", 404, /jurisdiction_id/],
    ["requests", "?start_date=2025-01-01T00:00:00Z&end_date=2025-06-01T00:00:00Z", 400, /90 days/],
    ["services/nothing", "", 404, /service_code nothing/],
    ["requests/nothing", "", 404, /"nothing" was not found/],
    ["tokens/1", "", 404, /discovery.xml/],
  ])("%s%s is %i", async (path, query, status, description) => {
    const answer = await ask(`${path}.json${query}`);
    expect(answer.statusCode).toBe(status);
    expect(answer.json()).toEqual([{ code: status, description: expect.stringMatching(description) }]);
  });

  it("a report cannot be sent", async () => {
    const answer = await api.inject({ method: "POST", url: "/open311/v2/requests.xml", payload: {} });
    expect([answer.statusCode, answer.headers.allow]).toEqual([405, "GET, HEAD"]);
    expect(parser.parse(answer.body).errors.error.code).toBe("405");
  });

  it("an address without a format says what is missing", async () => {
    const answer = await ask("requests/R-1");
    expect([answer.statusCode, answer.body]).toEqual([
      404,
      expect.stringContaining("put .json or .xml behind it"),
    ]);
  });
});

describe("the public", () => {
  it("sees no place, no sensitive field and nothing of the last hour; the department sees all", async () => {
    const query = `?start_date=${iso(NOW - 2 * DAY)}`;
    for (const role of ["public", "wall", "leader", "source~urn:test", "office~ward:26743"]) {
      const found = (await read(query, encodeURIComponent(role))).filter(
        (one) => one.service_request_id !== "C",
      );
      const ids = found.map((one) => one.service_request_id).filter((id) => id.startsWith("R-"));
      const expected = made.filter(
        (one) => one.requested >= NOW - 2 * DAY && one.requested <= NOW - HOUR && one.service !== sensitive,
      );
      expect(ids).toEqual(expected.map((one) => one.id));
      expect(found.filter((one) => one.lat !== null || one.long !== null)).toEqual([]);
    }
    const all = await read(query, "department");
    expect(all.filter((one) => one.service_request_id.startsWith("R-"))).toHaveLength(
      made.filter((one) => one.requested >= NOW - 2 * DAY).length,
    );
    expect(all[0]).toMatchObject({ lat: 10.7721, long: 106.6983 });
  });

  it("is told of an end only when the hour is over", async () => {
    const ended = made.find(
      (one) => one.closed !== null && one.closed > NOW - HOUR && one.service !== sensitive,
    );
    const [seen] = await read(`?service_request_id=${ended?.id}`, "public");
    expect(seen).toMatchObject({ status: "open", updated_datetime: iso(NOW - HOUR) });
    expect((await read(`?service_request_id=${ended?.id}`))[0]).toMatchObject({ status: "closed" });
  });

  it("is told nothing of a report that is not public, and not that it is there", async () => {
    const hidden = made.find((one) => one.service === sensitive)?.id ?? "";
    const [recent] = made;
    for (const id of [hidden, recent?.id ?? ""]) {
      const answer = await ask(`requests/${id}.json`, "public");
      const none = await ask("requests/none.json", "public");
      expect(answer.statusCode).toBe(404);
      expect(answer.body).toBe(none.body.replace("none", id));
    }
    const answer = await ask(`requests.json?service_code=${sensitive}`, "public");
    expect(answer.statusCode).toBe(404);
    expect((await ask("services.json", "public")).body).not.toContain(`"${sensitive}"`);
    expect((await ask("services.json", "department")).body).toContain(`"${sensitive}"`);
  });

  it("is shown nothing where the city shows nothing; others are", async () => {
    const closed = bench.openApi({ publicDelayMs: null });
    const answer = await closed.inject({
      url: "/open311/v2/requests.json",
      headers: { cookie: "toancanh_role=public" },
    });
    expect(answer.statusCode).toBe(401);
    expect(answer.json()).toEqual([{ code: 401, description: expect.stringContaining("/sign-in") }]);
    expect((await closed.inject("/open311/v2/services.json")).statusCode).toBe(200);
  });
});
