import {
  AgencyStandingsSchema,
  EVENT_SCHEMA,
  EVENT_TYPE_PREFIX,
  HotSpotsSchema,
  IncidentsSchema,
  OpenReportsSchema,
  RecentOutcomesSchema,
  SummarySchema,
} from "@toancanh/contracts";
import type { Page } from "playwright-core";
import type { Static, TSchema } from "typebox";
import { Check } from "typebox/value";
import { afterEach, describe, expect, it } from "vitest";
import { openWall, type WallWindow, waitForFigures } from "./browser.ts";
import { canScroll, findMisplacedText, findSmallText, loseMapContext } from "./page-checks.ts";
import { openStage } from "./stage.ts";

const stage = openStage();

const walls: WallWindow[] = [];
async function visit(path: string, size?: { width: number; height: number }): Promise<WallWindow> {
  const wall = await openWall(stage.browser, stage.product.url, path, size);
  walls.push(wall);
  return wall;
}
async function leaveAll(): Promise<void> {
  await Promise.all(walls.splice(0).map((wall) => wall.close()));
}
// Also after a failure: a wall left open goes on drawing and slows what follows.
afterEach(leaveAll);

const SCENES = ["overview", "heat-map", "agencies", "incidents", "due-next", "flow"] as const;
const POLL = { timeout: 45_000, interval: 1_000 };

async function read<const S extends TSchema>(path: string, schema: S): Promise<Static<S>> {
  const answer: unknown = await (await fetch(`${stage.product.url}/api/v1${path}`)).json();
  if (!Check(schema, answer)) throw new Error(`${path} is not what the contract says`);
  return answer;
}

const figure = (page: Page, name: string) => page.locator(`[data-figure="${name}"]`).first().textContent();
const percent = (share: number | null) =>
  share === null
    ? "–"
    : new Intl.NumberFormat("vi-VN", { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(
        share * 100,
      );
const count = (value: number) => new Intl.NumberFormat("vi-VN").format(value);

describe("the wall", { timeout: 150_000 }, () => {
  for (const scene of SCENES) {
    it(`shows ${scene} legible, complete, quiet and from this server only`, async () => {
      const wall = await visit(`/wall?scene=${scene}`);
      await waitForFigures(wall);
      expect(await wall.page.locator("[data-notice]").count()).toBe(0);
      expect(await wall.page.evaluate(findSmallText)).toEqual([]);
      expect(await wall.page.evaluate(findMisplacedText)).toEqual([]);
      expect(await wall.page.evaluate(canScroll)).toBe(false);
      expect(await wall.page.getByText("Dữ liệu mô phỏng").isVisible()).toBe(true);
      expect(wall.errors).toEqual([]);
      expect(wall.foreign).toEqual([]);
    });
  }

  it("prints the API's own figures", async () => {
    const overview = await visit("/wall?scene=overview");
    await waitForFigures(overview);
    await expect
      .poll(async () => {
        const { metrics, last_7_days, open } = await read("/recent-outcomes", RecentOutcomesSchema);
        const shown = await Promise.all(
          ["on-time-rate", "on-time-last_7_days", "open", "overdue"].map((name) =>
            figure(overview.page, name),
          ),
        );
        const real = [
          percent(metrics.on_time_rate),
          `${percent(last_7_days.on_time_rate)}\u00a0%`,
          count(open.total),
          count(open.overdue_recent),
        ];
        return shown.join() === real.join();
      }, POLL)
      .toBe(true);

    await leaveAll();
    const heat = await visit("/wall?scene=heat-map&dwell=120");
    await waitForFigures(heat);
    await expect
      .poll(async () => {
        const names = await heat.page.locator('[data-figure="spot-name"]').allTextContents();
        return (
          names.length > 0 &&
          heat.hotSpots.some(
            (answer) =>
              Check(HotSpotsSchema, answer) &&
              answer.rows.slice(0, names.length).every((row, index) => row.short_name === names[index]),
          )
        );
      }, POLL)
      .toBe(true);

    await leaveAll();
    const agencies = await visit("/wall?scene=agencies");
    await waitForFigures(agencies);
    await expect
      .poll(async () => {
        const { blocks, minimum_due } = await read("/agency-standings", AgencyStandingsSchema);
        const shown = await agencies.page
          .locator("[data-unit]")
          .evaluateAll((lines) =>
            lines.map((line) =>
              ["data-unit", "data-late", "data-due", "data-estimate"].map((name) => line.getAttribute(name)),
            ),
          );
        const rows = blocks.flatMap((block) => block.rows);
        const known = new Map(
          rows.map((row) => [row.agency_responsible, [row.late, row.due, row.estimate].join()]),
        );
        return (
          shown.length > 0 &&
          shown.every(([id, ...figures]) => known.get(id ?? "") === figures.join()) &&
          shown.every(([, , due]) => Number(due) >= minimum_due)
        );
      }, POLL)
      .toBe(true);

    await leaveAll();
    const incidents = await visit("/wall?scene=incidents");
    await waitForFigures(incidents);
    await expect
      .poll(async () => {
        const { active, flood, rows } = await read("/incidents?limit=500", IncidentsSchema);
        const open = await read("/open-reports?limit=1000", OpenReportsSchema);
        const known = new Map<string, number>([
          ...open.rows.map((row) => [row.service_request_id, 1] as const),
          ...rows.map((row) => [row.id, row.count] as const),
          ...(flood?.groups ?? []).map((group) => [group.id, group.count] as const),
        ]);
        const shown = await incidents.page
          .locator(".incident")
          .evaluateAll((lines) =>
            lines.map(
              (line) =>
                [
                  ["data-incident", "data-group", "data-report"]
                    .map((name) => line.getAttribute(name))
                    .find((id) => id !== null) ?? "",
                  Number(line.getAttribute("data-count")),
                ] as const,
            ),
          );
        const total = flood === null ? active : flood.groups.length + flood.other_groups;
        return (
          shown.length > 0 &&
          shown.every(([id, reports]) => known.get(id) === reports) &&
          (await figure(incidents.page, "incidents")) === count(total)
        );
      }, POLL)
      .toBe(true);
  });

  it("shows a new report within seconds, without being loaded again", async () => {
    const wall = await visit("/wall?scene=incidents");
    await waitForFigures(wall);
    const now = new Date().toISOString();
    const id = `e2e-${Date.now()}`;
    const answer = await fetch(`${stage.product.url}/api/v1/events`, {
      method: "POST",
      headers: { "content-type": "application/cloudevents+json" },
      body: JSON.stringify({
        specversion: "1.0",
        id,
        source: "urn:toancanh:test",
        type: `${EVENT_TYPE_PREFIX}received`,
        subject: id,
        time: now,
        dataschema: EVENT_SCHEMA,
        data: {
          requested_datetime: now,
          channel: "web",
          service_code: "flooding",
          lat: 10.776,
          long: 106.7009,
        },
      }),
    });
    expect(answer.status).toBe(202);
    const { rows } = await read("/open-reports?limit=1000", OpenReportsSchema);
    expect(rows.find((row) => row.service_request_id === id)?.ward_code).toMatch(/^\d{5}$/);
    const note = wall.page.locator(".tile-footer-note");
    await expect.poll(() => note.textContent(), { timeout: 15_000 }).toContain("Mới nhận");
    // This one, or one of the simulation that came after it.
    await expect
      .poll(
        async () => {
          const { newest } = await read("/open-reports", OpenReportsSchema);
          const isMineOrLater = newest !== null && newest.requested_datetime >= now;
          return isMineOrLater && (await note.getAttribute("data-newest")) === newest.service_request_id;
        },
        { timeout: 15_000 },
      )
      .toBe(true);
    expect(wall.loads()).toBe(1);
  });

  it("obeys its keys and speaks both languages", async () => {
    const wall = await visit("/wall?dwell=120");
    const { page } = wall;
    await waitForFigures(wall);
    const scene = () => page.locator("[data-scene]").getAttribute("data-scene");
    for (const [key, expected] of [
      ["2", "heat-map"],
      ["ArrowRight", "agencies"],
      ["ArrowRight", "incidents"],
      ["ArrowRight", "due-next"],
      ["ArrowRight", "flow"],
      ["ArrowRight", "overview"],
      ["ArrowLeft", "flow"],
      ["1", "overview"],
    ] as const) {
      await page.keyboard.press(key);
      await expect.poll(scene, { timeout: 10_000 }).toBe(expected);
    }
    await page.keyboard.press("l");
    await expect.poll(() => page.locator(".tile-header").textContent()).toContain("Overview");
    expect(await page.evaluate(findMisplacedText)).toEqual([]);
    await page.keyboard.press("l");
    await expect.poll(() => page.locator(".tile-header").textContent()).toContain("Tổng quan");
    await page.keyboard.press("Space");
    await expect.poll(() => page.locator(".tile-footer").textContent()).toContain("Tạm dừng");
    await page.keyboard.press("?");
    expect(await page.locator("[data-keys]").isVisible()).toBe(true);
    expect(wall.errors).toEqual([]);
  });

  it("has its map back within 10 s after the graphics context was lost, on one canvas", async () => {
    const wall = await visit("/wall?scene=overview");
    await waitForFigures(wall);
    expect(await wall.page.evaluate(loseMapContext)).toBe(true);
    await wall.page.locator(".map-broken").first().waitFor({ timeout: 5_000 });
    await wall.page.locator(".map-broken").first().waitFor({ state: "detached", timeout: 10_000 });
    expect(await wall.page.locator(".map-canvas canvas").count()).toBe(1);
  });

  for (const [width, height] of [
    [1080, 1920],
    [3840, 1080],
  ] as const) {
    it(`fits ${width}×${height}`, async () => {
      for (const path of [
        "/wall?scene=overview",
        "/wall?scene=heat-map",
        "/wall?scene=agencies",
        "/wall?scene=incidents",
        "/wall?scene=due-next",
        "/wall?scene=flow",
      ]) {
        const wall = await visit(width > height ? "/wall" : path, { width, height });
        await waitForFigures(wall);
        expect(await wall.page.locator("[data-scene]").count()).toBe(width > height ? 2 : 1);
        expect(await wall.page.evaluate(findSmallText)).toEqual([]);
        expect(await wall.page.evaluate(findMisplacedText)).toEqual([]);
        await leaveAll();
        if (width > height) break;
      }
    });
  }

  it("says within 35 s that the server is gone, on every wall, and comes back by itself", async () => {
    for (const scene of ["overview", "incidents"]) await visit(`/wall?scene=${scene}`);
    await Promise.all(walls.map((wall) => waitForFigures(wall)));
    await stage.product.stop();
    await Promise.all(
      walls.map((wall) => wall.page.locator('[data-banner="lost"]').waitFor({ timeout: 35_000 })),
    );
    await stage.product.start();
    await Promise.all(
      walls.map((wall) =>
        wall.page.locator('[data-banner="lost"]').waitFor({ state: "detached", timeout: 30_000 }),
      ),
    );
    const { as_of } = await read("/summary", SummarySchema);
    for (const wall of walls) {
      await expect
        .poll(async () => {
          const shown = await wall.page.locator("[data-panel]").first().getAttribute("data-as-of");
          return shown !== null && Date.parse(shown) >= Date.parse(as_of) - 60_000;
        }, POLL)
        .toBe(true);
      expect(wall.loads()).toBe(1);
    }
  }, 240_000);

  it("says that new reports do not arrive as long as they do not, and covers nothing with it", async () => {
    await stage.product.stop();
    await stage.product.start(["--kafka", "127.0.0.1:9"]);
    const sizes = [
      { width: 1920, height: 1080 },
      { width: 1280, height: 720 },
    ];
    for (const size of sizes) {
      const wall = await visit("/wall?scene=overview", size);
      await waitForFigures(wall);
      const text = await wall.page.locator('[data-banner="alarm"]').textContent();
      expect(text).toContain("Tin phản ánh mới chưa về hệ thống, số liệu có thể thiếu");
      expect(await wall.page.evaluate(findSmallText)).toEqual([]);
      expect(await wall.page.evaluate(findMisplacedText)).toEqual([]);
      expect(await wall.page.evaluate(canScroll)).toBe(false);
    }
    await stage.product.stop();
    await stage.product.start();
    for (const { page } of walls) {
      await page.locator('[data-banner="alarm"]').waitFor({ state: "detached", timeout: 45_000 });
    }
  }, 240_000);
});
