import { PublicMonthSchema, PublicMonthsSchema } from "@toancanh/contracts";
import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import type { TSchema } from "typebox";
import { Parse } from "typebox/value";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "./browser.ts";
import { launchProduct, type Product } from "./product.ts";

let product: Product;
let browser: Browser;
/** The month that ended last, which the department publishes. */
let published = "";

async function ask<S extends TSchema>(schema: S, path: string) {
  const answer = await fetch(`${product.url}/api/v1/public/${path}`, {
    headers: { cookie: "toancanh_role=public" },
  });
  expect(answer.status).toBe(200);
  return Parse(schema, await answer.json());
}

beforeAll(async () => {
  [product, browser] = await Promise.all([launchProduct(), launchBrowser()]);
  const { months } = await ask(PublicMonthsSchema, "months");
  const begin = new Date(months[0]?.from ?? "");
  published = begin.toISOString().slice(0, 7);
  for (const [act, body] of [
    ["freeze", { despite_blocks: true }],
    ["publish", {}],
  ] as const) {
    const done = await fetch(`${product.url}/api/v1/closings/${published}/${act}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    expect(done.status, await done.text()).toBe(200);
  }
}, 240_000);
afterAll(async () => {
  await browser.close();
  await product.remove();
});

async function openPage(width: number, height: number, path = "/public"): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height } });
  await context.addCookies([{ name: "toancanh_role", value: "public", url: product.url }]);
  const page = await context.newPage();
  await page.goto(`${product.url}${path}`);
  await page.getByRole("heading", { level: 2 }).first().waitFor();
  await page.locator(".public-headline").waitFor();
  return page;
}

async function brokenRules(page: Page): Promise<unknown> {
  await page.evaluate(axe.source);
  return page.evaluate(
    "axe.run(document).then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]))",
  );
}

describe("the page of the public", () => {
  it.each([
    [390, 844],
    [1366, 768],
    [1920, 1080],
  ])("at %i×%i has no fault of WCAG, and nothing that leaves its width", async (width, height) => {
    const page = await openPage(width, height);
    await page.getByRole("combobox").selectOption(published);
    await page.locator("#public-wards + .public-bars, #public-wards").first().waitFor();
    expect(await brokenRules(page)).toEqual([]);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
    await page.context().close();
  });

  it("says what is provisional and simulated, and shows a published month as the API tells it", async () => {
    const page = await openPage(390, 844);
    const text = () => page.locator("main").textContent();
    expect(await text()).toContain("Số liệu tạm tính");
    expect(await text()).toContain("Dữ liệu mô phỏng");
    await page.getByRole("combobox").selectOption(published);
    await page.getByText("Số liệu đã công bố.").waitFor();
    const month = await ask(PublicMonthSchema, `months/${published}`);
    expect(await text()).toContain(new Intl.NumberFormat("vi-VN").format(month.city.received));
    expect(await text()).toContain(month.wards?.groups[0]?.name.vi);
    expect(await text()).not.toContain("Số liệu tạm tính");
    await page.context().close();
  });

  it("looks a report up by keyboard alone, and tells nothing of a number that is none", async () => {
    const listed = await fetch(`${product.url}/open311/v2/requests.json?status=closed&page_size=1`, {
      headers: { cookie: "toancanh_role=public" },
    });
    const [{ service_request_id: id }] = await listed.json();
    const page = await openPage(390, 844);
    await page.getByLabel("Mã phản ánh").focus();
    await page.keyboard.type(id);
    await page.keyboard.press("Enter");
    await page.getByRole("article", { name: id }).waitFor();
    expect(await page.getByRole("article").textContent()).toMatch(/Đã xử lý (đúng|trễ) hạn/);
    expect(await brokenRules(page)).toEqual([]);
    await page.getByLabel("Mã phản ánh").fill("none");
    await page.keyboard.press("Enter");
    await page.getByText("Không có phản ánh công khai mang mã này").waitFor();
    expect(await page.getByRole("article").count()).toBe(0);
    await page.context().close();
  });
});
