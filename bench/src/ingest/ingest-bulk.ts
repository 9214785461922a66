import { fork } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { loadCity } from "@toancanh/cli";
import { produceMessages, startKafka } from "@toancanh/harness";
import { createSimulator } from "@toancanh/simulator";
import type { Bench } from "../bench.ts";
import { interleave } from "../measure/interleave.ts";
import { eventsInOrder } from "./ingest-bulk-events.ts";
import { type IngestOutcome, type IngestTask, ingestOutcome } from "./ingest-bulk-task.ts";

/** As many as a city would have. */
const PARTITIONS = 6;
const ROUNDS = 3;
/** Local midnight of 1 November 2023 in the city; a million events are its next ten months. */
const FROM = Date.UTC(2023, 9, 31, 17);
/** By the clock, and by the processor time of the process: what an idle machine would give. */
const MEASURES = [
  ["seconds", ""],
  ["cpuSeconds", "_by_cpu"],
] as const;
/** As `npm start` runs Node; with what was given for profiling (`node --cpu-prof …`). */
const NODE_OPTIONS = ["--max-semi-space-size=64"];

function eventCount(): number {
  const count = Number(process.env.TOANCANH_BENCH_EVENTS ?? "1000000");
  if (!Number.isInteger(count) || count < 1000) {
    throw new Error("TOANCANH_BENCH_EVENTS must be a whole number from 1000");
  }
  return count;
}

/** Puts the city's first events into a topic. @returns how many reports they are of */
async function fillTopic(brokers: string, topic: string, count: number): Promise<number> {
  const { profile, rulebook, wardIndex, simulation } = await loadCity("hcmc");
  if (simulation === null) throw new Error("profiles/hcmc has no simulation.json");
  const simulator = createSimulator({ profile, rulebook, wardIndex, settings: simulation, seed: 1022 });
  const reports = new Set<string>();
  function* messages() {
    for (const event of eventsInOrder(simulator, { from: FROM, count, intensity: 1 })) {
      reports.add(event.subject);
      yield { key: event.subject, value: Buffer.from(JSON.stringify(event)) };
    }
  }
  await produceMessages(brokers, topic, messages());
  return reports.size;
}

/** Runs one side in a process of its own. */
async function runSide(task: IngestTask): Promise<IngestOutcome> {
  const program = join(import.meta.dirname, "ingest-bulk-side.js");
  const child = fork(program, [JSON.stringify(task)], { execArgv: [...process.execArgv, ...NODE_OPTIONS] });
  let outcome: unknown = null;
  child.on("message", (message) => {
    outcome = message;
  });
  const [code] = await once(child, "exit");
  if (!ingestOutcome.Check(outcome)) throw new Error(`${task.side} ended with code ${code} and no outcome`);
  if (outcome.events !== task.events || outcome.reports !== task.reports) {
    throw new Error(`${task.side} stored ${JSON.stringify(outcome)} of ${JSON.stringify(task)}`);
  }
  return outcome;
}

export const ingestBulk: Bench = {
  name: "ingest-bulk",
  description:
    "events in a topic of a real broker → queryable state; aim: ≥ 0.5 × the rate of ClickHouse's own Kafka table engine",
  async run(report) {
    const events = eventCount();
    // A broker named by KAFKA_BROKERS may have the topics of earlier runs.
    const topic = `bench-${randomUUID()}`;
    const broker = await startKafka();
    try {
      await broker.createTopic({ name: topic, partitions: PARTITIONS });
      const reports = await fillTopic(broker.brokers, topic, events);
      report.note(`${events} events of ${reports} reports lie in ${PARTITIONS} partitions`);
      const task = { brokers: broker.brokers, topic, events, reports };
      const run = async (side: IngestTask["side"]): Promise<IngestOutcome> => {
        const outcome = await runSide({ ...task, side });
        const { seconds, cpuSeconds } = outcome;
        report.note(`${side}: ${seconds.toFixed(1)} s, ${cpuSeconds.toFixed(1)} s of processor time`);
        return outcome;
      };
      const samples = await interleave(
        { product: () => run("product"), kafka_engine: () => run("kafka_engine") },
        { rounds: ROUNDS, warmUps: 0 },
      );
      for (const [measure, name] of MEASURES) {
        const rates = (side: string): number[] =>
          (samples.get(side) ?? []).map((outcome) => events / outcome[measure]);
        const ours = rates("product");
        const floor = rates("kafka_engine");
        report.figure({ name: `product${name}`, unit: "events/s", samples: ours });
        report.figure({ name: `kafka_engine${name}`, unit: "events/s", samples: floor });
        const ratios = ours.map((rate, round) => rate / (floor[round] ?? Number.NaN));
        report.figure({ name: `ratio${name}`, unit: "×", samples: ratios });
      }
    } finally {
      await broker.stop();
    }
  },
};
