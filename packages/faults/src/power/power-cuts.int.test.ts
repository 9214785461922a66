import { describe, expect, it } from "vitest";
import type { DiskKind } from "./fragile-disk.ts";
import { runPowerCuts } from "./run-power-cuts.ts";

/** A few cuts; `npm run test:faults -- --scenario power-cut` plays many. */
async function play(disk: DiskKind | null, cuts: number, without: "fsync" | null) {
  const log: string[] = [];
  const seed = Date.now() % 1_000_000;
  const report = await runPowerCuts({ seed, cuts, disk, without, log: (line) => log.push(line) });
  return { report, story: JSON.stringify({ log, report }, null, 2) };
}

describe("a power cut", () => {
  it("loses nothing that was answered, on the disk that this machine allows to be cut", async () => {
    const { report, story } = await play(null, 2, null);
    expect(report.isGreen, story).toBe(true);
    expect(report.acknowledged.events, story).toBeGreaterThan(100);
    expect(report.acknowledged.deadLetters, story).toBeGreaterThan(5);
  }, 240_000);

  it("loses nothing by the shim, which needs no right to mount", async () => {
    const { report, story } = await play("shim", 1, null);
    expect(report.isGreen, story).toBe(true);
  }, 240_000);

  it("turns the run red when synchronising does nothing: the control", async () => {
    const { report, story } = await play(null, 2, "fsync");
    expect(report.isGreen, story).toBe(false);
    expect(report.lost.events + report.failedStarts, story).toBeGreaterThan(0);
  }, 240_000);
});
