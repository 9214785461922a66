// npm start: prepares the checkout, then runs `toancanh start` in this very process, so that signals reach it.
import { prepare } from "./prepare.mjs";

prepare({ screens: true });
process.argv.splice(2, 0, "start");
await import("../packages/cli/dist/index.js");
