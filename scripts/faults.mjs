// npm run test:faults: kills, outages, resets and freezes against a real broker, compared with an oracle.
import { ensureKafkaClient } from "./kafka-client.mjs";
import { prepare } from "./prepare.mjs";

prepare({ screens: false });
const args = process.argv.slice(2);
if (!args.includes("--help") && !args.includes("power-cut")) await ensureKafkaClient();
const { runFaultsMain } = await import("../packages/faults/dist/index.js");
await runFaultsMain(args);
