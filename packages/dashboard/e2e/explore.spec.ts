import { readFile } from "node:fs/promises";
import { MatrixSchema } from "@toancanh/contracts";
import type { Browser, Page } from "playwright-core";
import { Check } from "typebox/value";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser, openWall, type WallWindow } from "./browser.ts";
import { findMisplacedText, findSmallText } from "./page-checks.ts";
import { launchProduct, type Product } from "./product.ts";

let product: Product;
let browser: Browser;
let desk: WallWindow;
let page: Page;

beforeAll(async () => {
  [product, browser] = await Promise.all([launchProduct(), launchBrowser()]);
  desk = await openWall(browser, product.url, "/desk/explore", { width: 1366, height: 768 });
  page = desk.page;
}, 240_000);
afterAll(async () => {
  await browser.close();
  await product.remove();
}, 60_000);

const POLL = { timeout: 20_000, interval: 500 };

/** Every part of the page has answered the question that is asked now. */
async function settle(): Promise<void> {
  const isComplete = () => {
    const sections = [...document.querySelectorAll("[data-section]")];
    return sections.length >= 7 && sections.every((section) => section.hasAttribute("data-as-of"));
  };
  await page.waitForFunction(isComplete, null, { timeout: 45_000 });
}

/** What the page says of its sums: on the map, without a place, together, and the sum of the table. */
async function readSums() {
  const line = page.locator("[data-sums]");
  const [sums, table, text] = await Promise.all([
    line.getAttribute("data-sums"),
    line.getAttribute("data-table-sum"),
    line.textContent(),
  ]);
  const [located = Number.NaN, unlocated = Number.NaN, total = Number.NaN] = (sums ?? "")
    .split(/[+=]/)
    .map(Number);
  return { located, unlocated, total, table: Number(table), text };
}

/** The same sum as the API tells it. */
async function matrixSum(query: string): Promise<number> {
  const answer: unknown = await (await fetch(`${product.url}/api/v1/matrix${query}`)).json();
  if (!Check(MatrixSchema, answer)) throw new Error("/matrix is not what the contract says");
  return answer.rows.reduce((sum, row) => sum + row.received, 0);
}

/** The page's sums agree with each other and with the API; reports go on coming, so it may take a second look. */
async function expectSums(query: string): Promise<void> {
  let looks = 0;
  await expect
    .poll(async () => {
      if (looks > 0) await page.getByRole("button", { name: "Lấy số liệu mới" }).click();
      looks += 1;
      await settle();
      await page.locator("[data-table-sum]").waitFor();
      const { located, unlocated, total, table, text } = await readSums();
      const agree = located + unlocated === total && total === table && total === (await matrixSum(query));
      return total > 0 && agree && (text ?? "").includes(new Intl.NumberFormat("vi-VN").format(total));
    }, POLL)
    .toBe(true);
}

const address = () => new URL(page.url()).searchParams;

describe("Explore", { timeout: 90_000 }, () => {
  it("opens with a map and tables whose sums agree, and says that it is simulated", async () => {
    await settle();
    await expectSums("");
    expect(await page.getByText("Dữ liệu mô phỏng").isVisible()).toBe(true);
    expect(await page.locator("[data-map] canvas").count()).toBe(1);
    expect(Number(await page.locator("[data-legend]").getAttribute("data-legend"))).toBeLessThanOrEqual(7);
  });

  it("keeps what was chosen in the address, and goes back", async () => {
    await page.locator("select[name=field]").selectOption("group:infrastructure");
    expect(address().get("group")).toBe("infrastructure");
    await expectSums("?field_group=infrastructure");
    await page.getByText("Phường, xã", { exact: true }).click();
    expect(address().get("view")).toBe("wards");
    await expectSums("?field_group=infrastructure");
    // The highest ward of the table is the charts' from now on.
    const ward = await page.locator("[data-place]").first().getAttribute("data-place");
    await page.locator("[data-place] button").first().press("Enter");
    expect(address().get("ward")).toBe(ward);
    await settle();
    expect(await page.locator("[data-explanation]").getAttribute("data-explanation")).toBe("unit");
    await page.goBack();
    await page.goBack();
    await page.goBack();
    expect([...address().keys()]).toEqual([]);
    await expectSums("");
  });

  it("opens a feature of a layer by keyboard and by pointer", async () => {
    await page.getByRole("checkbox", { name: /Máy quay/ }).check();
    expect(address().get("overlays")).toBe("cameras-example");
    expect(await page.locator(".ex-layers").textContent()).toContain("dữ liệu ví dụ");
    await page.locator(".ex-layers summary").press("Enter");
    const first = page.getByRole("button", { name: "Máy quay ví dụ 1" });
    await first.press("Enter");
    const popup = page.getByRole("dialog", { name: "Máy quay ví dụ 1" });
    await popup.waitFor();
    expect(await popup.textContent()).toContain("không phải máy quay có thật");
    const picture = popup.locator("img");
    await expect
      .poll(() => picture.evaluate((img) => img instanceof HTMLImageElement && img.naturalWidth), POLL)
      .toBe(640);
    await page.keyboard.press("Escape");
    await popup.waitFor({ state: "detached" });
    expect(await first.evaluate((button) => button === document.activeElement)).toBe(true);
    // The map went to it: it is in the middle now.
    const canvas = page.locator("[data-map] canvas");
    await canvas.scrollIntoViewIfNeeded();
    // A machine under load may miss a click, as a person does: one clicks again.
    await expect
      .poll(async () => {
        await canvas.click();
        await page.waitForTimeout(500);
        return popup.count();
      }, POLL)
      .toBe(1);
    await popup.getByRole("button", { name: "Đóng" }).click();
    await popup.waitFor({ state: "detached" });
  });

  it("hands out the table as it is shown", async () => {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Tải CSV đúng bảng đang xem" }).click(),
    ]);
    const file = (await readFile(await download.path(), "utf8")).replace("\uFEFF", "").trimEnd();
    const shown = await page
      .locator(".ex-matrix tr")
      .evaluateAll((rows) =>
        rows.map((row) => [...row.querySelectorAll("th, td")].map((cell) => cell.textContent ?? "")),
      );
    const quoted = (text: string) => (text.includes(",") ? `"${text}"` : text);
    const lines = shown.map((row, index) =>
      row
        .map((text, column) =>
          index === 0 || column === 0 ? quoted(text) : text.replace("–", "0").replaceAll(".", ""),
        )
        .join(","),
    );
    expect(lines.length).toBe(14);
    expect(file.split("\r\n")).toEqual(lines);
  });

  it("fits a phone, speaks English, and asked no other server for anything", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await settle();
    // Charts take their new width a moment after the window has it.
    await expect
      .poll(() => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), POLL)
      .toBeLessThanOrEqual(0);
    await page.getByRole("link", { name: "English" }).click();
    await settle();
    expect(await page.getByRole("heading", { name: "Ward × category" }).isVisible()).toBe(true);
    expect(address().get("overlays")).toBe("cameras-example");
    expect(desk.errors).toEqual([]);
    expect(desk.foreign).toEqual([]);
  });

  it("lays the layer over the wall's map, small and without a popup", async () => {
    const wall = await openWall(
      browser,
      product.url,
      "/wall?scene=heat-map&dwell=120&overlays=cameras-example",
    );
    await wall.page.locator('[data-overlay="cameras-example"]').waitFor({ timeout: 45_000 });
    await wall.page.waitForTimeout(1_500);
    expect(await wall.page.locator('[data-overlay="cameras-example"]').textContent()).toContain(
      "dữ liệu ví dụ",
    );
    expect(await wall.page.evaluate(findSmallText)).toEqual([]);
    expect(await wall.page.evaluate(findMisplacedText)).toEqual([]);
    expect(wall.errors).toEqual([]);
    await wall.close();
  });
});
