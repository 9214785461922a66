import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ingestWithKafkaEngine } from "./ingest-bulk-kafka-engine.ts";
import { ingestWithProduct } from "./ingest-bulk-product.ts";
import { ingestTask } from "./ingest-bulk-task.ts";

/** One run of one side as a process of its own: one engine in a process has one data directory. Tells its parent. */
async function main(): Promise<void> {
  const task: unknown = JSON.parse(process.argv[2] ?? "null");
  if (!ingestTask.Check(task)) throw new Error("no task was given");
  const path = await mkdtemp(join(tmpdir(), "toancanh-ingest-bulk-"));
  try {
    const run = task.side === "product" ? ingestWithProduct : ingestWithKafkaEngine;
    const outcome = await run(task, path);
    process.send?.(outcome);
  } finally {
    await rm(path, { recursive: true, force: true });
  }
}

await main();
process.disconnect?.();
