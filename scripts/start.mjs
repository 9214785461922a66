// npm start: prepares the checkout, then runs `toancanh start` in this very process, so that signals reach it.
import { prepare } from "./prepare.mjs";

prepare({ screens: true });
const { runCli } = await import("../packages/cli/dist/index.js");
await runCli(["start", ...process.argv.slice(2)]);
