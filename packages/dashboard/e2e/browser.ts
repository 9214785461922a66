import { type Browser, chromium, type Page } from "playwright-core";

/** Real Chromium, drawing WebGL in software. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--use-gl=angle",
      "--use-angle=swiftshader",
      "--enable-unsafe-swiftshader",
    ],
  });
}

/** A wall in a window of its own, and what went wrong in it. */
export interface WallWindow {
  page: Page;
  /** Console errors and uncaught exceptions. */
  errors: string[];
  /** Addresses asked for outside the product. */
  foreign: string[];
  /** Answers of /hot-spots that the page had. */
  hotSpots: unknown[];
  /** Pages loaded: more than one means that it reloaded. */
  loads: () => number;
  close(): Promise<void>;
}

export async function openWall(
  browser: Browser,
  url: string,
  path: string,
  size: { width: number; height: number } = { width: 1920, height: 1080 },
): Promise<WallWindow> {
  const context = await browser.newContext({ viewport: size });
  const page = await context.newPage();
  const errors: string[] = [];
  const foreign: string[] = [];
  const hotSpots: unknown[] = [];
  let loads = 0;
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("load", () => {
    loads += 1;
  });
  page.on("request", (request) => {
    const address = request.url();
    if (!address.startsWith(`${url}/`) && !address.startsWith("blob:") && !address.startsWith("data:")) {
      foreign.push(address);
    }
  });
  page.on("response", async (response) => {
    if (!response.url().includes("/api/v1/hot-spots")) return;
    // A body given up half way, by the page or because its window closed, is not an answer it had.
    const answer: unknown = await response.json().catch(() => undefined);
    if (answer !== undefined) hotSpots.push(answer);
  });
  await page.goto(`${url}${path}`);
  return { page, errors, foreign, hotSpots, loads: () => loads, close: () => context.close() };
}

/**
 * The page has laid itself out: labels are placed once their axis has a size, which is told between two frames. A map
 * that is drawn in software holds frames up, so that no fixed time would do.
 */
export async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
  });
}

/** Every panel of the scenes shown has figures; if not, what the page says instead. */
export async function waitForFigures({ page, errors }: WallWindow): Promise<void> {
  const complete = () => {
    const panels = [...document.querySelectorAll("[data-panel]")];
    return panels.length > 0 && panels.every((panel) => panel.hasAttribute("data-as-of"));
  };
  try {
    await page.waitForFunction(complete, null, { timeout: 45_000 });
  } catch (cause) {
    const text = await page.locator("body").textContent({ timeout: 5_000 });
    throw new Error(`no figures; the page says: ${text}; its errors: ${errors.join(" / ")}`, { cause });
  }
  await page.waitForTimeout(500);
  await settle(page);
}
