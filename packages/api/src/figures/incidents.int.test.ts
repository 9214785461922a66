import { IncidentsSchema } from "@toancanh/contracts";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTrialDoor } from "../server/access/door.ts";
import { checkShape } from "../testing/check-shape.ts";
import { type Bench, NOW, openBench, receivedEvent } from "../testing/open-bench.ts";

const MINUTE = 60_000;
/** Around Nguyễn Hữu Cảnh: 0.002° are 220 m. */
const PLACE = { lat: 10.7905, long: 106.7165 };

let bench: Bench;
let api: FastifyInstance;

const timeOf = (minutesAgo: number) => new Date(NOW - minutesAgo * MINUTE).toISOString();
const flooding = (id: string, minutesAgo: number, over: object = {}) =>
  receivedEvent(id, {
    time: timeOf(minutesAgo),
    data: { requested_datetime: timeOf(minutesAgo), service_code: "flooding", ...PLACE, ...over },
  });
/** A later event of such a report. */
const then = (id: string, kind: string, received: number, minutesAgo: number, data: object = {}) => ({
  ...flooding(id, received),
  id: `${id}#${kind}`,
  type: `vn.toancanh.report.${kind}`,
  time: timeOf(minutesAgo),
  data: { requested_datetime: timeOf(received), ...data },
});
const send = async (payload: object[]) => {
  const answer = await api.inject({ method: "POST", url: "/api/v1/events", payload });
  expect(answer.json()).toMatchObject({ accepted: payload.length, dead_letters: 0 });
};
const incidents = async (cookie = "", query = "") => {
  const answer = await api.inject({
    url: `/api/v1/incidents${query}`,
    headers: cookie === "" ? {} : { cookie },
  });
  return checkShape(IncidentsSchema, answer.json());
};

beforeAll(async () => {
  bench = await openBench();
  await bench.seed(Array.from({ length: 40 }, (_, day) => (day + 3) * 24 + 5));
  api = bench.openApi({ door: openTrialDoor(bench.profile, async () => {}) });
  await send([
    flooding("F-1", 40),
    then("F-1", "assigned", 40, 35, { agency_responsible: "cty-thoat-nuoc" }),
    flooding("F-2", 30, { lat: PLACE.lat + 0.002 }),
    flooding("F-3", 20, { long: PLACE.long + 0.004 }),
    flooding("FAR", 20, { lat: 10.85, long: 106.62 }),
  ]);
});
afterAll(() => bench.close());

describe("GET /incidents", () => {
  it("tells of several reports of one happening, and of no single one", async () => {
    const found = await incidents();
    expect(found.window).toEqual({ from: "2025-11-18T17:00:00.000Z", to: new Date(NOW).toISOString() });
    expect(found.flood).toBeNull();
    const [row] = found.rows.filter(({ family }) => family === "flooding");
    expect(row).toMatchObject({
      id: "flooding:F-1",
      name: { vi: "Ngập nước" },
      state: "active",
      count: 3,
      open: 3,
      overdue: 0,
      first: timeOf(40),
      last: timeOf(20),
      ended: null,
    });
    expect(row?.reports.map((report) => report.service_request_id)).toEqual(["F-1", "F-2", "F-3"]);
    expect(row?.ward_codes.length).toBeGreaterThan(0);
    expect(row?.extent_m).toBeGreaterThan(400);
    expect(row?.extent_m).toBeLessThan(550);
    expect(row?.chance).toBeLessThan(0.001);
    expect(JSON.stringify(found)).not.toContain('"FAR"');
    expect(found.active).toBe(found.rows.filter(({ state }) => state === "active").length);
  });

  it("lists as many as asked for and counts all", async () => {
    const all = await incidents();
    const one = await incidents("", "?limit=1");
    expect(one.rows).toEqual(all.rows.slice(0, 1));
    expect(one.active).toBe(all.active);
  });

  it("takes what an operator merged, wherever it lies, and ends with its last report", async () => {
    await send([
      flooding("M-1", 15, { lat: 10.9, long: 106.6 }),
      then("M-1", "merged", 15, 10, { duplicate_of: "F-2" }),
    ]);
    const merged = (await incidents()).rows.find(({ id }) => id === "flooding:F-1");
    expect(merged).toMatchObject({ count: 4, open: 3, state: "active" });
    await send(["F-1", "F-2", "F-3"].map((id, n) => then(id, "closed", 40 - 10 * n, 5 - n)));
    const ended = await incidents();
    expect(ended.rows.find(({ id }) => id === "flooding:F-1")).toMatchObject({
      state: "ended",
      open: 0,
      due: null,
      ended: timeOf(3),
    });
    bench.clock.at = NOW + 58 * MINUTE;
    await send([receivedEvent("LATER")]);
    expect(JSON.stringify(await incidents())).not.toContain('"flooding:F-1"');
    bench.clock.at = NOW;
  });

  it("groups a flood by ward, and shows an office what lies in its own ward only", async () => {
    const there = { lat: 10.7721, long: 106.6983 };
    await send([
      ...Array.from({ length: 12 }, (_, n) => flooding(`W-${n}`, 9 - n * 0.5, there)),
      ...Array.from({ length: 3 }, (_, n) => flooding(`X-${n}`, 9 - n, { lat: 10.8505, long: 106.7717 })),
    ]);
    const { flood, rows } = await incidents();
    expect(flood?.groups.length).toBeLessThanOrEqual(5);
    const group = flood?.groups.find(({ reports }) =>
      reports.some((one) => one.service_request_id === "W-3"),
    );
    expect(group?.count).toBe(12);
    const ward = group?.ward_code ?? "";
    expect(ward).not.toBe("");
    const own = await incidents(`toancanh_role=${encodeURIComponent(`office~ward:${ward}`)}`);
    expect(own.rows.map(({ id }) => id)).toContain("flooding:W-0");
    expect(own.rows.flatMap(({ ward_codes }) => ward_codes).filter((code) => code !== ward)).toEqual([]);
    expect(JSON.stringify(own)).not.toContain('"X-0"');
    expect(rows.map(({ id }) => id)).toContain("flooding:X-0");
  });
});
