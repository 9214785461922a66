import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ClickHouseLogLevel, createClient } from "@clickhouse/client";
import { expect, it } from "vitest";
import { spawnClickHouseFront } from "./spawn-front.ts";

it("a front in its own process takes faults, dies by SIGKILL with its data kept, and comes back", async () => {
  const dir = mkdtempSync(join(tmpdir(), "toancanh-front-spawn-"));
  const first = await spawnClickHouseFront({ dir, users: { default: "pass word" } });
  const client = createClient({
    url: first.url,
    password: "pass word",
    log: { level: ClickHouseLogLevel.OFF },
  });
  const count = async (): Promise<unknown> => {
    const result = await client.query({ query: "SELECT count() AS n FROM t", format: "JSONEachRow" });
    return result.json();
  };
  const insert = () => client.insert({ table: "t", values: [{ a: 1 }], format: "JSONEachRow" });
  await client.command({ query: "CREATE TABLE t (a UInt32) ENGINE = MergeTree ORDER BY a" });
  await first.faults.inject({ kind: "reset-after-commit", on: "insert" });
  await expect(insert()).rejects.toMatchObject({ code: "ECONNRESET" });
  expect((await first.faults.counters()).faults["reset-after-commit"]).toBe(1);
  const wrong = fetch(`${first.controlUrl}/_faults`, { method: "POST", body: '{"kind":"no such"}' });
  expect((await wrong).status).toBe(400);

  await first.faults.outage(60_000);
  await expect(count()).rejects.toMatchObject({ code: expect.stringMatching("ECONNRESET|ECONNREFUSED") });
  await expect(count()).rejects.toMatchObject({ code: "ECONNREFUSED" });
  expect((await first.faults.counters()).outages).toBe(1);
  await first.faults.clear();
  await insert();
  await first.kill();
  await expect(count()).rejects.toMatchObject({ code: expect.stringMatching("ECONNRESET|ECONNREFUSED") });

  const port = Number(new URL(first.url).port);
  const second = await spawnClickHouseFront({ dir, port, users: { default: "pass word" } });
  expect(await count()).toEqual([{ n: 2 }]);
  await client.close();
  await second.stop();
  expect(existsSync(`/proc/${second.pid}`)).toBe(false);
  rmSync(dir, { recursive: true, force: true });
});
