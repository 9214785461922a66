// npm run -s cli -- <command>: only the command's result goes to stdout.
import { ensureKafkaClient, namesKafka } from "./kafka-client.mjs";
import { prepare } from "./prepare.mjs";

const args = process.argv.slice(2);
prepare({ screens: args[0] === "start" });
if (namesKafka(args)) await ensureKafkaClient();
const { runCli } = await import("../packages/cli/dist/run-cli.js");
await runCli(args);
