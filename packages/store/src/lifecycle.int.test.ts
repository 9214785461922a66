import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openEmbeddedEngine } from "./engine/embedded-engine.ts";
import { migrate } from "./schema/migrate.ts";
import { readSqlFolder } from "./schema/sql-files.ts";
import { openStore } from "./store.ts";
import { sampleEvent, sampleState } from "./testing/sample-rows.ts";

/** Work of so many seconds that no index can shorten. */
const slowQuery = (seconds: number) =>
  `SELECT sum(sleepEachRow(0.2)) FROM numbers(${seconds * 5}) SETTINGS max_block_size = 1`;

describe("a data directory over time", () => {
  let path: string;
  beforeEach(() => {
    path = mkdtempSync(join(tmpdir(), "toancanh-life-"));
  });
  afterEach(() => {
    rmSync(path, { recursive: true, force: true });
  });

  it("keeps everything over a restart, and is one process's only while open", async () => {
    const first = await openStore({ path, clock: { now: Date.now } });
    await expect(openStore({ path, clock: { now: Date.now } })).rejects.toMatchObject({
      code: "data_dir_in_use",
    });
    await first.appendEvents([sampleEvent()]);
    await first.writeStates([sampleState()]);
    await first.writePosition("simulator", "7");
    await first.close();
    await first.close();
    await expect(first.readEvents([sampleEvent()])).rejects.toMatchObject({ code: "closed" });
    const second = await openStore({ path, clock: { now: Date.now } });
    expect(await second.readEvents([sampleEvent()])).toEqual([sampleEvent()]);
    expect(await second.query("report_by_id", { service_request_id: "r-1" })).toEqual([sampleState()]);
    expect(await second.readPosition("simulator")).toBe("7");
    await second.close();
  });

  it("runs each migration once and refuses one that was changed or is not known", async () => {
    const engine = await openEmbeddedEngine(path, "toancanh");
    try {
      const files = readSqlFolder("migrations");
      expect(await migrate(engine, files)).toEqual(files.map((file) => file.name));
      expect(await migrate(engine, files)).toEqual([]);
      const [first, ...rest] = files;
      const changed = { name: first?.name ?? "", text: `${first?.text} -- edited` };
      await expect(migrate(engine, [changed, ...rest])).rejects.toMatchObject({ code: "migration_changed" });
      await expect(migrate(engine, rest)).rejects.toMatchObject({ code: "migration_unknown" });
      // A crash between a migration and its line in the ledger: it is run again.
      await engine.command("TRUNCATE TABLE schema_migrations");
      expect(await migrate(engine, files)).toHaveLength(files.length);
    } finally {
      await engine.close();
    }
  });

  it("answers beside a slow query, and closes when it has ended", async () => {
    const engine = await openEmbeddedEngine(path, "toancanh");
    const order: string[] = [];
    const slow = engine.query(slowQuery(1), "TSV").then(() => order.push("slow"));
    await Promise.all(Array.from({ length: 6 }, () => engine.query("SELECT 1", "TSV")));
    await engine.command("CREATE TABLE quick (n UInt8) ENGINE = MergeTree ORDER BY n");
    order.push("quick");
    const closed = engine.close().then(() => order.push("closed"));
    await expect(engine.query("SELECT 1", "TSV")).rejects.toMatchObject({ code: "closed" });
    await Promise.all([slow, closed]);
    expect(order).toEqual(["quick", "slow", "closed"]);
  });

  it("stops reads that would keep the process from ending", async () => {
    const engine = await openEmbeddedEngine(path, "toancanh");
    const running = Array.from({ length: 3 }, () => engine.query(slowQuery(50), "TSV"));
    const waiting = engine.query("SELECT 1", "TSV");
    const outcomes = Promise.allSettled([...running, waiting]);
    await engine.close();
    const errors = (await outcomes).map((one) =>
      one.status === "rejected" ? String(one.reason) : "answered",
    );
    expect(errors.slice(0, 3)).toEqual(Array(3).fill(expect.stringContaining("cancelled")));
    expect(errors[3]).toContain("closed");
    // The directory is free again.
    await (await openEmbeddedEngine(path, "toancanh")).close();
  });

  it("goes on after a query that failed", async () => {
    const engine = await openEmbeddedEngine(path, "toancanh");
    try {
      await expect(engine.query("SELECT nonsense", "TSV")).rejects.toThrow("UNKNOWN_IDENTIFIER");
      await expect(
        engine.insert({
          table: "none",
          columns: ["n"],
          payload: Buffer.from("[1]\n"),
          format: "JSONCompactEachRow",
        }),
      ).rejects.toThrow("UNKNOWN_TABLE");
      expect((await engine.query("SELECT 1", "TSV")).toString("utf8")).toBe("1\n");
      await engine.command("CREATE TABLE quick (n UInt8) ENGINE = MergeTree ORDER BY n");
    } finally {
      await engine.close();
    }
  });
});
