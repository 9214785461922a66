import { randomUUID } from "node:crypto";
import { loadCity } from "@toancanh/cli";
import { createKafkaSource, DEAD_LETTER_LIMIT, Ingester } from "@toancanh/ingest";
import { isDataError, openStore } from "@toancanh/store";
import { type IngestOutcome, type IngestTask, startWatch } from "./ingest-bulk-task.ts";

/**
 * The product's own path with its own limits: Kafka source, decode, locate, fold, append, state, commit, on an
 * embedded store below `path`.
 */
export async function ingestWithProduct(task: IngestTask, path: string): Promise<IngestOutcome> {
  const { profile, rulebook, wardIndex } = await loadCity("hcmc");
  const clock = { now: Date.now };
  const store = await openStore({ path, blockOf: rulebook.blockOf, clock });
  const error = (fields: object, message: string): void => {
    process.stderr.write(`${message} ${JSON.stringify(fields)}\n`);
  };
  const log = { info: () => {}, warn: () => {}, error };
  const ingester = new Ingester({
    store,
    rulebook,
    wardIndex,
    defaultPoints: profile.default_points,
    clock,
    log,
    isDataError,
  });
  let stored = 0;
  let arrived = (): void => {};
  const allArrived = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const source = await createKafkaSource({
    connection: { brokers: task.brokers },
    topic: task.topic,
    group: `bench-${randomUUID()}`,
    ingester,
    clock,
    log,
    deadLetterLimit: DEAD_LETTER_LIMIT,
    observer: {
      stored({ events }) {
        stored += events;
        if (stored >= task.events) arrived();
      },
    },
  });
  const watch = startWatch();
  source.start();
  await allArrived;
  const spent = watch();
  await source.stop();
  await ingester.close();
  const [status] = await store.query("feed_status", {});
  await store.close();
  return { ...spent, events: status?.events ?? 0, reports: status?.reports ?? 0 };
}
