import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { createChdbConnection } from "chdb/connection";
import { type IngestOutcome, type IngestTask, startWatch } from "./ingest-bulk-task.ts";

/** The columns of report_events without the payload's hash, which only the product computes. */
const TABLE = `
CREATE TABLE floor_events
(
    received_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    service_request_id String CODEC(ZSTD(1)),
    id String CODEC(ZSTD(1)),
    source LowCardinality(String),
    kind LowCardinality(String),
    time DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    recorded_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    data String CODEC(ZSTD(1))
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(received_at)
ORDER BY (received_at, service_request_id, id)`;

/** Two consumers, one for each core; flushed often enough that the end of the topic need not wait for the clock. */
const queueOf = ({ brokers, topic }: IngestTask): string => `
CREATE TABLE floor_queue (id String, source String, type String, subject String, time String, data String)
ENGINE = Kafka
SETTINGS kafka_broker_list = '${brokers}', kafka_topic_list = '${topic}', kafka_group_name = 'bench-${randomUUID()}',
    kafka_format = 'JSONEachRow', kafka_num_consumers = 2, kafka_thread_per_consumer = 1,
    kafka_max_block_size = 65536, kafka_poll_max_batch_size = 65536, kafka_flush_interval_ms = 1000,
    input_format_skip_unknown_fields = 1, input_format_json_read_objects_as_strings = 1`;

const VIEW = `
CREATE MATERIALIZED VIEW floor_view TO floor_events AS
SELECT
    parseDateTime64BestEffort(JSONExtractString(data, 'requested_datetime'), 3, 'UTC') AS received_at,
    subject AS service_request_id,
    id,
    source,
    substring(type, 20) AS kind,
    parseDateTime64BestEffort(time, 3, 'UTC') AS time,
    now64(3, 'UTC') AS recorded_at,
    data
FROM floor_queue`;

/** ClickHouse by itself: its Kafka table engine and a materialized view into a MergeTree below `path`. */
export async function ingestWithKafkaEngine(task: IngestTask, path: string): Promise<IngestOutcome> {
  const connection = createChdbConnection({ path });
  const run = async (sql: string): Promise<string> => {
    const result = await connection.chdb.queryAsync(sql, { format: "TSV" });
    return Buffer.from(result.bytes()).toString("utf8").trim();
  };
  await run("CREATE DATABASE floor ENGINE = Atomic");
  await run("USE floor");
  await run(TABLE);
  await run(queueOf(task));
  const watch = startWatch();
  await run(VIEW);
  while (Number(await run("SELECT count() FROM floor_events")) < task.events) await sleep(50);
  const spent = watch();
  const events = Number(await run("SELECT count() FROM floor_events"));
  const reports = Number(await run("SELECT uniqExact(service_request_id) FROM floor_events"));
  await run("DROP TABLE floor_view SYNC");
  await run("DROP TABLE floor_queue SYNC");
  await connection.close();
  return { ...spent, events, reports };
}
