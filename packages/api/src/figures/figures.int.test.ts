import {
  AgenciesSchema,
  HEAT_MAP_COLUMNS,
  HotSpotsSchema,
  OpenReportsSchema,
  ReportDetailSchema,
  ReportExplanationSchema,
  SummarySchema,
  WardsSchema,
} from "@toancanh/contracts";
import { tableFromIPC } from "apache-arrow";
import type { FastifyInstance } from "fastify";
import { cellToParent, isValidCell } from "h3-js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stateToLiveReport } from "../figures/live-report.ts";
import { checkShape } from "../testing/check-shape.ts";
import { getAnswer } from "../testing/get-answer.ts";
import { type Bench, NOW, openBench, receivedEvent } from "../testing/open-bench.ts";

let bench: Bench;
let api: FastifyInstance;

/** Hours before now whose reports are in the store: the last day, one of last week, one of each earlier period. */
const HOURS = [
  ...Array.from({ length: 24 }, (_, n) => n + 1),
  7 * 24 + 3,
  10 * 24,
  40 * 24,
  70 * 24,
  100 * 24,
];

beforeAll(async () => {
  bench = await openBench();
  await bench.seed(HOURS);
  const unlocated = receivedEvent("NOWHERE", { data: { lat: undefined, long: undefined } });
  const { errors } = await bench.ingester.accept([{ raw: Buffer.from(JSON.stringify(unlocated)) }], {
    originOf: (index) => ({ kind: "internal", event: `${index}` }),
  });
  expect(errors).toEqual([]);
  api = bench.openApi();
});
afterAll(() => bench.close());

const get = (path: string) => getAnswer(api, path);

async function getSummary(query = "") {
  return checkShape(SummarySchema, (await get(`/summary${query}`)).json());
}

describe("GET /summary", () => {
  it("shows the default period, the one before, and windows that fit into one another", async () => {
    const summary = await getSummary();
    expect(summary.period).toEqual({
      kind: "official",
      from: "2025-10-25T05:00:00.000Z",
      to: "2025-11-25T05:00:00.000Z",
    });
    expect(summary.previous_period.to).toBe(summary.period.from);
    expect(summary.metrics.received).toBeGreaterThan(300);
    expect(summary.previous.received).toBeGreaterThan(0);
    const { today, last_7_days, quarter } = summary.windows;
    expect(today.received).toBeGreaterThan(0);
    expect(last_7_days.received).toBeGreaterThan(today.received);
    expect(quarter.received).toBeGreaterThan(last_7_days.received);
    expect(summary).toMatchObject({
      as_of: new Date(NOW).toISOString(),
      simulated: true,
      denominator: "due",
    });
    expect(summary.latest_event_at).not.toBeNull();
    expect(summary.open.unlocated).toBeGreaterThanOrEqual(1);
  });

  it("has 24 hours of flow that add up to what came in that time", async () => {
    const { flow } = await getSummary();
    expect(flow).toHaveLength(24);
    expect(flow[23]?.hour).toBe("2025-11-21T05:00:00.000Z");
    expect(flow.reduce((sum, hour) => sum + hour.received, 0)).toBeGreaterThan(300);
  });

  it("obeys denominator, exclude, offset and bounds", async () => {
    const due = await getSummary();
    const received = await getSummary("?denominator=received");
    const { metrics } = due;
    const late = metrics.handled_late + metrics.open_overdue;
    expect(due.metrics.late_rate).toBeCloseTo(late / (late + metrics.handled_on_time), 12);
    expect(received.metrics.late_rate).toBeCloseTo(late / metrics.received, 12);
    const without = await getSummary("?exclude=rejected,merged");
    expect(without.metrics.received).toBeLessThan(metrics.received);
    const before = await getSummary("?offset=1");
    expect(before.metrics).toEqual(due.previous);
    const custom = await getSummary(`?from=${due.period.from}&to=${due.period.to}`);
    expect(custom.metrics).toEqual(metrics);
    expect(custom.period.kind).toBe("custom");
  });

  it("is computed anew once something changed", async () => {
    const before = await getSummary();
    const event = receivedEvent("LATER");
    await api.inject({ method: "POST", url: "/api/v1/events", payload: event });
    const after = await getSummary();
    expect(after.metrics.received).toBe(before.metrics.received + 1);
  });
});

describe("GET /agencies", () => {
  it("lists who had obligations, worst first, with blocks", async () => {
    const agencies = checkShape(AgenciesSchema, (await get("/agencies")).json());
    expect(agencies.rows.length).toBeGreaterThan(20);
    const rates = agencies.rows.map((row) => row.metrics.late_rate ?? -1);
    expect(rates).toEqual([...rates].sort((a, b) => b - a));
    for (const { metrics, interval } of agencies.rows) {
      if (metrics.late_rate === null) expect(interval).toBeNull();
      else
        expect((interval?.[0] ?? 2) <= metrics.late_rate && metrics.late_rate <= (interval?.[1] ?? -1)).toBe(
          true,
        );
    }
    expect(agencies.blocks.map((block) => block.id)).toEqual(bench.profile.blocks.map((block) => block.id));
    const sum = (rows: { metrics: { received: number } }[]) =>
      rows.reduce((total, row) => total + row.metrics.received, 0);
    expect(sum(agencies.blocks)).toBe(sum(agencies.rows));
    expect(agencies.rows.some((row) => row.previous_late_rate !== null)).toBe(true);
  });
});

describe("GET /wards", () => {
  it("has every ward in force and the unlocated, adding up to the city", async () => {
    const wards = checkShape(WardsSchema, (await get("/wards")).json());
    const { metrics } = await getSummary();
    expect(wards.rows).toHaveLength(169);
    expect(wards.rows.reduce((sum, row) => sum + row.metrics.received, 0)).toBe(metrics.received);
    expect(wards.rows.find((row) => row.ward_code === "")).toMatchObject({ short_name: "Chưa rõ vị trí" });
    expect(wards.rows.some((row) => row.usual_late_rate !== null)).toBe(true);
  });
});

describe("GET /heat-map", () => {
  it.each([
    "",
    "?status=open",
    "?status=overdue",
    "?status=late",
    "?resolution=7",
    "?field_group=infrastructure",
  ])("adds up for %s: cells + unlocated = total", async (query) => {
    const answer = await get(`/heat-map${query}`);
    expect(answer.headers["content-type"]).toBe("application/vnd.apache.arrow.stream");
    expect(answer.headers["x-as-of"]).toBe(new Date(NOW).toISOString());
    const table = tableFromIPC(answer.rawPayload);
    expect(table.schema.fields.map((field) => field.name)).toEqual([...HEAT_MAP_COLUMNS]);
    const located = [...(table.getChild("count") ?? [])].reduce((sum, count) => sum + Number(count), 0);
    const unlocated = Number(answer.headers["x-unlocated"]);
    expect(located + unlocated).toBe(Number(answer.headers["x-total"]));
    expect(located).toBeGreaterThan(0);
  });

  it("has the table's figure as total, and cells of the resolution asked for", async () => {
    const answer = await get("/heat-map?resolution=8");
    const { metrics } = await getSummary();
    expect(Number(answer.headers["x-total"])).toBe(metrics.received);
    const cell = String(tableFromIPC(answer.rawPayload).getChild("cell")?.get(0));
    expect([isValidCell(cell), cellToParent(cell, 8)]).toEqual([true, cell]);
  });

  it("filters by agency and block", async () => {
    const all = Number((await get("/heat-map")).headers["x-total"]);
    const block = Number((await get("/heat-map?block=departments")).headers["x-total"]);
    expect(block).toBeGreaterThan(0);
    expect(block).toBeLessThan(all);
    expect((await get("/heat-map?agency_responsible=nobody")).headers["x-total"]).toBe("0");
  });
});

describe("a map of the window that rolls up to now", () => {
  it("looks back as far as it needs, and is the same stretch for cells and spots", async () => {
    const cells = await get("/heat-map?window=rolling");
    const hours = (NOW - Date.parse(String(cells.headers["x-from"]))) / 3_600_000;
    expect([24, 7 * 24, 28 * 24]).toContain(hours);
    expect(cells.headers["x-to"]).toBe(new Date(NOW).toISOString());
    const located = Number(cells.headers["x-total"]) - Number(cells.headers["x-unlocated"]);
    expect(located >= 2_500 || hours === 28 * 24).toBe(true);
    const spots = checkShape(HotSpotsSchema, (await get("/hot-spots?window=rolling")).json());
    expect(spots.period).toEqual({
      kind: "custom",
      from: cells.headers["x-from"],
      to: cells.headers["x-to"],
    });
  });

  it("has no period beside it", async () => {
    const answer = await api.inject("/api/v1/heat-map?window=rolling&period=official");
    expect([answer.statusCode, answer.json().detail]).toEqual([
      400,
      expect.stringContaining("leave out period"),
    ]);
  });
});

describe("GET /hot-spots", () => {
  it("names wards with more than usual", async () => {
    const spots = checkShape(HotSpotsSchema, (await get("/hot-spots?limit=3")).json());
    expect(spots.rows).toHaveLength(3);
    const known = new Set(bench.profile.wards.map((ward) => ward.code));
    expect(spots.rows.every((row) => known.has(row.ward_code) && row.count > 0)).toBe(true);
    expect(spots.rows.every((row) => row.count >= 10 && row.count - row.expected >= 5)).toBe(true);
  });
});

describe("GET /open-reports", () => {
  it("lists open reports, nearest due first, then the longest overdue", async () => {
    const openReports = checkShape(OpenReportsSchema, (await get("/open-reports?limit=1000")).json());
    const { open } = await getSummary();
    expect([openReports.open, openReports.overdue]).toEqual([open.total, open.overdue]);
    expect(openReports.rows).toHaveLength(open.total);
    const dues = openReports.rows.map((row) => (row.due === null ? null : Date.parse(row.due)));
    const inTime = dues.filter((due) => due !== null && due >= NOW);
    const overdue = dues.filter((due) => due !== null && due < NOW);
    expect(overdue).toHaveLength(openReports.overdue);
    expect(dues.slice(0, inTime.length + overdue.length)).toEqual([
      ...[...inTime].sort((a, b) => Number(a) - Number(b)),
      ...[...overdue].sort((a, b) => Number(a) - Number(b)),
    ]);
    const received = await bench.store.query("report_keys_in_period", { from: 0, to: NOW });
    expect(Date.parse(openReports.newest?.requested_datetime ?? "")).toBe(
      Math.max(...received.map((key) => key.received_at)),
    );
    const few = checkShape(OpenReportsSchema, (await get("/open-reports?limit=2")).json());
    expect(few.rows.map((row) => row.due)).toEqual(
      [inTime, overdue, dues.filter((due) => due === null)].flatMap((kind) =>
        kind.slice(0, 2).map((due) => (due === null ? null : new Date(due).toISOString())),
      ),
    );
  });

  it("shows a report as a live delta would show its state", async () => {
    const { rows } = checkShape(OpenReportsSchema, (await get("/open-reports?limit=1000")).json());
    const states = await bench.store.query("states_in_period", { from: 0, to: NOW });
    const byId = new Map(states.map((state) => [state.service_request_id, stateToLiveReport(state)]));
    expect(rows.length).toBeGreaterThan(10);
    for (const row of rows) expect(byId.get(row.service_request_id)).toEqual(row);
  });
});

describe("GET /reports/:id", () => {
  it("tells state, stages, assignments and timeline of a report, and explains its deadline", async () => {
    const states = await bench.store.query("states_in_period", { from: 0, to: NOW });
    const state = states.find((one) => one.assignments.length > 1 && one.ending === "handled");
    const id = state?.service_request_id ?? "";
    const detail = checkShape(ReportDetailSchema, (await get(`/reports/${encodeURIComponent(id)}`)).json());
    expect(detail.report.service_request_id).toBe(id);
    expect(detail.timeline).toHaveLength(state?.event_count ?? -1);
    expect(detail.timeline[0]?.kind).toBe("received");
    expect(detail.assignments).toHaveLength(state?.assignments.length ?? -1);
    for (const [lang, word] of [
      ["vi", "Phản ánh"],
      ["en", "eport"],
    ] as const) {
      const told = checkShape(
        ReportExplanationSchema,
        (await get(`/reports/${encodeURIComponent(id)}/explain?lang=${lang}`)).json(),
      );
      expect(told.lines.length).toBeGreaterThan(3);
      expect(told.lines.join("\n")).toContain(word);
    }
  });

  it("says so when there is no such report", async () => {
    for (const path of ["/reports/none", "/reports/none/explain"]) {
      const answer = await api.inject(`/api/v1${path}`);
      expect(answer.json()).toMatchObject({ status: 404, code: "report-not-found" });
    }
  });

  it("shows of a redacted report only what happened when", async () => {
    const payload = [
      receivedEvent("SECRET", { data: { channel: "zalo" } }),
      receivedEvent("SECRET", {
        id: "SECRET#1",
        type: "vn.toancanh.report.redacted",
        time: "2025-11-21T11:00:00+07:00",
      }),
    ];
    const posted = await api.inject({ method: "POST", url: "/api/v1/events", payload });
    expect(posted.json()).toMatchObject({ accepted: 2 });
    const detail = checkShape(ReportDetailSchema, (await get("/reports/SECRET")).json());
    expect(detail.flags).toContain("redacted");
    expect(detail.timeline.map((entry) => Object.keys(entry).sort())).toEqual([
      ["kind", "recorded", "source", "time"],
      ["kind", "recorded", "source", "time"],
    ]);
    const { lat, long, ward_code } = detail.report;
    expect([lat, long, ward_code === ""]).toEqual([null, null, false]);
  });
});

describe("queries that are wrong", () => {
  it.each([
    ["/summary?period=week", 'query parameter "period" must be one of: official, calendar'],
    ["/summary?perod=day", 'query parameter "perod" is not known here; allowed: period, offset'],
    ["/summary?offset=-1", 'query parameter "offset" must be >= 0'],
    ["/summary?from=yesterday&to=today", "RFC 3339"],
    ["/agencies?denominator=all", "must be one of: due, handled, received"],
    ["/wards?exclude=late", "(rejected|merged)"],
    ["/heat-map?resolution=12", 'query parameter "resolution" must be <= 10'],
    ["/heat-map?status=closed", "must be one of: received, open, overdue, late"],
    ["/heat-map?field_group=roads", "must be one of: infrastructure"],
    ["/heat-map?block=none", 'query parameter "block" must be one of: departments'],
    ["/categories?block=none", 'query parameter "block" must be one of: departments'],
    ["/periods?period=custom", "must be one of: official, calendar"],
    ["/hot-spots?limit=0", 'query parameter "limit" must be >= 1'],
    ["/open-reports?limit=x", 'query parameter "limit" must be integer'],
    ["/dead-letters?offset=x", 'query parameter "offset" must be integer'],
    ["/reports/x/explain?lang=fr", 'query parameter "lang" must be one of: vi, en'],
    ["/live?last=1", 'query parameter "last" is not known here; allowed: last_event_id'],
    ["/health?x=1", null],
  ])("%s is answered with what is allowed", async (path, text) => {
    const answer = await api.inject(`/api/v1${path}`);
    if (text === null) {
      expect(answer.statusCode).toBe(200);
      return;
    }
    expect(answer.statusCode).toBe(400);
    expect(answer.headers["content-type"]).toContain("application/problem+json");
    expect(answer.json()).toMatchObject({ code: "invalid-parameter", detail: expect.stringContaining(text) });
  });
});
