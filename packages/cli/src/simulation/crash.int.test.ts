import { type Health, HealthSchema } from "@toancanh/contracts";
import { Compile } from "typebox/compile";
import { expect, it } from "vitest";
import { makeFolder, runCommand, spawnCommand, waitFor } from "../testing/run-command.ts";

const health = Compile(HealthSchema);

/** Null until the product has printed its address and answers there. */
async function readHealth(stdout: string): Promise<Health | null> {
  const url = /http:\/\/\S+(?=\/wall)/.exec(stdout)?.[0];
  if (url === undefined) return null;
  const response = await fetch(`${url}/api/v1/health`).catch(() => null);
  return response === null ? null : health.Parse(await response.json());
}

it("loses and doubles nothing when killed in the fill, killed in live, and stopped", async () => {
  const data = await makeFolder();
  const args = ["start", "--data", data, "--months", "1", "--port", "0", "--rate", "50", "--seed", "7"];

  const filling = spawnCommand(args);
  await waitFor(async () => ((await readHealth(filling.output.stdout))?.events ? true : null), 60_000);
  filling.child.kill("SIGKILL");
  await filling.finished;

  const living = spawnCommand(args);
  const filled = await waitFor(async () => {
    const now = await readHealth(living.output.stdout);
    return now?.fill === null ? now : null;
  }, 120_000);
  await waitFor(async () => {
    const now = await readHealth(living.output.stdout);
    return now !== null && now.events > filled.events ? true : null;
  }, 60_000);
  living.child.kill("SIGKILL");
  await living.finished;

  const stopping = spawnCommand(args);
  await waitFor(() => readHealth(stopping.output.stdout), 60_000);
  stopping.child.kill("SIGTERM");
  expect((await stopping.finished).code).toBe(0);

  const verified = await runCommand(["verify", "--data", data]);
  const { reports, events, ...differences } = JSON.parse(verified.stdout);
  expect(events).toBeGreaterThanOrEqual(filled.events);
  expect(reports).toBeGreaterThan(10_000);
  expect(differences).toEqual({
    missing_events: 0,
    foreign_events: 0,
    doubled_events: 0,
    missing_states: 0,
    wrong_states: 0,
  });
  expect(verified.code).toBe(0);
}, 300_000);
