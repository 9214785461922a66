import { expect, it } from "vitest";
import { runFaults } from "./run-faults.ts";

/** The small fault run; `npm run test:faults` is the large one. The seed of a failure is in the message. */
it("loses and doubles nothing in 50,000 events with 5 kills, outages, resets, a freeze and a power cut", async () => {
  const seed = Date.now() % 1_000_000;
  const log: string[] = [];
  const report = await runFaults({
    seed,
    events: 50_000,
    kills: 5,
    outages: 1,
    resets: 4,
    freezes: 1,
    rebalances: 1,
    rewinds: 0,
    brokerRestarts: 0,
    cuts: 1,
    ingesters: 2,
    partitions: 4,
    rate: 5000,
    drainMs: 60_000,
    without: null,
    log: (line) => log.push(line),
  });
  const story = JSON.stringify({ log, report }, null, 2);
  expect(report.isGreen, story).toBe(true);
  expect(report.comparison, story).toMatchObject({ produced: 50_000, stored: 47_000, deadLetters: 500 });
  expect(report.tallies.kills, story).toBeGreaterThanOrEqual(5);
  expect(Object.keys(report.tallies.killedAt), story).not.toHaveLength(0);
  expect(report.tallies.powerCuts, story).toBe(1);
  expect(report.slowestStopMs, story).toBeLessThan(10_000);
}, 300_000);
