import { HealthSchema, SummarySchema } from "@toancanh/contracts";
import { Compile } from "typebox/compile";
import { expect, it } from "vitest";
import { makeFolder, runCommand, spawnCommand, waitFor } from "../testing/run-command.ts";

const summaryShape = Compile(SummarySchema);
const healthShape = Compile(HealthSchema);
const CLOCK = "2026-02-17T03:00:00+07:00";
const LATER = "2026-02-24T16:00:00+07:00";

async function readHealth(url: string) {
  return healthShape.Parse(await (await fetch(`${url}/api/v1/health`)).json());
}

/** The address of a product once its history is filled. */
async function waitForWall(product: ReturnType<typeof spawnCommand>): Promise<string> {
  return waitFor(async () => {
    const url = /http:\/\/\S+(?=\/wall)/.exec(product.output.stdout)?.[0];
    if (product.child.exitCode !== null) throw new Error(product.output.stderr);
    if (url === undefined) return null;
    return (await readHealth(url)).fill === null ? url : null;
  }, 120_000);
}

it("lives at the moment it is set to, goes on there, and lets no other clock into the directory", async () => {
  const data = await makeFolder();
  const base = ["start", "--data", data, "--months", "1", "--port", "0"];
  const first = spawnCommand([...base, "--clock", CLOCK, "--speed", "600"]);
  const url = await waitForWall(first);
  expect(first.output.stdout).toContain(`simulated: ${CLOCK}, 600 times as fast`);
  const summary = summaryShape.Parse(await (await fetch(`${url}/api/v1/summary`)).json());
  // In the first hours of Tết, with nothing of the world's time in any answer.
  expect(Date.parse(summary.as_of)).toBeGreaterThanOrEqual(Date.parse(CLOCK));
  expect(Date.parse(summary.as_of)).toBeLessThan(Date.parse(CLOCK) + 86_400_000);
  expect(summary.period.from < summary.as_of && summary.as_of < summary.period.to).toBe(true);
  expect(summary.metrics.received).toBeGreaterThan(1000);
  const { events: before } = await readHealth(url);
  // Ten minutes a second: what is simulated arrives.
  await waitFor(async () => ((await readHealth(url)).events > before ? true : null), 60_000);
  first.child.kill("SIGTERM");
  expect((await first.finished).code).toBe(0);

  const withoutClock = await runCommand(base);
  expect(withoutClock.code).toBe(1);
  expect(withoutClock.stderr).toContain("simulated clock that stands at 2026-02-17T");

  const again = spawnCommand([...base, "--clock", CLOCK]);
  await waitForWall(again);
  const [, stood = ""] = /simulated: (\S+)/.exec(again.output.stdout) ?? [];
  expect(Date.parse(stood)).toBeGreaterThan(Date.parse(CLOCK));
  again.child.kill("SIGTERM");
  await again.finished;

  // A jump of a week: filled means that the week between is there, not a wall with an empty week.
  const later = spawnCommand([...base, "--clock", LATER]);
  const laterUrl = await waitForWall(later);
  const week = summaryShape.Parse(await (await fetch(`${laterUrl}/api/v1/summary`)).json());
  expect(week.windows.last_7_days.due).toBeGreaterThan(1000);
  expect(later.output.stderr).toContain("Catching up with the simulation");
  later.child.kill("SIGTERM");
  await later.finished;

  const verified = await runCommand(["verify", "--data", data]);
  expect(verified.code).toBe(0);
}, 300_000);
