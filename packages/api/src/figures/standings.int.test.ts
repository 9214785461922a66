import {
  AgencyStandingsSchema,
  DueNextSchema,
  FlowSchema,
  RecentOutcomesSchema,
  WardStandingsSchema,
} from "@toancanh/contracts";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkShape } from "../testing/check-shape.ts";
import { getAnswer } from "../testing/get-answer.ts";
import { type Bench, NOW, openBench } from "../testing/open-bench.ts";

let bench: Bench;
let api: FastifyInstance;
const DAY = 24 * 3_600_000;

beforeAll(async () => {
  bench = await openBench();
  // Three hours of each of the last 40 days, and one day of each month before.
  await bench.seed([...Array.from({ length: 40 }, (_, day) => day * 24 + 5), 70 * 24, 100 * 24]);
  api = bench.openApi();
});
afterAll(() => bench.close());

const get = async (path: string): Promise<unknown> => (await getAnswer(api, path)).json();

describe("GET /recent-outcomes", () => {
  it("holds the last 30 days up to now, and its days are the window's", async () => {
    const recent = checkShape(RecentOutcomesSchema, await get("/recent-outcomes"));
    expect(recent.window).toEqual({
      from: new Date(NOW - 30 * DAY).toISOString(),
      to: new Date(NOW).toISOString(),
      days: 30,
    });
    expect(recent.days).toHaveLength(30);
    expect(recent.days.every(({ day }) => day.endsWith("T17:00:00.000Z"))).toBe(true);
    expect(recent.metrics.due).toBeGreaterThan(100);
    const custom = checkShape(AgencyStandingsSchema, await get("/agency-standings"));
    expect(custom.window).toEqual(recent.window);
  });

  it("stands beside the same stretch of the period before, of the same length, as it stood then", async () => {
    const recent = checkShape(RecentOutcomesSchema, await get("/recent-outcomes"));
    const { period, same_stretch, previous } = recent;
    const age = NOW - Date.parse(period.period.from);
    expect(Date.parse(same_stretch.period.to) - Date.parse(same_stretch.period.from)).toBe(age);
    expect(same_stretch.period.from).toBe(previous.period.from);
    expect(previous.period.to).toBe(period.period.from);
    expect(same_stretch.metrics.received).toBeLessThanOrEqual(previous.metrics.received);
    const { received, handled_on_time, handled_late, open_overdue, open_in_time, no_deadline } =
      recent.metrics;
    expect(handled_on_time + handled_late + open_overdue + open_in_time + no_deadline).toBe(received);
    expect(recent.open.overdue_recent).toBeLessThanOrEqual(recent.open.overdue);
  });

  it("refuses parameters: its windows are fixed", async () => {
    const answer = await api.inject("/api/v1/recent-outcomes?period=year");
    expect(answer.statusCode).toBe(400);
  });
});

describe("GET /agency-standings", () => {
  it("ranks those with enough due, pools the others, and loses none", async () => {
    const standings = checkShape(AgencyStandingsSchema, await get("/agency-standings"));
    const ranked = standings.blocks.flatMap((block) => block.rows);
    expect(ranked.length).toBeGreaterThan(3);
    for (const { due } of ranked) expect(due).toBeGreaterThanOrEqual(standings.minimum_due);
    for (const { rows, pooled, late, due, agencies } of standings.blocks) {
      expect(rows.reduce((sum, row) => sum + row.due, 0) + (pooled?.due ?? 0)).toBe(due);
      expect(rows.reduce((sum, row) => sum + row.late, 0) + (pooled?.late ?? 0)).toBe(late);
      expect(rows.length + (pooled?.agencies ?? 0)).toBe(agencies);
      const estimates = rows.map((row) => row.estimate);
      expect(estimates).toEqual([...estimates].sort((a, b) => b - a));
    }
  });
});

describe("GET /ward-standings", () => {
  it("gives a level only to wards with enough due", async () => {
    const wards = checkShape(WardStandingsSchema, await get("/ward-standings"));
    expect(wards.rows.length).toBeGreaterThan(100);
    for (const { due, level, probability_more } of wards.rows) {
      expect(level === "too_few").toBe(due < wards.minimum_due || probability_more === null);
    }
  });
});

describe("GET /due-next", () => {
  it("loses no obligation, and ends office hours where the calendars do", async () => {
    const due = checkShape(DueNextSchema, await get("/due-next"));
    const ahead = due.panes.reduce((sum, pane) => sum + pane.due, 0);
    expect(ahead).toBeGreaterThan(0);
    expect(due.lanes.reduce((sum, lane) => sum + lane.due, due.others?.due ?? 0)).toBe(ahead);
    for (const { due: count, marks } of due.lanes) {
      expect(marks.reduce((sum, mark) => sum + mark.count, 0)).toBe(count);
    }
    // Noon on a Friday: offices close at 17:00, utilities at 16:30.
    expect(due.office_ends).toEqual(["2025-11-21T10:00:00.000Z", "2025-11-21T09:30:00.000Z"]);
    const dues = due.rows.map((row) => Date.parse(row.due));
    expect(dues).toEqual([...dues].sort((a, b) => a - b));
    expect(dues.every((at) => at >= NOW)).toBe(true);
    expect(due.overdue.recent).toBeLessThanOrEqual(due.overdue.total);
  });
});

describe("GET /flow", () => {
  it("has a current for each clock of the policy, and counts what the figures of 30 days count", async () => {
    const { currents, waiting } = checkShape(FlowSchema, await get("/flow"));
    const { metrics, open } = checkShape(RecentOutcomesSchema, await get("/recent-outcomes"));
    const sum = (of: (current: (typeof currents)[number]) => number) =>
      currents.reduce((total, current) => total + of(current), 0);
    expect(currents.map(({ clock }) => clock)).toEqual(["clock", "working"]);
    expect(sum(({ received }) => received)).toBe(metrics.received);
    expect(sum(({ on_time }) => on_time)).toBe(metrics.handled_on_time);
    expect(sum(({ late }) => late)).toBe(metrics.handled_late);
    expect(currents[0]?.check?.limit).toEqual({ unit: "hours", least: 2, most: 2 });
    expect(currents[0]?.answer.limit).toEqual({ unit: "hours", least: 2, most: 8 });
    expect(currents[1]).toMatchObject({ checked: null, check: null });
    expect(waiting.reduce((total, wait) => total + wait.open, 0)).toBe(open.total);
    for (const { open: count, bands } of waiting) {
      expect(bands.reduce((total, band) => total + band.open, 0)).toBe(count);
    }
  });
});
