import { describe, expect, it } from "vitest";
import { openWall } from "./browser.ts";
import { canScroll, findMisplacedText, findSmallText } from "./page-checks.ts";
import { openStage } from "./stage.ts";

/** Every scene in every state on fixed data: what the running wall shows only at the right moment. */

const stage = openStage();

const SCENES = ["overview", "heat-map", "agencies", "reports"];
const STATES = ["empty", "normal", "flood", "stale", "disconnected", "first-hour"];
const SAMPLE_LABEL = "Dữ liệu mẫu / Sample data";

/** What is wrong with a picture, in words; nothing when it is legible, whole and says that it is a sample. */
async function findFaults(path: string, size: { width: number; height: number }): Promise<string[]> {
  const { page, errors, foreign, close } = await openWall(stage.browser, stage.product.url, path, size);
  await page.locator("[data-preview] [data-as-of]").first().waitFor({ timeout: 45_000 });
  // Labels are placed once their axis has a size.
  await page.waitForTimeout(500);
  const faults = [
    ...(await page.evaluate(findSmallText)).map(({ text }) => `small: ${text}`),
    ...(await page.evaluate(findMisplacedText)),
    ...((await page.evaluate(canScroll)) ? ["scrolls"] : []),
    ...((await page.getByText(SAMPLE_LABEL).first().isVisible()) ? [] : ["no label"]),
    ...errors,
    ...foreign,
  ];
  await close();
  return faults.map((fault) => `${path} ${fault}`);
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
    const faults: string[] = [];
    for (const scene of SCENES) {
      const path = `/preview?scene=${scene}&state=${state}&lang=vi`;
      faults.push(...(await findFaults(path, { width: 1920, height: 1080 })));
    }
    expect(faults).toEqual([]);
  });

  it("fits an upright screen in the first hour of a period and in a flood", async () => {
    const faults: string[] = [];
    for (const state of ["first-hour", "flood"]) {
      for (const scene of SCENES) {
        const path = `/preview?scene=${scene}&state=${state}&lang=vi`;
        faults.push(...(await findFaults(path, { width: 1080, height: 1920 })));
      }
    }
    expect(faults).toEqual([]);
  });
});
