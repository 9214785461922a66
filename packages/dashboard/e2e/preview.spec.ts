import { describe, expect, it } from "vitest";
import { openWall } from "./browser.ts";
import { canScroll, findMisplacedText, findSmallText } from "./page-checks.ts";
import { openStage } from "./stage.ts";

/** Every scene in every state on fixed data: what the running wall shows only at the right moment. */

const stage = openStage();

const SCENES = ["overview", "heat-map", "agencies", "incidents"];
const STATES = ["empty", "normal", "flood", "stale", "disconnected", "first-hour"];
const SAMPLE_LABEL = "Dữ liệu mẫu / Sample data";

/**
 * What is wrong with the pictures of these states, in words; nothing when each is legible, whole and says that it is a
 * sample. One window goes from picture to picture, so that it fetches the page's files once.
 */
async function findFaults(states: readonly string[], size: { width: number; height: number }) {
  const wall = await openWall(stage.browser, stage.product.url, "/preview", size);
  const { page, errors, foreign } = wall;
  const faults: string[] = [];
  try {
    for (const state of states) {
      for (const scene of SCENES) {
        const path = `/preview?scene=${scene}&state=${state}&lang=vi`;
        await page.goto(`${stage.product.url}${path}`);
        await page.locator("[data-preview] [data-as-of]").first().waitFor({ timeout: 45_000 });
        // Labels are placed once their axis has a size.
        await page.waitForTimeout(500);
        const found = [
          ...(await page.evaluate(findSmallText)).map(({ text }) => `small: ${text}`),
          ...(await page.evaluate(findMisplacedText)),
          ...((await page.evaluate(canScroll)) ? ["scrolls"] : []),
          ...((await page.getByText(SAMPLE_LABEL).first().isVisible()) ? [] : ["no label"]),
          ...errors.splice(0),
          ...foreign.splice(0),
        ];
        faults.push(...found.map((fault) => `${path} ${fault}`));
      }
    }
    return faults;
  } finally {
    await wall.close();
  }
}

describe("the preview page", { timeout: 300_000 }, () => {
  it("lists every scene and panel in every state", async () => {
    const { page, close } = await openWall(stage.browser, stage.product.url, "/preview");
    await page.locator(".preview-list a").first().waitFor({ timeout: 45_000 });
    const links = await page
      .locator(".preview-list td a")
      .evaluateAll((found) => found.map((link) => link.getAttribute("href") ?? ""));
    for (const scene of SCENES) {
      for (const state of STATES) expect(links).toContain(`/preview?scene=${scene}&state=${state}&lang=vi`);
    }
    await close();
  });

  it.each(STATES)("shows every scene legible and whole in the state %s", async (state) => {
    expect(await findFaults([state], { width: 1920, height: 1080 })).toEqual([]);
  });

  it("fits an upright screen in the first hour of a period and in a flood", async () => {
    expect(await findFaults(["first-hour", "flood"], { width: 1080, height: 1920 })).toEqual([]);
  });
});
