import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser, openWall, waitForFigures } from "./browser.ts";
import { canScroll, findEmptyPanels, findMisplacedText, findSmallText } from "./page-checks.ts";
import { launchProduct, type Product } from "./product.ts";

/** The wall at the moments at which its figures look unlike those of an ordinary working day. */

const SCENES = ["overview", "heat-map", "agencies", "reports"];
const LANDSCAPE = { width: 1920, height: 1080 };
const PORTRAIT = { width: 1080, height: 1920 };
const LARGE = { width: 3840, height: 2160 };

/** In ascending order: one history goes on from moment to moment. */
const MOMENTS = [
  ["on the first day of Tết", "2026-02-17T10:00:00+07:00", [LANDSCAPE, PORTRAIT]],
  ["on the last day of a period", "2026-02-24T16:00:00+07:00", [LANDSCAPE, PORTRAIT]],
  ["in the first hour of a period", "2026-02-25T12:20:00+07:00", [LANDSCAPE, PORTRAIT, LARGE]],
  ["on the second day of a period", "2026-02-26T09:00:00+07:00", [LANDSCAPE, PORTRAIT]],
  ["at three in the night", "2026-03-03T03:00:00+07:00", [LANDSCAPE, PORTRAIT]],
  ["in the middle of a period", "2026-03-10T10:00:00+07:00", [LANDSCAPE, PORTRAIT]],
] as const;

let product: Product;
let browser: Browser;

beforeAll(async () => {
  [product, browser] = await Promise.all([launchProduct({ clock: MOMENTS[0][1] }), launchBrowser()]);
}, 240_000);
afterAll(async () => {
  await browser.close();
  await product.remove();
}, 60_000);

/** What is wrong with one scene at one size, in words. */
async function findFaults(scene: string, size: { width: number; height: number }): Promise<string[]> {
  const wall = await openWall(browser, product.url, `/wall?scene=${scene}&dwell=120`, size);
  try {
    await waitForFigures(wall);
    const { page, errors, foreign } = wall;
    const shown = await page.locator("[data-scene]").getAttribute("data-scene");
    return [
      ...(shown === scene ? [] : [`shows ${shown}`]),
      ...(await page.evaluate(findSmallText)).map(({ text }) => `small: ${text}`),
      ...(await page.evaluate(findMisplacedText)),
      ...(await page.evaluate(findEmptyPanels)),
      ...((await page.evaluate(canScroll)) ? ["scrolls"] : []),
      ...((await page.getByText("Đồng hồ giả lập").first().isVisible()) ? [] : ["no label of the clock"]),
      ...errors,
      ...foreign,
    ].map((fault) => `${scene} ${size.width}×${size.height} ${fault}`);
  } finally {
    await wall.close();
  }
}

describe("the wall under a fixed clock", { timeout: 300_000 }, () => {
  it.each(MOMENTS)("is legible, whole and never empty %s", async (_when, clock, sizes) => {
    await product.stop();
    await product.start(["--clock", clock]);
    const faults: string[] = [];
    for (const scene of SCENES) {
      // Two windows at a time: a machine of two cores draws them side by side.
      faults.push(...(await Promise.all(sizes.map((size) => findFaults(scene, size)))).flat());
    }
    expect(faults).toEqual([]);
  });
});
