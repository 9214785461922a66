// npm run setup:kafka: compiles the Kafka client now, instead of at the first command that names Kafka.
import { ensureKafkaClient } from "./kafka-client.mjs";
import { prepare } from "./prepare.mjs";

prepare({ screens: false });
await ensureKafkaClient();
process.stderr.write("The Kafka client is there\n");
