import type { Browser } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { launchBrowser } from "./browser.ts";
import { launchProduct, type Product, type ProductOptions } from "./product.ts";

/** The running product and a browser beside it. */
export interface Stage {
  readonly product: Product;
  readonly browser: Browser;
}

/** Gives the tests of a file a product and a browser of their own, and ends both after the last test. */
export function openStage(options: ProductOptions = {}): Stage {
  let opened: Stage | null = null;
  const take = (): Stage => {
    if (opened === null) throw new Error("product and browser exist only while the tests of the file run");
    return opened;
  };
  beforeAll(async () => {
    const [product, browser] = await Promise.all([launchProduct(options), launchBrowser()]);
    opened = { product, browser };
  }, 240_000);
  afterAll(async () => {
    await opened?.browser.close();
    await opened?.product.remove();
  }, 60_000);
  return {
    get product() {
      return take().product;
    },
    get browser() {
      return take().browser;
    },
  };
}
