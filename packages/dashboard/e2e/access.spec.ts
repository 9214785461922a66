import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "./browser.ts";
import { launchProduct, type Product, runCommand } from "./product.ts";

const EXAMPLE = fileURLToPath(new URL("../../../docs/access.example.jsonc", import.meta.url));
const PASSWORD = "bốn con mèo mướp";

let folder: string;
let access: string;
let product: Product;
let browser: Browser;

async function makeToken(kind: "wall" | "operator", name: string): Promise<Record<string, string>> {
  const made = await runCommand([`${kind}-token`, "create", "--name", name, "--access", access]);
  const told: Record<string, string> = JSON.parse(made);
  return told;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "toancanh-access-"));
  access = join(folder, "access.jsonc");
  await copyFile(EXAMPLE, access);
  await runCommand(["user", "add", "lan", "--role", "department", "--access", access], `${PASSWORD}\n`);
  const { token = "" } = await makeToken("operator", "test");
  [product, browser] = await Promise.all([
    launchProduct({ access: { file: access, token } }),
    launchBrowser(),
  ]);
}, 240_000);
afterAll(async () => {
  await browser.close();
  await product.remove();
  await rm(folder, { recursive: true, force: true });
});

async function openPage(path: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
  const page = await context.newPage();
  await page.goto(`${product.url}${path}`);
  return page;
}

/** Rules of WCAG that axe finds broken. */
async function brokenRules(page: Page): Promise<unknown> {
  await page.evaluate(axe.source);
  return page.evaluate(
    "axe.run(document).then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]))",
  );
}

describe("a wall", () => {
  it("opens by its address without a login, and when revoked says whom to call", async () => {
    const { address = "" } = await makeToken("wall", "Phòng trực");
    const page = await openPage(`${address}&scene=overview`);
    await page.waitForSelector("[data-scene]", { timeout: 60_000 });
    expect(new URL(page.url()).search).toBe("?scene=overview");
    expect(await page.locator("input").count()).toBe(0);
    await runCommand(["wall-token", "revoke", "Phòng trực", "--access", access]);
    const notice = page.locator('[data-notice="refused"]');
    await notice.waitFor({ timeout: 60_000 });
    expect(await notice.textContent()).toContain("Tổ trực hệ thống, số nội bộ 1022");
    expect(await page.locator("input").count()).toBe(0);
    await page.context().close();
  }, 180_000);
});

describe("the sign-in page", () => {
  it.each(["vi", "en"])(
    "breaks no rule of accessibility (%s)",
    async (lang) => {
      const page = await openPage(`/sign-in?lang=${lang}`);
      await page.waitForSelector("#password");
      expect(await brokenRules(page)).toEqual([]);
      expect(await page.evaluate("document.documentElement.lang")).toBe(lang);
      await page.context().close();
    },
    60_000,
  );

  it("signs in and out with the keyboard alone, and tells what is wrong", async () => {
    const page = await openPage("/desk");
    await page.waitForSelector("#name");
    expect(new URL(page.url()).pathname).toBe("/sign-in");
    await page.focus("#name");
    await page.keyboard.type("lan");
    await page.keyboard.press("Tab");
    await page.keyboard.type("wrong password");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").filter({ hasText: "không đúng" }).waitFor({ timeout: 20_000 });
    await page.focus("#password");
    await page.keyboard.press("Control+A");
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press("Enter");
    await page.getByText("Đang đăng nhập: lan").waitFor({ timeout: 20_000 });
    expect(new URL(page.url()).pathname).toBe("/desk");
    await page.getByRole("link", { name: "Đăng xuất" }).press("Enter");
    await page.getByRole("button", { name: "Đăng xuất" }).press("Enter");
    await page.waitForSelector("#name");
    await page.goto(`${product.url}/desk`);
    await page.waitForSelector("#name");
    await page.context().close();
  }, 120_000);
});
