import {
  AgeBandsSchema,
  AgenciesSchema,
  ComparisonSchema,
  MatrixSchema,
  MoversSchema,
  OverlaysSchema,
  SummarySchema,
  TimeSeriesSchema,
  TrendSchema,
  WardsSchema,
} from "@toancanh/contracts";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkShape } from "../testing/check-shape.ts";
import { getAnswer } from "../testing/get-answer.ts";
import { type Bench, openBench } from "../testing/open-bench.ts";

let bench: Bench;
let api: FastifyInstance;

const LAYER = { type: "FeatureCollection", features: [] };
/** Two days after the reform of 1 July 2025, 12:00: July has what came since, June what came before. */
const NOW = Date.UTC(2025, 6, 3, 5);

beforeAll(async () => {
  bench = await openBench(NOW);
  await bench.seed([...Array.from({ length: 30 }, (_, n) => n + 1), 60, 61, 62, 63, 64, 65, 66, 90, 91, 92]);
  api = bench.openApi({
    overlays: {
      list: [
        {
          id: "cameras",
          name: { vi: "Máy quay (ví dụ)", en: "Cameras (example)" },
          example: true,
          icon: "camera",
          style: { colour: "#00aaff", size: 18, opacity: 1 },
          popup: [{ property: "name", label: { vi: "Tên", en: "Name" } }],
          media: { property: "image", kind: "image" },
          refresh_seconds: 60,
        },
      ],
      read: async () => JSON.stringify(LAYER),
    },
  });
});
afterAll(() => bench.close());

const get = async (path: string): Promise<unknown> => (await getAnswer(api, path)).json();

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const MONTH = "period=calendar";

describe("GET /matrix", () => {
  it("adds up to the period's figure, by ward and with filters", async () => {
    const summary = checkShape(SummarySchema, await get(`/summary?${MONTH}`));
    const wards = checkShape(WardsSchema, await get(`/wards?${MONTH}`));
    const { rows } = checkShape(MatrixSchema, await get(`/matrix?${MONTH}`));
    expect(sum(rows.map(({ received }) => received))).toBe(summary.metrics.received);
    const [first] = wards.rows.filter(({ metrics }) => metrics.received > 0);
    const ofWard = rows.filter(({ ward_code }) => ward_code === first?.ward_code);
    expect(sum(ofWard.map(({ received }) => received))).toBe(first?.metrics.received);
    const one = checkShape(MatrixSchema, await get(`/matrix?${MONTH}&ward_code=${first?.ward_code}`));
    expect(one.rows).toEqual(ofWard);
  });

  it("gives the late share of an agency by ward with what it is a share of", async () => {
    const { rows: agencies } = checkShape(AgenciesSchema, await get(`/agencies?${MONTH}`));
    const [worst] = agencies;
    expect(worst?.metrics.late_rate).toBeGreaterThan(0);
    const filter = `agency_responsible=${worst?.agency_responsible}`;
    const { rows } = checkShape(MatrixSchema, await get(`/matrix?${MONTH}&${filter}`));
    const late = sum(rows.map((row) => row.late));
    const due = sum(rows.map((row) => row.due));
    expect(late / due).toBe(worst?.metrics.late_rate);
    for (const row of rows) expect(row.late_rate).toBe(row.due === 0 ? null : row.late / row.due);
  });
});

describe("GET /time-series", () => {
  it("adds up in every bucket", async () => {
    const { metrics } = checkShape(SummarySchema, await get(`/summary?${MONTH}`));
    for (const bucket of ["hour", "day", "month"]) {
      const series = checkShape(TimeSeriesSchema, await get(`/time-series?${MONTH}&bucket=${bucket}`));
      expect(series.bucket).toBe(bucket);
      expect(sum(series.rows.map(({ received }) => received))).toBe(metrics.received);
    }
    const { rows } = checkShape(TimeSeriesSchema, await get(`/time-series?${MONTH}`));
    expect(rows[0]?.at).toBe("2025-06-30T17:00:00.000Z");
  });
});

describe("GET /age-bands", () => {
  it("has what is open once", async () => {
    const summary = checkShape(SummarySchema, await get("/summary"));
    const { rows } = checkShape(AgeBandsSchema, await get("/age-bands"));
    expect(rows.map(({ from_minutes }) => from_minutes)).toEqual([0, 240, 1440, 4320, 10080, 20160, 43200]);
    expect(rows.at(-1)?.to_minutes).toBeNull();
    expect(sum(rows.map(({ open }) => open))).toBe(summary.open.total);
    expect(sum(rows.map(({ overdue }) => overdue))).toBe(summary.open.overdue);
  });
});

describe("GET /movers and /compare", () => {
  it("lists who got worse first", async () => {
    const movers = checkShape(MoversSchema, await get(`/movers?${MONTH}&min_due=1&limit=5`));
    const changes = movers.rows.map(({ change }) => change);
    expect(changes.length).toBeGreaterThan(0);
    expect(changes).toEqual([...changes].sort((a, b) => b - a));
    expect(movers.rows[0]?.name).not.toBe(movers.rows[0]?.agency_responsible);
  });

  it("puts a period beside any earlier one", async () => {
    const summary = checkShape(SummarySchema, await get(`/summary?${MONTH}`));
    const near = checkShape(ComparisonSchema, await get(`/compare?${MONTH}`));
    expect([near.metrics, near.compared]).toEqual([summary.metrics, summary.previous]);
    const far = checkShape(ComparisonSchema, await get(`/compare?${MONTH}&against=12`));
    expect(far.compared_period.from).toBe("2024-06-30T17:00:00.000Z");
    expect(far.compared.late_rate).toBeNull();
  });
});

describe("GET /trend", () => {
  it("has equal totals in both readings across the reform", async () => {
    const trend = checkShape(TrendSchema, await get(`/trend?${MONTH}&periods=2`));
    const summary = checkShape(SummarySchema, await get(`/summary?${MONTH}`));
    expect(trend.periods.map(({ from }) => from)).toEqual([
      "2025-05-31T17:00:00.000Z",
      "2025-06-30T17:00:00.000Z",
    ]);
    expect(trend.totals.map(({ received }) => received)).toEqual([
      summary.previous.received,
      summary.metrics.received,
    ]);
    for (const reading of ["like_for_like", "as_then"] as const) {
      const totals = trend.periods.map((_, i) =>
        sum(trend.rows.map((row) => row[reading][i]?.received ?? 0)),
      );
      expect(totals).toEqual(trend.totals.map(({ received }) => received));
    }
    expect(trend.rows.some(({ kind, name }) => kind === "former" && name === "Quận 1")).toBe(true);
    expect(trend.explanation).toBeUndefined();
  });

  it("explains one unit in both languages", async () => {
    const { rows } = checkShape(TrendSchema, await get(`/trend?${MONTH}&periods=2`));
    const reformed = rows.find(({ kind }) => kind === "reformed");
    const one = checkShape(
      TrendSchema,
      await get(`/trend?${MONTH}&periods=2&ward_code=${encodeURIComponent(reformed?.unit ?? "")}`),
    );
    expect(one.rows).toEqual([reformed]);
    expect(one.explanation?.vi[0]).toContain(`${reformed?.name}, cùng địa bàn hiện nay`);
    expect(one.explanation?.vi.at(-1)).toContain("01/06/2025–30/06/2025: ");
    expect(one.explanation?.en.at(-1)).toContain(reformed?.counted_in[0]?.name);
  });
});

describe("GET /overlays", () => {
  it("lists layers and gives one as GeoJSON", async () => {
    const { overlays } = checkShape(OverlaysSchema, await get("/overlays"));
    expect(overlays.map(({ id, example }) => [id, example])).toEqual([["cameras", true]]);
    const answer = await api.inject("/api/v1/overlays/cameras");
    expect(answer.headers["content-type"]).toContain("application/geo+json");
    expect(answer.json()).toEqual(LAYER);
  });

  it("knows no others", async () => {
    const answer = await api.inject("/api/v1/overlays/..%2Fprofile.json");
    expect(answer.statusCode).toBe(404);
    expect(answer.json()).toMatchObject({
      code: "unknown-overlay",
      detail: expect.stringContaining("cameras"),
    });
    const none = bench.openReader();
    expect((await none.inject("/api/v1/overlays")).json()).toEqual({ overlays: [] });
  });
});

describe("what is asked wrongly", () => {
  it.each([
    "/matrix?block=none",
    "/time-series?bucket=week",
    "/movers?limit=0",
    "/compare?against=0",
    "/trend?periods=1",
    "/age-bands?period=day",
  ])("is refused: %s", async (path) => {
    const answer = await api.inject(`/api/v1${path}`);
    expect(answer.statusCode).toBe(400);
    expect(answer.headers["content-type"]).toContain("application/problem+json");
  });
});
