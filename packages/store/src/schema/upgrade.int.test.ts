import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readRows } from "../checks/answer-rows.ts";
import { isWhole } from "../checks/examination.ts";
import { openEmbeddedEngine } from "../engine/embedded-engine.ts";
import type { Engine } from "../engine/engine.ts";
import { openStore } from "../store.ts";
import { migrate } from "./migrate.ts";
import { readSqlFolder } from "./sql-files.ts";

/** The migrations of version 0.1, by name and the first digits of their SHA-256: they must never change. */
const MIGRATIONS_OF_0_1: Readonly<Record<string, string>> = {
  "0001_create_report_events": "289d4911452f",
  "0002_create_report_state": "38d2cf69fee8",
  "0003_create_dead_letters": "f7b5c4c14637",
  "0004_create_feed_positions": "369b65b7f95d",
  "0005_remember_inserts": "bcc30cfbacdb",
  "0006_find_finishes_and_merge_old_months": "4a221374a1ac",
  "0007_compare_times_without_nulls": "bf4e266ff3e7",
  "0008_create_ingest_processes": "11cf282f1a54",
};

const REPORTS = 240;
const MONTHS = ["2025-09", "2025-10", "2025-11"];

/**
 * What version 0.1 wrote, as SQL: of 240 reports of three months a receipt and an assignment each, and of two thirds a
 * closing. Of every six the first is finished in time, the second late, the third is open and overdue, the fourth is
 * open and in time, the fifth is finished in time, the sixth late. A dead letter and two positions.
 */
const RECEIVED =
  "toDateTime64('2025-09-05 02:00:00', 3, 'UTC') + INTERVAL number % 3 MONTH + INTERVAL number MINUTE";
const FINISHED = `multiIf(number % 6 IN (0, 4), ${RECEIVED} + INTERVAL 1 HOUR, number % 6 IN (1, 5), ${RECEIVED} + INTERVAL 3 DAY, NULL)`;
const DUE = `if(number % 6 = 3, toDateTime64('2026-06-01 00:00:00', 3, 'UTC'), ${RECEIVED} + INTERVAL 1 DAY)`;
const eventsOf = (kind: string, after: string, data: string, which: string) => `
INSERT INTO report_events (received_at, service_request_id, id, payload_hash, source, kind, time, recorded_at, data)
SELECT ${RECEIVED}, concat('r-', toString(number)), concat('${kind}-', toString(number)), '0${kind.length}', 'urn:city:crm', '${kind}',
    ${RECEIVED} + INTERVAL ${after}, ${RECEIVED} + INTERVAL ${after} + INTERVAL 1 SECOND, '${data}'
FROM numbers(${REPORTS}) WHERE ${which}`;
const FIXTURE = [
  eventsOf("received", "0 SECOND", '{"channel":"phone","service_code":"road-surface"}', "1"),
  eventsOf("assigned", "5 MINUTE", '{"agency_responsible":"a-1"}', "1"),
  eventsOf("closed", "1 HOUR", "{}", "number % 6 NOT IN (2, 3)"),
  `INSERT INTO report_state (received_at, service_request_id, version, event_count, conflict_count, last_event_at,
      last_recorded_at, channel, service_code, ward_code, ward_code_now, ending, finished_at, due_at, intake_minutes,
      stages.stage, stages.agency, stages.turn, stages.start_at, stages.due_at, stages.done_at)
   SELECT ${RECEIVED}, concat('r-', toString(number)), if(number % 6 IN (2, 3), 2, 3) AS events, events, 0, ${RECEIVED}, ${RECEIVED},
      'phone', 'road-surface', 'w-1', 'w-1', if(number % 6 IN (2, 3), 'open', 'closed'), ${FINISHED}, ${DUE}, 5,
      ['resolution'], ['a-1'], [1], [${RECEIVED}], [${DUE}], [${FINISHED}]
   FROM numbers(${REPORTS})`,
  `INSERT INTO dead_letters SELECT toDateTime64('2026-11-20 00:00:00', 3, 'UTC'), 'd-1', 'http', 'request/1', 'not_json', '', 'no JSON', '', 'aa', '{', NULL`,
  `INSERT INTO feed_positions VALUES ('profile', 'hcmc', now64(3)), ('kafka', '{"offset":7}', now64(3))`,
];

/** The figures of all three months as version 0.1 counted them on its tables. */
const COUNTS = `
SELECT count(), countIf(finished_at IS NOT NULL AND finished_at <= due_by), countIf(finished_at > due_by),
    countIf(finished_at IS NULL AND due_by < toDateTime64('2026-01-01 00:00:00', 3, 'UTC')), sum(cityHash64(service_request_id, version))
FROM report_state FINAL`;
const SPAN = { from: Date.UTC(2025, 8, 1), to: Date.UTC(2025, 11, 1) };

describe("a data directory of version 0.1", () => {
  const path = mkdtempSync(join(tmpdir(), "toancanh-upgrade-"));
  const copy = `${path}-copy`;
  const files = readSqlFolder("migrations");
  const old = files.filter(({ name }) => name in MIGRATIONS_OF_0_1);
  let figures: unknown[][];

  const onEngine = async <T>(dir: string, work: (engine: Engine) => Promise<T>): Promise<T> => {
    const engine = await openEmbeddedEngine(dir, "toancanh");
    try {
      return await work(engine);
    } finally {
      await engine.close();
    }
  };

  beforeAll(async () => {
    await onEngine(path, async (engine) => {
      expect(await migrate(engine, old)).toEqual(Object.keys(MIGRATIONS_OF_0_1));
      for (const sql of FIXTURE) await engine.command(sql);
      figures = await readRows(engine, COUNTS);
    });
    cpSync(path, copy, { recursive: true, verbatimSymlinks: true });
  });
  afterAll(() => {
    for (const dir of [path, copy]) rmSync(dir, { recursive: true, force: true });
  });

  it("was made by migrations that are the same today", () => {
    const hashes = old.map(({ name, text }) => [
      name,
      createHash("sha256").update(text).digest("hex").slice(0, 12),
    ]);
    expect(Object.fromEntries(hashes)).toEqual(MIGRATIONS_OF_0_1);
    expect(figures[0]?.slice(0, 4).map(Number)).toEqual([240, 80, 80, 40]);
  });

  it("is brought forward by opening it: every event, state, dead letter and position, and the same figures", async () => {
    const store = await openStore({ path, clock: { now: Date.now } });
    try {
      const found = await store.examine();
      expect(isWhole(found), JSON.stringify(found)).toBe(true);
      expect(found).toMatchObject({
        events: 640,
        reports: REPORTS,
        forgotten_months: [],
        torn_report_count: 0,
      });
      const [summary] = await store.query("summary", { ...SPAN, as_of: Date.UTC(2026, 0, 1) });
      expect(summary).toMatchObject({
        received: 240,
        handled_on_time: 80,
        handled_late: 80,
        open_overdue: 40,
      });
      const keys = await store.query("report_keys_in_period", SPAN);
      expect(await store.readEvents(keys)).toHaveLength(640);
      expect(await store.query("states_in_period", SPAN)).toHaveLength(REPORTS);
      expect(await store.query("dead_letters_list", { limit: 10, offset: 0 })).toMatchObject([
        { dead_letter_id: "d-1" },
      ]);
      expect(await store.readPosition("kafka")).toBe('{"offset":7}');
    } finally {
      await store.close();
    }
    await onEngine(path, async (engine) => {
      expect(await readRows(engine, COUNTS)).toEqual(figures);
      const [[noted], [safe]] = await Promise.all([
        readRows(engine, "SELECT count() FROM acknowledged_events FINAL"),
        readRows(
          engine,
          "SELECT countIf(engine_full LIKE '%fsync_after_insert = 1%') FROM system.tables WHERE name IN ('report_events', 'report_state')",
        ),
      ]);
      expect([Number(noted?.[0]), Number(safe?.[0])]).toEqual([640, 2]);
    });
  });

  it("is missed afterwards as anything acknowledged is: its months are known", async () => {
    const store = await openStore({ path, clock: { now: Date.now } });
    await store.close();
    await onEngine(path, (engine) => engine.command("ALTER TABLE report_events DROP PARTITION 202510"));
    const damaged = await openStore({ path, clock: { now: Date.now } });
    try {
      const found = await damaged.examine();
      expect(found.months.map(({ month }) => month)).toEqual([MONTHS[1]]);
    } finally {
      await damaged.close();
    }
  });

  it("goes back by the copy that was made before: what is upgraded is refused, the copy is as it was", async () => {
    await onEngine(path, (engine) =>
      expect(migrate(engine, old)).rejects.toMatchObject({ code: "migration_unknown" }),
    );
    await onEngine(copy, async (engine) => {
      expect(await migrate(engine, old)).toEqual([]);
      expect(await readRows(engine, COUNTS)).toEqual(figures);
    });
  });
});
