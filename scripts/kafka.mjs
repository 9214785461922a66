// npm run kafka: a real one-node Kafka broker for trying things, until Ctrl-C.
import { prepare } from "./prepare.mjs";

prepare({ screens: false });
await import("../packages/harness/dist/kafka-main.js");
