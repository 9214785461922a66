import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { HealthSchema } from "@toancanh/contracts";
import { Compile } from "typebox/compile";
import { expect, it } from "vitest";
import { makeFolder, runCommand, spawnCommand, waitFor } from "../testing/run-command.ts";

const healthShape = Compile(HealthSchema);
const CLOCK = "2025-11-20T08:00:00+07:00";
const AT = Date.parse(CLOCK);
const MINUTE = 60_000;
const PERIOD = ["--from", "2025-11-01", "--to", "2025-12-01", "--as-of", "2025-11-29", "--by", "category"];

function event(report: string, kind: string, at: number, data: object = {}): string {
  return JSON.stringify({
    specversion: "1.0",
    id: `${report}-${kind}`,
    source: "urn:test:replay",
    subject: report,
    type: `vn.toancanh.report.${kind}`,
    time: new Date(at).toISOString(),
    data: { requested_datetime: new Date(AT - 60 * MINUTE).toISOString(), ...data },
  });
}

async function readHealth(product: ReturnType<typeof spawnCommand>) {
  const url = /http:\/\/\S+(?=\/wall)/.exec(product.output.stdout)?.[0];
  if (product.child.exitCode !== null) throw new Error(product.output.stderr);
  if (url === undefined) return null;
  const health = healthShape.Parse(await (await fetch(`${url}/api/v1/health`)).json());
  return health.fill === null && health.status === "ok" ? health : null;
}

it("fills what lies before the clock, lets the rest arrive, goes on after a stop, and equals its source", async () => {
  const folder = await makeFolder();
  const file = join(folder, "events.ndjson");
  const received = { channel: "phone", service_code: "flooding" };
  const lines = [
    event("r-1", "assigned", AT + 20 * MINUTE, { agency_responsible: "SXD" }),
    event("r-1", "received", AT - 60 * MINUTE, received),
    event("r-2", "received", AT - 60 * MINUTE, received),
    '{"specversion":"1.0","id":',
    event("r-2", "assigned", AT + 4000 * MINUTE, { agency_responsible: "SXD" }),
  ];
  await writeFile(file, `${lines.join("\n")}\n`);
  const data = join(folder, "replayed");
  const base = ["start", "--data", data, "--port", "0", "--replay", file, "--clock", CLOCK];

  const first = spawnCommand([...base, "--speed", "600"]);
  // The totals of /health are counted every two seconds.
  const filled = await waitFor(async () => {
    const health = await readHealth(first);
    return health?.dead_letters === 1 && health.events >= 2 ? health : null;
  }, 240_000);
  expect(filled).toMatchObject({ simulated: false, simulated_clock: { speed: 600, replay: true } });
  await waitFor(async () => ((await readHealth(first))?.events === 3 ? true : null), 60_000);
  first.child.kill("SIGTERM");
  expect((await first.finished).code).toBe(0);

  const again = spawnCommand([...base, "--speed", "3600"]);
  await waitFor(async () => ((await readHealth(again))?.events === 4 ? true : null), 240_000);
  again.child.kill("SIGTERM");
  expect((await again.finished).code).toBe(0);

  const imported = join(folder, "imported");
  await runCommand(["import", "--data", imported, "--format", "cloudevents", file]);
  const source = await runCommand(["metrics", "--data", imported, ...PERIOD]);
  expect((await runCommand(["metrics", "--data", data, ...PERIOD])).stdout).toBe(source.stdout);

  // A directory is a source too, and is the same afterwards.
  const copied = join(folder, "copied");
  const from = ["--replay", imported, "--clock", "2025-11-30T00:00:00+07:00"];
  const third = spawnCommand(["start", "--data", copied, "--port", "0", ...from]);
  await waitFor(async () => ((await readHealth(third))?.events === 4 ? true : null), 240_000);
  third.child.kill("SIGTERM");
  await third.finished;
  for (const dir of [copied, imported])
    expect((await runCommand(["metrics", "--data", dir, ...PERIOD])).stdout).toBe(source.stdout);
}, 900_000);

it("says what is the matter with a source", async () => {
  const folder = await makeFolder();
  const empty = join(folder, "empty.ndjson");
  await writeFile(empty, "\n");
  const other = join(folder, "boston");
  await runCommand([
    "metrics",
    "--profile",
    "boston",
    "--data",
    other,
    "--from",
    "2015-01-01",
    "--to",
    "2015-02-01",
  ]);
  const cases: [string, string][] = [
    [join(folder, "nowhere"), "is not there"],
    [folder, "no data directory"],
    [empty, "is empty"],
    [other, "--profile boston"],
  ];
  for (const [source, words] of cases) {
    const data = join(folder, "fresh");
    const refused = await runCommand(["start", "--data", data, "--port", "0", "--replay", source]);
    expect(refused).toMatchObject({ code: 1 });
    expect(refused.stderr).toContain(words);
  }
}, 300_000);
