import axe from "axe-core";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { openWall, type WallWindow } from "./browser.ts";
import { openStage } from "./stage.ts";

/** The desk by keyboard alone, and every page of it by the rules of accessibility. */

const stage = openStage();

const DESKTOP = { width: 1366, height: 768 };
const PHONE = { width: 390, height: 844 };

const PAGES = [
  "/desk",
  "/desk/open?state=missed&sort=late",
  "/desk/ranking",
  "/desk/periods",
  "/desk/objections",
  "/desk/data-quality",
  "/desk/scorecard",
  "/desk/walls",
  "/desk/audit",
  "/desk/system",
];

async function openDesk(path: string, size = DESKTOP): Promise<WallWindow> {
  const desk = await openWall(stage.browser, stage.product.url, path, size);
  await settle(desk.page);
  return desk;
}

/** The page has its heading, and every part of it its figures. */
async function settle(page: Page): Promise<void> {
  const isComplete = () => {
    const parts = [...document.querySelectorAll("[data-area]")];
    return document.querySelector("h1") !== null && parts.every((part) => part.hasAttribute("data-loaded"));
  };
  await page.waitForFunction(isComplete, null, { timeout: 45_000 });
}

/** Rules of WCAG that axe finds broken, and a page wider than its window. */
async function findFaults({ page, errors, foreign }: WallWindow): Promise<string[]> {
  await page.evaluate(axe.source);
  const broken: unknown = await page.evaluate(
    "axe.run(document).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes[0].html))",
  );
  const isWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  return [
    ...(Array.isArray(broken) ? broken.map(String) : []),
    ...(isWide ? ["too wide"] : []),
    ...errors,
    ...foreign,
  ];
}

describe("the desk", { timeout: 120_000 }, () => {
  it("breaks no rule of accessibility on any page, and fits a desk and a phone", async () => {
    const faults: string[] = [];
    for (const path of PAGES) {
      for (const size of [DESKTOP, PHONE]) {
        const desk = await openDesk(path, size);
        faults.push(...(await findFaults(desk)).map((fault) => `${path} at ${size.width}: ${fault}`));
        await desk.close();
      }
    }
    expect(faults).toEqual([]);
  });

  it("goes by keyboard from a figure to its reports, to one of them, and back by its number", async () => {
    const desk = await openDesk("/desk");
    const { page } = desk;
    expect(await page.locator("[data-origin]").textContent()).toBe("Dữ liệu mô phỏng");
    const figure = page.locator('[data-area="open"] .d-figure').first();
    const count = Number((await figure.textContent())?.replaceAll(".", ""));
    await figure.press("Enter");
    await page.waitForURL(/\/desk\/open\?/);
    await settle(page);
    // Reports go on coming while the page is read.
    const listed = Number(
      /[\d.]+/
        .exec((await page.locator('[data-area="list"] h2 + p').textContent()) ?? "")?.[0]
        .replaceAll(".", ""),
    );
    expect(Math.abs(listed - count)).toBeLessThan(20);
    const first = page.locator("tbody th a").first();
    await first.focus();
    await page.keyboard.press("ArrowDown");
    const id = await page.locator("tbody th a").nth(1).textContent();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(id);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/desk\/reports\//);
    await settle(page);
    expect(await page.locator("h1").textContent()).toBe(id);
    expect(await findFaults(desk)).toEqual([]);
    await page.keyboard.press("/");
    await page.keyboard.type(id ?? "");
    await page.keyboard.press("Enter");
    await page.waitForURL(new RegExp(`/desk/reports/${id}`));
    await desk.close();
  });

  it("says that a report or a page is not there", async () => {
    const desk = await openWall(stage.browser, stage.product.url, "/desk/reports/NO-SUCH-1", DESKTOP);
    await desk.page.getByText("Không có phản ánh NO-SUCH-1").waitFor({ timeout: 30_000 });
    await desk.close();
  });
});
