import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Engine } from "../engine/engine.ts";
import { type ColumnTypes, compareColumns } from "../testing/compare-columns.ts";
import { openTestEngine } from "../testing/open-test-store.ts";
import {
  AUDIT_LOG,
  DEAD_LETTERS,
  FEED_POSITIONS,
  INGEST_PROCESSES,
  OBJECTIONS,
  PERIOD_ACTS_TABLE,
  REPORT_EVENTS,
  REPORT_SNAPSHOTS,
  REPORT_STATE,
} from "./tables.ts";

const TABLES = [
  AUDIT_LOG,
  REPORT_EVENTS,
  REPORT_STATE,
  DEAD_LETTERS,
  FEED_POSITIONS,
  INGEST_PROCESSES,
  REPORT_SNAPSHOTS,
  PERIOD_ACTS_TABLE,
  OBJECTIONS,
];

/** What a record asks of its table. Rows are written and read by name: only the sorting key has an order. */
function columnsAsked({ columns, others }: Pick<(typeof TABLES)[number], "columns" | "others">): ColumnTypes {
  return { ...others, ...Object.fromEntries(columns.map(({ name, type }) => [name, type])) };
}

describe("records and the migrated tables", () => {
  let engine: Engine;
  let dispose: () => Promise<void>;

  beforeAll(async () => {
    ({ engine, dispose } = await openTestEngine());
  });
  afterAll(() => dispose());

  async function readLines(sql: string): Promise<string[]> {
    const answer = await engine.query(`${sql} FORMAT TSVRaw`, "TSV");
    return answer.toString("utf8").trim().split("\n");
  }

  async function columnsFound(table: string): Promise<ColumnTypes> {
    const lines = await readLines(
      `SELECT name, type FROM system.columns WHERE database = 'toancanh' AND table = '${table}'`,
    );
    return Object.fromEntries(lines.map((line) => line.split("\t")));
  }

  it.each(TABLES)("agree on the columns of $name and their types", async (table) => {
    expect(compareColumns(columnsAsked(table), await columnsFound(table.name))).toEqual([]);
  });

  it("cover every table but the ledgers: of migrations, and of acknowledged events", async () => {
    const names = TABLES.map(({ name }) => name);
    expect(
      await readLines("SELECT name FROM system.tables WHERE database = 'toancanh' ORDER BY name"),
    ).toEqual([...names, "acknowledged_events", "schema_migrations"].sort());
  });

  it("sort reports and their events by what never changes of a report", async () => {
    const keyOf = async (table: string) =>
      readLines(`SELECT sorting_key FROM system.tables WHERE database = 'toancanh' AND name = '${table}'`);
    expect(await keyOf("report_state")).toEqual(["received_at, service_request_id"]);
    expect(await keyOf("report_events")).toEqual(["received_at, service_request_id, id, payload_hash"]);
  });

  it("are told apart when a column is missing, additional or of another type", async () => {
    await engine.command("CREATE TABLE drifted AS dead_letters");
    await engine.command("ALTER TABLE drifted DROP COLUMN field_path");
    await engine.command("ALTER TABLE drifted ADD COLUMN severity UInt8");
    await engine.command("ALTER TABLE drifted MODIFY COLUMN message LowCardinality(String)");
    expect(compareColumns(columnsAsked(DEAD_LETTERS), await columnsFound("drifted"))).toEqual([
      "field_path is missing",
      "message is LowCardinality(String), not String",
      "severity is in no record",
    ]);
    await engine.command("DROP TABLE drifted");
  });
});
