import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OUTCOMES } from "@toancanh/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readRows, toNumber, toText } from "../checks/answer-rows.ts";
import { openEmbeddedEngine } from "../engine/embedded-engine.ts";
import type { Engine } from "../engine/engine.ts";
import { openStore } from "../store.ts";
import { SAMPLE_TIME, sampleAssignment, sampleState } from "../testing/sample-rows.ts";
import { splitStatements } from "./migrate.ts";

const VIEWS = readFileSync(new URL("../../../../deploy/analytics/views.sql", import.meta.url), "utf8");
const DAY_MS = 86_400_000;
/** On time, late, overdue, in time, without a due. */
const KINDS = [
  { due_at: SAMPLE_TIME + DAY_MS, finished_at: SAMPLE_TIME + 3_600_000 },
  { due_at: SAMPLE_TIME + DAY_MS, finished_at: SAMPLE_TIME + 2 * DAY_MS },
  { due_at: SAMPLE_TIME + DAY_MS, finished_at: null },
  { due_at: Date.UTC(2090, 0, 1), finished_at: null },
  { due_at: null, finished_at: null },
];

describe("the views for other tools", () => {
  const path = mkdtempSync(join(tmpdir(), "toancanh-views-"));
  let engine: Engine;
  let expected: Record<string, number>;

  beforeAll(async () => {
    const store = await openStore({ path, clock: { now: Date.now } });
    const states = Array.from({ length: 25 }, (_, at) => {
      const times = KINDS[at % KINDS.length] ?? { due_at: null, finished_at: null };
      const ending = times.finished_at === null ? ("open" as const) : ("closed" as const);
      return sampleState({
        service_request_id: `r-${at}`,
        ...times,
        ending,
        assignments: [
          sampleAssignment({ ...times, ending: times.finished_at === null ? "open" : "handled" }),
        ],
      });
    });
    await store.writeStates(states);
    const [summary] = await store.query("summary", {
      from: SAMPLE_TIME - DAY_MS,
      to: SAMPLE_TIME + DAY_MS,
      as_of: Date.now(),
    });
    if (summary === undefined) throw new Error("no summary");
    expected = Object.fromEntries(OUTCOMES.map((name) => [name, summary[name]]));
    await store.close();
    engine = await openEmbeddedEngine(path, "toancanh");
  });
  afterAll(async () => {
    await engine.close();
    rmSync(path, { recursive: true, force: true });
  });

  it("are made by the engine twice, and the rights are parsed by it", async () => {
    for (const _turn of [1, 2]) {
      for (const statement of splitStatements(VIEWS)) {
        if (/^(CREATE USER|GRANT)/.test(statement)) {
          const [first] = await readRows(engine, `EXPLAIN AST ${statement}`);
          expect(toText(first?.[0])).toMatch(/CreateUserQuery|GrantQuery/);
        } else await engine.command(statement);
      }
    }
  });

  it.each(["reports", "assignments"])("%s count outcomes as the product does", async (view) => {
    const rows = await readRows(
      engine,
      `SELECT outcome, count() FROM toancanh_views.${view} GROUP BY outcome`,
    );
    expect(Object.fromEntries(rows.map(([name, count]) => [toText(name), toNumber(count)]))).toEqual(
      expected,
    );
  });

  it("daily adds up to them", async () => {
    const [row] = await readRows(
      engine,
      "SELECT sum(handled_on_time), sum(handled_late), sum(open_overdue), sum(open_in_time) FROM toancanh_views.daily",
    );
    expect(row?.map(toNumber)).toEqual(OUTCOMES.slice(0, 4).map((name) => expected[name]));
  });
});
