// npm run bench -- <name>: measures one thing; figures as JSON lines on stdout and in bench/results/.
import { ensureKafkaClient } from "./kafka-client.mjs";
import { prepare } from "./prepare.mjs";

prepare({ screens: false, bench: true });
if (process.argv[2]?.startsWith("ingest")) await ensureKafkaClient();
await import("../bench/dist/main.js");
