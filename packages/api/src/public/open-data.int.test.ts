import { PublicMonthSchema, PublicMonthsSchema, PublicReportSchema } from "@toancanh/contracts";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkShape } from "../testing/check-shape.ts";
import { type Bench, NOW, openBench, receivedEvent } from "../testing/open-bench.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;
const iso = (at: number) => new Date(at).toISOString();
/** Wards of the official period of October 2025, one with too few reports, and reports without a place. */
const PLACES = [
  { lat: 10.7721, long: 106.6983, reports: 40 },
  { lat: 10.8505, long: 106.7717, reports: 20 },
  { lat: 10.7556, long: 106.6637, reports: 12 },
  { reports: 15 },
  { lat: 10.4114, long: 107.1362, reports: 3 },
];
const OCTOBER = Date.UTC(2025, 9, 10, 3);

let bench: Bench;
let api: FastifyInstance;
let sensitive = "";

function report(id: string, at: number, data: object, closed: boolean): Record<string, unknown>[] {
  const identity = { requested_datetime: iso(at) };
  const event = (type: string, time: number, more: object) => ({
    ...receivedEvent(id, { id: `${id}:${type}`, type: `vn.toancanh.report.${type}`, time: iso(time) }),
    data: { ...identity, ...more },
  });
  return [
    event("received", at, { channel: "web", service_code: "road-surface", ...data }),
    event("assigned", at + 5 * MINUTE, { agency_responsible: "ttql-duong-bo" }),
    ...(closed ? [event("closed", at + 60 * MINUTE, {})] : []),
  ];
}

beforeAll(async () => {
  bench = await openBench();
  api = bench.openApi();
  sensitive = bench.profile.categories.find((one) => one.sensitive)?.service_code ?? "";
  const october = PLACES.flatMap(({ lat, long, reports }, place) =>
    Array.from({ length: reports }, (_, n) =>
      report(`O-${place}-${n}`, OCTOBER + n * DAY * 0.1, { lat, long }, n % 10 !== 0),
    ).flat(),
  );
  const running = [
    ...report("N-1", NOW - DAY, { lat: 10.7721, long: 106.6983 }, true),
    ...report("N-2", NOW - 10 * MINUTE, {}, false),
    ...report("N-3", NOW - DAY, { service_code: sensitive }, true),
  ];
  const payload = [...october, ...running];
  const posted = await api.inject({ method: "POST", url: "/api/v1/events", payload });
  expect(posted.json()).toMatchObject({ accepted: payload.length, dead_letters: 0 });
}, 240_000);
afterAll(() => bench.close());

function ask(path: string, role = "public") {
  return api.inject({ url: `/api/v1/public/${path}`, headers: { cookie: `toancanh_role=${role}` } });
}

function close(act: "freeze" | "publish", payload: object) {
  return api.inject({
    method: "POST",
    url: `/api/v1/closings/2025-10/${act}`,
    headers: { cookie: "toancanh_role=department" },
    payload,
  });
}

describe("months", () => {
  it("are public when they are published, and neither before nor when they are only fixed", async () => {
    const october = () => ask("months/2025-10");
    const none = await ask("months/2020-01");
    const asNone = (body: string) => JSON.parse(body.replaceAll("2025-10", "2020-01")).detail;
    const before = await october();
    expect([before.statusCode, asNone(before.body)]).toEqual([404, none.json().detail]);
    const frozen = await close("freeze", { despite_blocks: true });
    expect(frozen.statusCode, frozen.body).toBe(200);
    const fixed = await october();
    expect([fixed.statusCode, asNone(fixed.body)]).toEqual([404, none.json().detail]);
    const list = checkShape(PublicMonthsSchema, (await ask("months")).json());
    expect(list.months.map((one) => one.period)).toEqual(["2025-11"]);
    expect((await close("publish", {})).statusCode).toBe(200);
    expect((await october()).statusCode).toBe(200);
    const after = checkShape(PublicMonthsSchema, (await ask("months")).json());
    expect(after.months.map(({ period, state }) => [period, state])).toEqual([
      ["2025-11", "running"],
      ["2025-10", "published"],
    ]);
  }, 60_000);

  it("show no ward of fewer than 8 reports, nor the one from which it would follow", async () => {
    const month = checkShape(PublicMonthSchema, (await ask("months/2025-10")).json());
    expect(month.city).toMatchObject({ received: 90, on_time_rate: expect.any(Number) });
    expect(month.wards?.groups.map(({ received }) => received)).toEqual([40, 20, 15]);
    expect(month.wards?.groups[2]).toMatchObject({ id: "", name: { vi: "Chưa rõ vị trí" } });
    expect(month.wards?.rest).toEqual({ groups: 2, received: 15 });
    expect(month.fields.groups).toEqual([expect.objectContaining({ id: "road-surface", received: 90 })]);
  });

  it("say no share where fewer than 30 were due", async () => {
    const month = checkShape(PublicMonthSchema, (await ask("months/2025-10")).json());
    const rates = month.wards?.groups.map(({ due, on_time_rate }) => [due, on_time_rate === null]);
    expect(rates).toEqual([
      [40, false],
      [20, true],
      [15, true],
    ]);
  });

  it("are the same as CSV", async () => {
    const month = checkShape(PublicMonthSchema, (await ask("months/2025-10")).json());
    const file = await ask("months/2025-10/file?table=wards");
    expect(file.headers["content-type"]).toBe("text/csv; charset=utf-8");
    const [head, ...rows] = file.body.replace("\uFEFF", "").trim().split("\r\n");
    expect(head).toBe("id,name,received,due,late,on_time_rate");
    const told = month.wards?.groups.map((one) =>
      [one.id, one.name.vi, one.received, one.due, one.late, one.on_time_rate ?? ""].join(),
    );
    expect(rows.slice(0, -1)).toEqual(told);
    expect(rows.at(-1)).toMatch(/gộp chung",15,,,$/);
  });

  it("tell of the one that runs nothing by ward, nothing of the last hour and no sensitive field", async () => {
    const answer = await ask("months/2025-11");
    const month = checkShape(PublicMonthSchema, answer.json());
    expect(month).toMatchObject({ state: "running", as_of: iso(NOW - 60 * MINUTE), wards: null });
    expect(month.city).toMatchObject({ received: 2 });
    expect(month.fields).toEqual({ groups: [], rest: { groups: 2, received: 2 } });
    expect(answer.body).not.toContain(sensitive);
    expect((await ask("months/2025-11/file?table=wards")).statusCode).toBe(404);
    bench.clock.at += 9 * MINUTE;
    expect((await ask("months/2025-11")).body).toBe(answer.body);
    bench.clock.at = NOW;
  });

  it("are in a catalogue with their files once they are published", async () => {
    const answer = await ask("catalog");
    expect(answer.headers["content-type"]).toContain("application/ld+json");
    const { dataset } = JSON.parse(answer.body);
    expect(dataset).toHaveLength(1);
    expect(dataset[0]).toMatchObject({ "@type": "Dataset", identifier: "2025-10", version: "1" });
    for (const one of dataset[0].distribution) {
      expect((await api.inject(one.accessURL ?? one.downloadURL)).statusCode).toBe(200);
    }
  });
});

describe("a report by its number", () => {
  it("has its steps, its due and what became of it, and no place", async () => {
    const answer = await ask("reports/N-1");
    const found = checkShape(PublicReportSchema, answer.json());
    expect(found).toMatchObject({ outcome: "handled_on_time", agencies: [expect.any(String)] });
    expect(found.steps.map(({ done }) => done !== null)).not.toContain(false);
    expect(answer.body).not.toMatch(/10\.77|106\.69|ward/);
  });

  it("is not there before its time, for a sensitive field, and for a number that is none: all the same", async () => {
    const none = (await ask("reports/none")).json();
    for (const id of ["N-2", "N-3", "none"]) {
      for (const role of ["public", "local"]) {
        const answer = await ask(`reports/${id}`, role);
        expect(answer.statusCode).toBe(404);
        expect(answer.json().detail).toBe(none.detail.replace("none", id));
      }
    }
  });
});
