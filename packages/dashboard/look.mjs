import { chromium } from "playwright-core";

const [, , base, out, w, h, scheme, ...paths] = process.argv;
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
  ],
});
const context = await browser.newContext({ viewport: { width: +w, height: +h }, colorScheme: scheme });
const page = await context.newPage();
for (const path of paths) {
  await page.goto(base + path, { timeout: 90000 });
  await page.waitForTimeout(+(process.env.WAIT ?? 6000));
  const name = path.replace(/[^a-z0-9]+/gi, "_").slice(0, 80);
  await page.screenshot({ path: `${out}/${name}-${w}-${scheme}.png`, fullPage: process.env.FULL === "1" });
}
await browser.close();
