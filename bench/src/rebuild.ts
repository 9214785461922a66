import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadCity } from "@toancanh/cli";
import { createSimulator } from "@toancanh/simulator";
import type { Bench } from "./bench.ts";
import { openIngester } from "./measure/open-ingester.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const FROM = Date.UTC(2023, 9, 31, 17);
const BATCH = 20_000;

/** Events to ingest and rebuild, from TOANCANH_BENCH_EVENTS ("1000000,10000000"). */
function eventCounts(): number[] {
  return (process.env.TOANCANH_BENCH_EVENTS ?? "1000000").split(",").map(Number);
}

export const rebuild: Bench = {
  name: "rebuild",
  description:
    "all states anew from their events, after ingesting these; aim: linear, ≤ 2 × the time of the ingestion",
  async run(report) {
    const city = await loadCity("hcmc");
    const { profile, rulebook, wardIndex, simulation } = city;
    if (simulation === null) throw new Error("profiles/hcmc has no simulation.json");
    for (const wanted of eventCounts()) {
      const path = await mkdtemp(join(tmpdir(), "toancanh-rebuild-"));
      const { store, ingester } = await openIngester(path, city);
      try {
        const simulator = createSimulator({ profile, rulebook, wardIndex, settings: simulation, seed: 1022 });
        let events = 0;
        let reports = 0;
        let ingested = 0;
        let hour = FROM;
        while (events < wanted) {
          const batch = [];
          // Twenty times the city's volume: 10 M events in half a year.
          for (; batch.length < BATCH; hour += HOUR) {
            const born = simulator.reportsBornIn(hour, 20);
            reports += born.length;
            batch.push(...born.flatMap((one) => one.events));
          }
          const start = performance.now();
          await ingester.acceptEvents(batch);
          ingested += performance.now() - start;
          events += batch.length;
        }
        const start = performance.now();
        const done = await ingester.rebuild({ from: FROM - DAY, to: hour + DAY });
        const rebuilt = performance.now() - start;
        if (done.reports !== reports || done.failed > 0) {
          throw new Error(`${done.reports} of ${reports} reports rebuilt, ${done.failed} failed`);
        }
        const name = `${wanted / 1e6}M`;
        report.figure({ name: `${name}.ingest`, unit: "s", samples: [ingested / 1000] });
        report.figure({ name: `${name}.rebuild`, unit: "s", samples: [rebuilt / 1000] });
        report.figure({
          name: `${name}.rebuild_rate`,
          unit: "events/s",
          samples: [events / (rebuilt / 1000)],
        });
        report.figure({ name: `${name}.ratio`, unit: "×", samples: [rebuilt / ingested] });
      } finally {
        await ingester.close();
        await store.close();
        await rm(path, { recursive: true, force: true });
      }
    }
  },
};
