import { startProduct } from "@toancanh/cli";
import { pino } from "pino";
import { BENCH_PRODUCT } from "../measure/bench-product.ts";

const SHARE = 0.05;

/**
 * `npm start -- --kafka BROKERS --months 1` as a process of its own: brokers, topic and data directory are its
 * arguments. Tells its parent its address once the history is filled and Kafka is read; ends with its parent.
 */
async function main(): Promise<void> {
  const [brokers, topic, data] = process.argv.slice(2);
  if (brokers === undefined || topic === undefined || data === undefined)
    throw new Error("no task was given");
  const product = await startProduct(
    {
      ...BENCH_PRODUCT,
      data,
      kafka: { connection: { brokers }, topic, group: null, maxDeadLetterShare: SHARE },
    },
    { log: pino({ level: "warn" }, pino.destination(2)) },
  );
  await product.filled;
  process.send?.({ url: product.url });
  process.once("message", () => {
    void product.close().then(() => process.exit(0));
  });
  process.once("disconnect", () => process.exit(1));
}

await main();
