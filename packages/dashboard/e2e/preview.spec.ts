import { describe, expect, it } from "vitest";
import { openWall, settle } from "./browser.ts";
import { canScroll, findMisplacedText, findSmallText } from "./page-checks.ts";
import { openStage } from "./stage.ts";

/** Every scene in every state on fixed data: what the running wall shows only at the right moment. */

const stage = openStage();

const SCENES = ["overview", "heat-map", "agencies", "incidents", "due-next", "flow"];
const STATES = ["empty", "normal", "flood", "stale", "disconnected", "first-hour"];
const SAMPLE_LABEL = "Dữ liệu mẫu / Sample data";

/**
 * What is wrong with the pictures of all scenes in all states, in words; nothing when each is legible, whole and says
 * that it is a sample. One window steps from picture to picture by the keys, so that it loads the page once.
 */
async function findFaults(size: { width: number; height: number }): Promise<string[]> {
  const first = `/preview?scene=${SCENES[0]}&state=${STATES[0]}&lang=vi`;
  const { page, errors, foreign, close } = await openWall(stage.browser, stage.product.url, first, size);
  const faults: string[] = [];
  try {
    for (const scene of SCENES) {
      for (const state of STATES) {
        const picture = page.locator(`[data-preview="${scene}/${state}"]`);
        await picture.locator("[data-as-of]").first().waitFor({ timeout: 45_000 });
        await settle(page);
        const found = [
          ...(await page.evaluate(findSmallText)).map(({ text }) => `small: ${text}`),
          ...(await page.evaluate(findMisplacedText)),
          ...((await page.evaluate(canScroll)) ? ["scrolls"] : []),
          ...((await page.getByText(SAMPLE_LABEL).first().isVisible()) ? [] : ["no label"]),
          ...errors.splice(0),
          ...foreign.splice(0),
        ];
        faults.push(...found.map((fault) => `${scene} ${state}: ${fault}`));
        await page.keyboard.press("ArrowRight");
      }
      await page.keyboard.press("ArrowDown");
    }
    return faults;
  } finally {
    await close();
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

  it.each([
    ["1920×1080", { width: 1920, height: 1080 }],
    ["1080×1920", { width: 1080, height: 1920 }],
  ])("shows every scene legible and whole in every state at %s", async (_name, size) => {
    expect(await findFaults(size)).toEqual([]);
  });
});
