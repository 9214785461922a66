import { setTimeout as sleep } from "node:timers/promises";
import { createRandom, type Random } from "../stream/seeded-random.ts";
import { createFragileDisk, type DiskKind } from "./fragile-disk.ts";
import { PostedEvents } from "./posted-events.ts";
import { listStoredIds, startPowerProduct } from "./power-product.ts";

export interface PowerCutOptions {
  seed: number;
  cuts: number;
  /** Null: what this machine allows. */
  disk: DiskKind | null;
  /** `fsync`: the control, under which synchronising does nothing. */
  without: "fsync" | null;
  log: (line: string) => void;
}

export interface PowerCutReport {
  scenario: "power-cut";
  seed: number;
  disk: DiskKind;
  isGreen: boolean;
  cuts: number;
  /** Events answered 202, and dead letters named in such an answer. */
  acknowledged: { events: number; deadLetters: number };
  /** Those of them not found after the cut they were followed by; reports without a whole state. */
  lost: { events: number; states: number; deadLetters: number };
  /** Starts after a cut that failed; the run ends with the first. */
  failedStarts: number;
}

/**
 * Cuts the power under the whole product while events are posted to it, as often as told, on one disk: everything that
 * was ever answered has to be there after each cut, and the product has to start again by itself.
 */
export async function runPowerCuts(options: PowerCutOptions): Promise<PowerCutReport> {
  const { seed, cuts, log } = options;
  const random = createRandom(seed);
  const disk = await createFragileDisk(options.disk);
  const data = `${disk.dir}/data`;
  const posted = new PostedEvents(seed);
  const report: PowerCutReport = {
    scenario: "power-cut",
    seed,
    disk: disk.kind,
    isGreen: false,
    cuts: 0,
    acknowledged: { events: 0, deadLetters: 0 },
    lost: { events: 0, states: 0, deadLetters: 0 },
    failedStarts: 0,
  };
  try {
    while (report.cuts < cuts) {
      await cutOnce(random);
      report.cuts += 1;
      const stored = await listStoredIds(data);
      report.acknowledged = { events: posted.events.size, deadLetters: posted.deadLetters.size };
      report.lost = {
        events: countMissing(posted.events, stored.events),
        states: countMissing(posted.reports, stored.reports),
        deadLetters: countMissing(posted.deadLetters, stored.deadLetters),
      };
      log(`cut ${report.cuts}: ${JSON.stringify(report.acknowledged)}, lost ${JSON.stringify(report.lost)}`);
      // The next cut would only lose more.
      if (report.lost.events > 0) break;
    }
  } catch (error) {
    log(String(error));
    report.failedStarts += 1;
  } finally {
    await disk.dispose();
  }
  const { events, states, deadLetters } = report.lost;
  report.isGreen =
    report.cuts === cuts &&
    events + states + deadLetters + report.failedStarts === 0 &&
    posted.events.size > 0;
  return report;

  async function cutOnce(chance: Random): Promise<void> {
    const product = await startPowerProduct(data, disk.env(options.without === "fsync"));
    const posting = posted.postTo(product.url);
    try {
      await sleep(1000 + chance() * 2500);
    } finally {
      await disk.cut(() => product.kill());
      await posting.stop();
    }
  }
}

function countMissing(wanted: ReadonlySet<string>, found: readonly string[]): number {
  const there = new Set(found);
  let missing = 0;
  for (const id of wanted) if (!there.has(id)) missing += 1;
  return missing;
}
