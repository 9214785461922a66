import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readRows, toText } from "../checks/answer-rows.ts";
import type { Engine } from "../engine/engine.ts";
import { openTestEngine } from "../testing/open-test-store.ts";

/** docs/reliability.md, Power cuts. */
const WHOLE_START = {
  max_suspicious_broken_parts: "1000000000",
  max_suspicious_broken_parts_bytes: "1000000000000000",
};
const ON_DISK = {
  fsync_after_insert: "1",
  fsync_part_directory: "1",
  min_rows_to_fsync_after_merge: "1",
  min_compressed_bytes_to_fsync_after_merge: "1",
  ...WHOLE_START,
};
/** What a process says of itself is worth nothing after a power cut. */
const PASSING = new Set(["ingest_processes"]);

describe("every table of the migrations", () => {
  let engine: Engine;
  let dispose: () => Promise<void>;
  beforeAll(async () => {
    ({ engine, dispose } = await openTestEngine());
  });
  afterAll(() => dispose());

  /** Tables that a power cut could harm, each with what it lacks. */
  async function findFaults(): Promise<string[]> {
    const tables = await readRows(
      engine,
      `SELECT name, engine, engine_full FROM system.tables
       WHERE database = 'toancanh' AND engine NOT IN ('View', 'MaterializedView') ORDER BY name`,
    );
    return tables.flatMap(([name, kind, full]) => {
      const table = toText(name);
      if (!toText(kind).endsWith("MergeTree")) return [`${table} is kept by ${toText(kind)}`];
      const set = new Map(
        [...(toText(full).split(" SETTINGS ")[1] ?? "").matchAll(/(\w+) = (\w+)/g)].map(
          ([, key = "", value = ""]) => [key, value],
        ),
      );
      const wanted = PASSING.has(table) ? WHOLE_START : ON_DISK;
      return Object.entries(wanted)
        .filter(([key, value]) => set.get(key) !== value)
        .map(([key, value]) => `${table} lacks ${key} = ${value}`);
    });
  }

  it("keeps what was acknowledged on the disk, and starts whatever is broken", async () => {
    const [count] = await readRows(engine, "SELECT count() FROM system.tables WHERE database = 'toancanh'");
    expect(Number(count?.[0])).toBeGreaterThanOrEqual(9);
    expect(await findFaults()).toEqual([]);
  });

  it("is looked at: a table that forgets the settings is found", async () => {
    await engine.command("CREATE TABLE forgetful (a Int8) ENGINE = MergeTree ORDER BY a");
    await engine.command("CREATE TABLE passing (a Int8) ENGINE = Memory");
    expect(await findFaults()).toEqual([
      ...Object.entries(ON_DISK).map(([key, value]) => `forgetful lacks ${key} = ${value}`),
      "passing is kept by Memory",
    ]);
  });
});
