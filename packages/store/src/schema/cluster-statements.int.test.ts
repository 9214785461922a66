import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readRows, toText } from "../checks/answer-rows.ts";
import type { Engine } from "../engine/engine.ts";
import { openTestEngine } from "../testing/open-test-store.ts";
import { createClusterStatements } from "./cluster-statements.ts";
import { migrate } from "./migrate.ts";

const SHARDED = ["acknowledged_events", "report_events", "report_state"];

describe("the schema for a cluster", () => {
  const statements = createClusterStatements({ cluster: "city", database: "toancanh" });
  let engine: Engine;
  let dispose: () => Promise<void>;
  beforeAll(async () => {
    ({ engine, dispose } = await openTestEngine());
  });
  afterAll(() => dispose());

  it("is parsed by the engine, every statement, and a broken one is not", async () => {
    for (const statement of statements.filter((text) => !text.startsWith("INSERT"))) {
      const [first] = await readRows(engine, `EXPLAIN AST ${statement}`);
      expect(toText(first?.[0]), statement).toMatch(/CreateQuery|AlterQuery/);
    }
    const broken = `${statements[1]} ENGINE = Twice`;
    await expect(readRows(engine, `EXPLAIN AST ${broken}`)).rejects.toThrow("Syntax error");
  });

  it("has every table of the migrations, replicated, with its settings and the same columns", async () => {
    const tables = await readRows(
      engine,
      "SELECT name FROM system.tables WHERE database = 'toancanh' ORDER BY name",
    );
    const created = statements.flatMap((text) => {
      const [, name] = /^CREATE TABLE IF NOT EXISTS toancanh\.(\w+) ON CLUSTER 'city'/.exec(text) ?? [];
      return name === undefined ? [] : [{ name: name.replace(/_local$/, ""), text }];
    });
    expect(created.map(({ name }) => name).sort()).toEqual(tables.map(([name]) => toText(name)));
    for (const { name, text } of created) {
      const where = SHARDED.includes(name) ? "\\{shard\\}" : "all";
      expect(text).toMatch(
        new RegExp(`ENGINE = Replicated\\w*MergeTree\\('/clickhouse/tables/${where}/toancanh/${name}'`),
      );
    }
    const versioned = created.find(({ name }) => name === "report_state");
    expect(versioned?.text).toContain("'{replica}', version)");
    expect(
      statements
        .filter((text) => text.startsWith("ALTER TABLE toancanh.report_events_local ON CLUSTER"))
        .join(),
    ).toContain("fsync_after_insert = 1");
  });

  it("lays a Distributed table over each sharded one, after all that changes its columns", () => {
    const distributed = statements.filter((text) => text.includes("ENGINE = Distributed"));
    expect(distributed.map((text) => /TABLE toancanh\.(\w+)/.exec(text)?.[1]).sort()).toEqual(SHARDED);
    const lastAlter = statements.findLastIndex((text) => text.startsWith("ALTER"));
    expect(statements.findIndex((text) => text.includes("ENGINE = Distributed"))).toBeGreaterThan(lastAlter);
  });

  it("notes every migration as applied, so that the product has nothing to do", async () => {
    await engine.command("TRUNCATE TABLE schema_migrations");
    for (const statement of statements.filter((text) => text.startsWith("INSERT")))
      await engine.command(statement);
    expect(await migrate(engine)).toEqual([]);
  });

  it("says so when a migration does what no rule covers", () => {
    const files = [{ name: "9999_odd", text: "OPTIMIZE TABLE report_state FINAL;" }];
    expect(() => createClusterStatements({ cluster: "c", database: "d" }, files)).toThrow("no rule");
  });
});
