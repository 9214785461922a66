import { describe, expect, it } from "vitest";
import { openWall, waitForFigures } from "./browser.ts";
import { canScroll, findEmptyPanels, findMisplacedText, findSmallText } from "./page-checks.ts";
import { openStage } from "./stage.ts";

/** The wall at the moments at which its figures look unlike those of an ordinary working day. */

const SCENES = ["overview", "heat-map", "agencies", "incidents", "due-next", "flow"];
const CLOCK_LABEL = "Đồng hồ giả lập";
const LANDSCAPE = { width: 1920, height: 1080 };
const PORTRAIT = { width: 1080, height: 1920 };
const LARGE = { width: 3840, height: 2160 };

interface Size {
  width: number;
  height: number;
}

/** When it is, as the test is named; the clock; the sizes of the screen. */
type Moment = readonly [when: string, clock: string, sizes: readonly Size[]];

const FIRST_CLOCK = "2026-02-17T10:00:00+07:00";
/** In ascending order: one history goes on from moment to moment. */
const MOMENTS: readonly Moment[] = [
  ["on the first day of Tết", FIRST_CLOCK, [LANDSCAPE, PORTRAIT]],
  ["on the last day of a period", "2026-02-24T16:00:00+07:00", [LANDSCAPE, PORTRAIT]],
  ["in the first hour of a period", "2026-02-25T12:20:00+07:00", [LANDSCAPE, PORTRAIT, LARGE]],
  ["on the second day of a period", "2026-02-26T09:00:00+07:00", [LANDSCAPE, PORTRAIT]],
  ["at three in the night", "2026-03-03T03:00:00+07:00", [LANDSCAPE, PORTRAIT]],
  ["in the middle of a period", "2026-03-10T10:00:00+07:00", [LANDSCAPE, PORTRAIT]],
];

const stage = openStage({ clock: FIRST_CLOCK });

/** What is wrong with the scenes at these sizes, in words. One window steps through them: it loads the wall once. */
async function findFaults(sizes: readonly Size[]): Promise<string[]> {
  const wall = await openWall(stage.browser, stage.product.url, "/wall?dwell=120", sizes[0]);
  const { page, errors, foreign } = wall;
  const faults: string[] = [];
  try {
    await page.locator("[data-scene]").first().waitFor({ timeout: 45_000 });
    for (const size of sizes) {
      await page.setViewportSize(size);
      for (const [index, scene] of SCENES.entries()) {
        await page.keyboard.press(String(index + 1));
        await page.locator(`[data-scene="${scene}"]`).waitFor({ timeout: 45_000 });
        await waitForFigures(wall);
        const found = [
          ...(await page.evaluate(findSmallText)).map(({ text }) => `small: ${text}`),
          ...(await page.evaluate(findMisplacedText)),
          ...(await page.evaluate(findEmptyPanels)),
          ...((await page.evaluate(canScroll)) ? ["scrolls"] : []),
          ...((await page.getByText(CLOCK_LABEL).first().isVisible()) ? [] : ["does not name its clock"]),
          ...errors.splice(0),
          ...foreign.splice(0),
        ];
        faults.push(...found.map((fault) => `${size.width}×${size.height} ${scene}: ${fault}`));
      }
    }
    return faults;
  } finally {
    await wall.close();
  }
}

describe("the wall under a fixed clock", { timeout: 300_000 }, () => {
  it.each(MOMENTS)("is legible, whole and never empty %s", async (_when, clock, sizes) => {
    await stage.product.stop();
    await stage.product.start(["--clock", clock]);
    expect(await findFaults(sizes)).toEqual([]);
  });
});
