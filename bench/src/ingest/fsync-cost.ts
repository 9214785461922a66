import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadCity } from "@toancanh/cli";
import { quantileOf } from "@toancanh/domain";
import { createSimulator, type SimulatedReport } from "@toancanh/simulator";
import { Session } from "chdb";
import type { Bench } from "../bench.ts";
import { interleave } from "../measure/interleave.ts";
import { openIngester } from "../measure/open-ingester.ts";

const HOUR_MS = 3_600_000;
/** Ten times the volume of the city: always the same events. */
const FROM = Date.UTC(2025, 2, 1);
const TABLES = ["report_events", "acknowledged_events", "report_state"];
/**
 * Events taken together: what 50 ms of 50 and 500 events a second bring, and a full batch; with the rounds of each.
 */
const SIZES = { "50": [3, 40], "500": [25, 40], bulk: [10_000, 8] } as const;

export const fsyncCost: Bench = {
  name: "ingest-fsync",
  description:
    "what it costs that acknowledged events are on the disk: batches of 50/s, 500/s and bulk, in turn",
  async run(report) {
    const city = await loadCity("hcmc");
    const { profile, rulebook, wardIndex, simulation } = city;
    if (simulation === null) throw new Error("profiles/hcmc has no simulation.json");
    const simulator = createSimulator({ profile, rulebook, wardIndex, settings: simulation, seed: 1022 });
    const path = await mkdtemp(join(tmpdir(), "toancanh-fsync-"));
    const { store, ingester } = await openIngester(path, city);
    const settings = new Session(path);
    const setSync = async (isOn: boolean): Promise<void> => {
      const value = isOn ? 1 : 0;
      for (const table of TABLES) {
        await settings.queryAsync(
          `ALTER TABLE toancanh.${table} MODIFY SETTING fsync_after_insert = ${value}, fsync_part_directory = ${value}`,
        );
      }
    };
    let hour = FROM;
    let waiting: SimulatedReport["events"][number][] = [];
    const take = (count: number) => {
      for (; waiting.length < count; hour += HOUR_MS) {
        for (const one of simulator.reportsBornIn(hour, 10)) waiting.push(...one.events);
      }
      const taken = waiting.slice(0, count);
      waiting = waiting.slice(count);
      return taken;
    };
    const timed = (isOn: boolean, count: number) => async (): Promise<number> => {
      const events = take(count);
      await setSync(isOn);
      const start = performance.now();
      await ingester.acceptEvents(events);
      return performance.now() - start;
    };
    try {
      for (const [name, [count, rounds]] of Object.entries(SIZES)) {
        const samples = await interleave(
          { synced: timed(true, count), unsynced: timed(false, count) },
          { rounds, warmUps: 2 },
        );
        const synced = samples.get("synced") ?? [];
        const unsynced = samples.get("unsynced") ?? [];
        report.figure({ name: `${name}.synced`, unit: "ms a batch", samples: synced });
        report.figure({ name: `${name}.unsynced`, unit: "ms a batch", samples: unsynced });
        const ratios = synced.map((value, at) => value / (unsynced[at] ?? Number.NaN));
        report.figure({
          name: `${name}.ratio`,
          unit: "×",
          samples: ratios,
          value: quantileOf(ratios, 0.5) ?? Number.NaN,
        });
      }
    } finally {
      settings.close();
      await ingester.close();
      await store.close();
      await rm(path, { recursive: true, force: true });
    }
  },
};
