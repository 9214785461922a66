import {
  AgenciesSchema,
  CategoriesSchema,
  ChannelsSchema,
  PeriodsSchema,
  SummarySchema,
} from "@toancanh/contracts";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkShape } from "../testing/check-shape.ts";
import { getAnswer } from "../testing/get-answer.ts";
import { type Bench, openBench } from "../testing/open-bench.ts";

let bench: Bench;
let api: FastifyInstance;

beforeAll(async () => {
  bench = await openBench();
  // A day of this period, and an hour of the one before.
  await bench.seed([...Array.from({ length: 24 }, (_, n) => n + 1), 40 * 24]);
  api = bench.openApi();
});
afterAll(() => bench.close());

const get = (path: string) => getAnswer(api, path);

async function getSummary() {
  return checkShape(SummarySchema, (await get("/summary")).json());
}

describe("GET /categories and /channels", () => {
  it("add up to the period's figure, most received first, with every one the city lists", async () => {
    const { metrics, previous } = await getSummary();
    const categories = checkShape(CategoriesSchema, (await get("/categories")).json());
    const channels = checkShape(ChannelsSchema, (await get("/channels")).json());
    for (const { rows } of [categories, channels]) {
      const received = rows.map((row) => row.metrics.received);
      expect(received.reduce((sum, one) => sum + one, 0)).toBe(metrics.received);
      expect(received).toEqual([...received].sort((a, b) => b - a));
      const late = rows.reduce((sum, row) => sum + row.metrics.late, 0);
      const due = rows.reduce((sum, row) => sum + row.metrics.due, 0);
      expect(late / due).toBe(metrics.late_rate);
      expect(rows.some((row) => row.previous_late_rate !== null)).toBe(previous.late_rate !== null);
    }
    const listed = new Set(categories.rows.map((row) => row.service_code));
    for (const { service_code } of bench.profile.categories) expect(listed).toContain(service_code);
    const [first] = bench.profile.categories;
    expect(categories.rows.find((row) => row.service_code === first?.service_code)).toMatchObject({
      name: first?.name,
      field_group: first?.field_group,
    });
  });

  it("count the assignments of an agency, and obey filters and period", async () => {
    const agencies = checkShape(AgenciesSchema, (await get("/agencies")).json());
    const [worst] = agencies.rows;
    const query = `?agency_responsible=${worst?.agency_responsible}`;
    const { rows } = checkShape(CategoriesSchema, (await get(`/categories${query}`)).json());
    expect(rows.reduce((sum, row) => sum + row.metrics.late, 0)).toBe(worst?.metrics.late);
    const before = checkShape(ChannelsSchema, (await get("/channels?offset=1")).json());
    const now = checkShape(ChannelsSchema, (await get("/channels")).json());
    expect(before.period).toEqual(now.previous_period);
  });
});

describe("GET /periods", () => {
  it("lists what a screen may offer, place by offset", async () => {
    const periods = checkShape(PeriodsSchema, (await get("/periods")).json());
    expect(periods.default_kind).toBe("official");
    expect(periods.kinds).toContain("official");
    expect(periods.rows).toHaveLength(13);
    const { period, previous_period } = await getSummary();
    expect(periods.rows.slice(0, 2)).toEqual([period, previous_period]);
    for (const [n, row] of periods.rows.slice(1).entries()) expect(row.to).toBe(periods.rows[n]?.from);
    const days = checkShape(PeriodsSchema, (await get("/periods?period=day&limit=2")).json());
    expect(days.rows.map(({ kind, from }) => [kind, from])).toEqual([
      ["day", "2025-11-20T17:00:00.000Z"],
      ["day", "2025-11-19T17:00:00.000Z"],
    ]);
  });
});
