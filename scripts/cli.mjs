// npm run -s cli -- <command>: only the command's result goes to stdout.
import { prepare } from "./prepare.mjs";

prepare({ screens: process.argv[2] === "start" });
const { runCli } = await import("../packages/cli/dist/index.js");
await runCli(process.argv.slice(2));
