// npm run test:faults: kills, outages, resets and freezes against a real broker, compared with an oracle.
import { prepare } from "./prepare.mjs";

prepare({ screens: false });
const { runFaultsMain } = await import("../packages/faults/dist/index.js");
await runFaultsMain(process.argv.slice(2));
