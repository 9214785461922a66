import { ALARM_CODES, type Alarm } from "@toancanh/contracts";
import type { AcceptResult, KafkaObserver, KafkaStatus } from "@toancanh/ingest";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 2, 5, 10, 30, 60, 300];
const ROWS = [1, 10, 50, 100, 500, 1000, 2500, 5000, 10_000];

/**
 * What this process measures, for Prometheus. Labels are operations, tables, codes and partitions: never anything an
 * event said.
 */
export function createProductMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const metrics = {
    registry,
    events: new Counter({
      name: "toancanh_ingest_events_total",
      help: "Events taken, by what became of them",
      labelNames: ["source", "outcome"],
      registers,
    }),
    deadLetters: new Counter({
      name: "toancanh_ingest_dead_letters_total",
      help: "Events put into the dead letters, by reason",
      labelNames: ["source", "reason"],
      registers,
    }),
    batchEvents: new Histogram({
      name: "toancanh_ingest_batch_events",
      help: "Events read together from one Kafka partition; the ingester cuts its own batches from all partitions",
      buckets: ROWS,
      registers,
    }),
    batchSeconds: new Histogram({
      name: "toancanh_ingest_batch_seconds",
      help: "From the hand-over of events read together from one Kafka partition to the last of them durable",
      buckets: SECONDS,
      registers,
    }),
    projectionSeconds: new Histogram({
      name: "toancanh_ingest_projection_delay_seconds",
      help: "From an event received by this process to the report's state that contains it durable",
      buckets: SECONDS,
      registers,
    }),
    visibleSeconds: new Histogram({
      name: "toancanh_ingest_event_to_visible_seconds",
      help: "From the timestamp of a message at its producer to its state durable",
      buckets: SECONDS,
      registers,
    }),
    storeSeconds: new Histogram({
      name: "toancanh_store_call_seconds",
      help: "Calls to the store that were answered",
      labelNames: ["operation"],
      buckets: SECONDS,
      registers,
    }),
    storeRows: new Counter({
      name: "toancanh_store_rows_total",
      help: "Rows written or read, by call to the store",
      labelNames: ["operation"],
      registers,
    }),
    storeFailures: new Counter({
      name: "toancanh_store_failures_total",
      help: "Calls to the store that failed; those of ingest are repeated until answered",
      labelNames: ["operation"],
      registers,
    }),
    commits: new Counter({
      name: "toancanh_kafka_commits_total",
      help: "Answers to offset commits",
      labelNames: ["outcome"],
      registers,
    }),
    tombstones: new Counter({
      name: "toancanh_kafka_tombstones_total",
      help: "Messages without a value, which only say that a key was deleted: nothing is stored of them",
      registers,
    }),
    rebalances: new Counter({
      name: "toancanh_kafka_rebalances_total",
      help: "Changes of this member's partitions",
      labelNames: ["kind"],
      registers,
    }),
    requestSeconds: new Histogram({
      name: "toancanh_api_request_seconds",
      help: "Requests answered, by route and status",
      labelNames: ["route", "status"],
      buckets: SECONDS,
      registers,
    }),
  };
  return metrics;
}

export type ProductMetrics = ReturnType<typeof createProductMetrics>;

/** Counts what became of a batch. `source` is its kind: "kafka", "http". */
function countResult(metrics: ProductMetrics, source: string, result: AcceptResult): void {
  const { accepted, duplicates, conflicts, dead_letters, errors } = result;
  metrics.events.inc({ source, outcome: "accepted" }, accepted);
  metrics.events.inc({ source, outcome: "duplicate" }, duplicates);
  metrics.events.inc({ source, outcome: "conflict" }, conflicts);
  metrics.events.inc({ source, outcome: "dead_letter" }, dead_letters);
  for (const { code } of errors) metrics.deadLetters.inc({ source, reason: code });
}

/** Observer of a Kafka source that fills the metrics. */
export function measureKafka(metrics: ProductMetrics): KafkaObserver {
  return {
    stored({ events, tombstones, storedMs, ages, result }) {
      metrics.tombstones.inc(tombstones);
      if (events === 0) return;
      metrics.batchEvents.observe(events);
      metrics.batchSeconds.observe(storedMs / 1000);
      for (const age of ages) metrics.visibleSeconds.observe(Math.max(0, age) / 1000);
      countResult(metrics, "kafka", result);
    },
    assigned: () => metrics.rebalances.inc({ kind: "assigned" }),
    revoking: () => metrics.rebalances.inc({ kind: "revoked" }),
    committed: (error) => metrics.commits.inc({ outcome: error === null ? "ok" : "refused" }),
  };
}

/** A gauge of the kinds of alarm that stand whenever Prometheus asks; a kind that does not stand is 0. */
export function exposeAlarms(metrics: ProductMetrics, alarms: () => Alarm[]): void {
  new Gauge({
    name: "toancanh_alarm",
    help: "1 = an alarm of this kind stands, as in /api/v1/health",
    labelNames: ["code"],
    registers: [metrics.registry],
    collect() {
      const standing = new Set(alarms().map(({ code }) => code));
      for (const code of ALARM_CODES) this.set({ code }, standing.has(code) ? 1 : 0);
    },
  });
}

/** Gauges that are read off a Kafka source whenever Prometheus asks. */
export function exposeKafkaStatus(metrics: ProductMetrics, status: () => KafkaStatus): void {
  const registers = [metrics.registry];
  const labelNames = ["topic", "partition"] as const;
  new Gauge({
    name: "toancanh_kafka_lag_messages",
    help: "Messages of an assigned partition that are not durable yet",
    labelNames,
    registers,
    collect() {
      this.reset();
      for (const { topic, partition, lag } of status().partitions) {
        if (lag !== null) this.set({ topic, partition }, lag);
      }
    },
  });
  new Gauge({
    name: "toancanh_kafka_partition_stopped",
    help: "1 = not read any more, because too much of it went to the dead letters",
    labelNames,
    registers,
    collect() {
      this.reset();
      for (const { topic, partition, stopped } of status().partitions) {
        this.set({ topic, partition }, stopped ? 1 : 0);
      }
    },
  });
  new Gauge({
    name: "toancanh_kafka_held_messages",
    help: "Messages read and not durable",
    registers,
    collect() {
      this.set(status().heldRows);
    },
  });
  new Gauge({
    name: "toancanh_kafka_held_bytes",
    help: "Bytes of messages read and not durable",
    registers,
    collect() {
      this.set(status().heldBytes);
    },
  });
  new Gauge({
    name: "toancanh_kafka_back_pressure",
    help: "1 = nothing is read because too much waits to be stored",
    registers,
    collect() {
      this.set(status().backPressure ? 1 : 0);
    },
  });
}
