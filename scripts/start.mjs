// npm start: prepares the checkout, then runs `toancanh start` in this very process, so that signals reach it.
import { ensureKafkaClient, namesKafka } from "./kafka-client.mjs";
import { prepare } from "./prepare.mjs";

const args = process.argv.slice(2);
prepare({ screens: true });
if (namesKafka(args)) await ensureKafkaClient();
const { runCli } = await import("../packages/cli/dist/run-cli.js");
await runCli(["start", ...args]);
