import { latLngToCell } from "h3-js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ENGINE_SETTINGS, type Engine } from "../engine/engine.ts";
import { encodeRows, encodeStates } from "../records/encode-rows.ts";
import { REPORT_EVENTS } from "../records/tables.ts";
import { AS_OF, blockOf, DAY, EXAMPLE_PARAMS } from "../testing/cast.ts";
import { openTestEngine } from "../testing/open-test-store.ts";
import { sampleAssignment, sampleEvent, sampleState } from "../testing/sample-rows.ts";
import { bindQuery } from "./bind-query.ts";
import { loadQueries } from "./load-queries.ts";
import { QUERIES, type QueryName } from "./queries.ts";

const names = Object.keys(QUERIES).filter((name): name is QueryName => name in QUERIES);

describe("plans of the named queries", () => {
  const texts = loadQueries();
  let engine: Engine;
  let dispose: () => Promise<void>;

  beforeAll(async () => {
    ({ engine, dispose } = await openTestEngine());
    // 24 months, so that there is something to prune.
    const rows = Array.from({ length: 24 }, (_, month) =>
      sampleState({
        service_request_id: `m-${month}`,
        received_at: AS_OF - month * 30 * DAY,
        assignments: [sampleAssignment()],
      }),
    );
    await engine.insert(encodeStates(rows, blockOf));
    await engine.insert(
      encodeRows(
        REPORT_EVENTS,
        rows.map((row) => sampleEvent({ received_at: row.received_at })),
      ),
    );
  });
  afterAll(() => dispose());

  it("has a file for each name and a name for each file", () => {
    expect([...texts.keys()].sort()).toEqual([...names].sort());
  });

  it.each(names)("explains %s", async (name) => {
    const sql = bindQuery(texts, name, EXAMPLE_PARAMS[name]);
    const plan = await engine.query(`EXPLAIN ${sql}`, "TSV");
    expect(plan.toString("utf8")).toMatch(/Read/);
  });

  it.each([
    "summary",
    "summary_by_agency",
    "agency_counts",
    "compare_periods",
    "movers",
    "hot_spots",
    "heat_map",
    "heat_map_total",
    "states_in_period",
    "events_of_report",
  ] as const)("prunes %s to the months it needs", async (name) => {
    const sql = bindQuery(texts, name, EXAMPLE_PARAMS[name]);
    const plan = (await engine.query(`EXPLAIN indexes = 1 ${sql}`, "TSV")).toString("utf8");
    const reads = [...plan.matchAll(/Min-?Max[\s\S]*?Parts: (\d+)\/(\d+)/g)];
    expect(reads.length, plan).toBeGreaterThan(0);
    for (const [, kept, all] of reads) {
      // 8 weeks of history and the period reach into four months at most.
      expect(Number(kept), plan).toBeLessThanOrEqual(4);
      expect(Number(all)).toBe(24);
    }
  });

  it.each(["flow_24h", "time_series"] as const)(
    "finds what %s handled without reading every month",
    async (name) => {
      const sql = bindQuery(texts, name, { ...EXAMPLE_PARAMS[name], as_of: AS_OF });
      const plan = (await engine.query(`EXPLAIN indexes = 1 ${sql}`, "TSV")).toString("utf8");
      const [, kept] = /by_end[\s\S]*?Parts: (\d+)\/(\d+)/.exec(plan) ?? [];
      // Nothing of the 24 months is handled.
      expect(Number(kept ?? Number.NaN), plan).toBe(0);
    },
  );

  it("calls geoToH3 with latitude first, as h3-js does", async () => {
    const answer = await engine.query("SELECT h3ToString(geoToH3(10.7769, 106.7009, 10))", "TSV");
    expect(answer.toString("utf8").trim()).toBe(latLngToCell(10.7769, 106.7009, 10));
  });

  it("has its settings on every connection", async () => {
    const settings = Object.entries(ENGINE_SETTINGS);
    const sql = `SELECT ${settings.map(([key]) => `toString(getSetting('${key}'))`).join(", ")}, sleep(0.05)`;
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => engine.query(sql, "JSONCompactEachRow")),
    );
    for (const answer of answers) {
      const [row]: string[][] = JSON.parse(`[${answer.toString("utf8")}]`);
      expect(row?.slice(0, -1).map((value) => value.replace("false", "0").replace("true", "1"))).toEqual(
        settings.map(([, value]) => String(value)),
      );
    }
  });
});
