import { startProduct } from "@toancanh/cli";
import { pino } from "pino";
import { BENCH_PRODUCT } from "../measure/bench-product.ts";

/**
 * `npm start -- --months 1 --rate N` as a process of its own: data directory and rate are its arguments. Tells its parent its
 * address once the history is filled, and answers each "collect" with what it holds after a full collection.
 */
async function main(): Promise<void> {
  const [data, rate] = process.argv.slice(2);
  const { gc } = globalThis;
  if (data === undefined || rate === undefined || gc === undefined) throw new Error("no task was given");
  const product = await startProduct(
    { ...BENCH_PRODUCT, data, rate: Number(rate) },
    { log: pino({ level: "warn" }, pino.destination(2)) },
  );
  await product.filled;
  process.on("message", (message) => {
    if (message === "collect") {
      gc();
      const { rss, heapUsed } = process.memoryUsage();
      process.send?.({ rss, heapUsed });
    } else {
      void product.close().then(() => process.exit(0));
    }
  });
  process.once("disconnect", () => process.exit(1));
  process.send?.({ url: product.url });
}

await main();
