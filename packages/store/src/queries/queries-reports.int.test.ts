import { OUTCOMES, REPORT_SORTS } from "@toancanh/contracts";
import { tableFromIPC } from "apache-arrow";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Store } from "../store.ts";
import { AS_OF, CAST, CELL_B, DAY, EXAMPLE_PARAMS, HOUR, SCOPE } from "../testing/cast.ts";
import { openTestStore } from "../testing/open-test-store.ts";
import { sampleEvent } from "../testing/sample-rows.ts";

describe("reports and places of the cast", () => {
  let store: Store;
  let dispose: () => Promise<void>;

  beforeAll(async () => {
    ({ store, dispose } = await openTestStore());
    await store.writeStates(CAST);
  });
  afterAll(() => dispose());

  it("gives a state back field for field", async () => {
    expect(await store.query("states_in_period", { from: 0, to: SCOPE.to })).toEqual(
      CAST.toSorted((a, b) => a.received_at - b.received_at),
    );
    expect(await store.query("report_by_id", { service_request_id: "late" })).toEqual([CAST[1]]);
    expect(await store.query("report_by_id", { service_request_id: "unknown" })).toEqual([]);
  });

  it("lists what changed, oldest change first", async () => {
    const ids = async (since: number, limit: number) =>
      (await store.query("changed_since", { since, limit })).map((row) => row.service_request_id);
    expect(await ids(AS_OF - 2.5 * DAY, 10)).toEqual([
      "late",
      "overdue",
      "in-time",
      "finished-after",
      "no-deadline",
    ]);
    expect(await ids(AS_OF - 2.5 * DAY, 1)).toEqual(["late"]);
    expect(await ids(AS_OF, 10)).toEqual([]);
  });

  it("lists what stands behind each figure: as many as are counted, by pages, in any order", async () => {
    const [counts] = await store.query("summary", SCOPE);
    for (const by of [{}, { block: "centre" }, { agency: "a-1" }]) {
      const params = { ...SCOPE, ...by };
      const [summed] = await store.query("summary", params);
      for (const outcome of OUTCOMES) {
        const listed = { ...params, outcomes: [outcome] };
        const rows = await store.query("report_list", { ...listed, sort: "due", limit: 100 });
        const [totals] = await store.query("report_list_total", listed);
        expect(rows.map((row) => row.outcome)).toEqual(rows.map(() => outcome));
        expect([rows.length, totals?.total]).toEqual([summed?.[outcome], summed?.[outcome]]);
      }
    }
    for (const sort of REPORT_SORTS) {
      const whole = await store.query("report_list", { ...SCOPE, sort, limit: 100 });
      expect(whole.length).toBe(counts?.received);
      const paged: typeof whole = [];
      while (paged.length < whole.length) {
        const last = paged.at(-1);
        const after =
          last === undefined
            ? {}
            : {
                after: "after" as const,
                after_sort: last.sort_by,
                after_received: last.received_at,
                after_id: last.service_request_id,
                after_due: last.due_at ?? 0,
                after_ended: last.finished_at ?? 0,
              };
        const page = await store.query("report_list", { ...SCOPE, sort, ...after, limit: 2 });
        expect(page.length).toBeGreaterThan(0);
        paged.push(...page);
      }
      expect(paged).toEqual(whole);
    }
    expect(await store.query("report_holders", EXAMPLE_PARAMS.report_holders)).toMatchObject([
      { service_request_id: "late" },
    ]);
  }, 60_000);

  it("lists open reports: nearest due, then longest overdue, then without a due", async () => {
    const rows = await store.query("open_reports", EXAMPLE_PARAMS.open_reports);
    expect(rows.map((row) => row.service_request_id)).toEqual([
      "in-time",
      "finished-after",
      "overdue",
      "no-deadline",
    ]);
    expect(rows[0]?.agencies).toEqual(["a-1"]);
    expect(rows[2]).toMatchObject({
      stage: "resolve",
      clock_start: AS_OF - 1.5 * DAY,
      due_at: AS_OF - HOUR,
      agencies: ["a-2"],
    });
    expect(rows[3]).toMatchObject({ stage: "", clock_start: null, due_at: null, lat: null, agencies: [] });
    const held = await store.query("open_reports", { as_of: AS_OF, limit: 10, agency: "a-2" });
    expect(held.map((row) => row.service_request_id)).toEqual(["overdue"]);
    const nearest = await store.query("open_reports", { as_of: AS_OF, limit: 1, block: "centre" });
    expect(nearest.map((row) => row.service_request_id)).toEqual(["in-time"]);
  });

  it("keeps the overdue and those without a due in sight, however many are in time", async () => {
    const rows = await store.query("open_reports", { as_of: AS_OF, limit: 1 });
    expect(rows.map((row) => row.service_request_id)).toEqual(["in-time", "overdue", "no-deadline"]);
  });

  it("knows which report was received last, of the last 31 days", async () => {
    const newest = async (asOf: number) =>
      (await store.query("newest_report", { as_of: asOf })).map((row) => row.service_request_id);
    const received = await store.query("states_in_period", { from: 0, to: AS_OF });
    const last = received.reduce((one, other) => (other.received_at > one.received_at ? other : one));
    expect(await newest(AS_OF)).toEqual([last.service_request_id]);
    expect(await newest(last.received_at)).toEqual([last.service_request_id]);
    expect(await newest(last.received_at - 1)).not.toEqual([last.service_request_id]);
    expect(await newest(AS_OF + 60 * DAY)).toEqual([]);
  });

  it("counts what is open, and by age", async () => {
    expect(await store.query("open_totals", { as_of: AS_OF })).toEqual([
      { total: 4, overdue: 1, unlocated: 1 },
    ]);
    expect(await store.query("open_totals", { as_of: AS_OF, agency: "a-2" })).toEqual([
      { total: 2, overdue: 1, unlocated: 0 },
    ]);
    expect(await store.query("age_bands", EXAMPLE_PARAMS.age_bands)).toEqual([
      { from_minutes: 0, to_minutes: 60, open: 1, overdue: 0 },
      { from_minutes: 60, to_minutes: 1440, open: 2, overdue: 0 },
      { from_minutes: 1440, to_minutes: null, open: 1, overdue: 1 },
    ]);
  });

  it("maps cells as Arrow that adds up to the table", async () => {
    for (const status of ["received", "open", "overdue", "late"] as const) {
      for (const scope of [SCOPE, { ...SCOPE, agency: "a-2" }]) {
        const params = { ...EXAMPLE_PARAMS.heat_map, ...scope, status };
        const table = tableFromIPC(await store.queryArrow("heat_map", params));
        expect(table.schema.fields.map((field) => `${field.name} ${field.type}`)).toEqual([
          "cell Utf8",
          "count Uint32",
          "overdue Uint32",
          "late Uint32",
          "due Uint32",
          "expected Float64",
          "ratio Float64",
          "shrunk Float64",
        ]);
        const rows = await store.query("heat_map", params);
        expect(table.toArray().map((row) => ({ ...row }))).toEqual(rows);
        const [total] = await store.query("heat_map_total", { ...scope, status });
        const mapped = rows.reduce((sum, row) => sum + row.count, 0);
        expect(mapped + (total?.unlocated ?? 0)).toBe(total?.total);
      }
    }
    expect(await store.query("heat_map", EXAMPLE_PARAMS.heat_map)).toEqual([
      {
        cell: "8965b0a6d5bffff",
        count: 3,
        overdue: 1,
        late: 1,
        due: 1,
        expected: 0,
        ratio: null,
        shrunk: 8 / 5,
      },
      // The report of the week before came 10 days ago: at an hour of the week this period has once.
      {
        cell: "8965b564d8fffff",
        count: 3,
        overdue: 0,
        late: 1,
        due: 3,
        expected: 0.125,
        ratio: 24,
        shrunk: 8 / 5.125,
      },
    ]);
    const late = await store.query("heat_map", {
      ...EXAMPLE_PARAMS.heat_map,
      status: "late",
      resolution: 10,
    });
    expect(late.filter((row) => row.count > 0).map((row) => row.count)).toEqual([1, 1]);
    expect(late[0]?.cell).toBe(CELL_B);
    // Something was usual there, and nothing of it came late.
    expect(late.filter((row) => row.count === 0).map((row) => row.expected)).toEqual([0.125]);
  });

  it("finds wards with more than usual", async () => {
    const rows = await store.query("hot_spots", EXAMPLE_PARAMS.hot_spots);
    expect(rows).toEqual([
      {
        ward_code: "w-2",
        cell: "8965b0a6d5bffff",
        count: 3,
        open: 3,
        expected: 0,
        ratio: null,
        median_age_minutes: 360,
      },
      {
        ward_code: "w-1",
        cell: "8965b564d8fffff",
        count: 3,
        open: 0,
        expected: 0.125,
        ratio: 24,
        median_age_minutes: null,
      },
    ]);
  });

  it("expects by the hours of the week the period has so far", async () => {
    // One report on Monday 10 Nov 16:30:05.123: an hour from 16:30:00 Monday a week later has half of that hour.
    const monday = AS_OF - 3 * DAY - (AS_OF % (HOUR / 2));
    const params = { ...EXAMPLE_PARAMS.heat_map, from: monday, to: monday + HOUR };
    const expected = async (over: object) =>
      (await store.query("heat_map", { ...params, ...over })).map((row) => row.expected);
    expect(await expected({})).toEqual([0.5 / 8]);
    expect(await expected({ as_of: monday + HOUR / 4 })).toEqual([0.25 / 8]);
  });

  it("tells the state of the feed and of dead letters", async () => {
    expect(await store.query("feed_status", {})).toEqual([
      { events: 8, reports: 8, latest_event_at: AS_OF, simulated: true, dead_letters: 0 },
    ]);
    // Of today: older ones than 90 days may already be gone.
    const recorded_at = Date.now();
    const letter = {
      dead_letter_id: "d-1",
      source: "http",
      position: "req/0",
      recorded_at,
      reason_code: "bad_json",
      field_path: "",
      message: "hỏng",
      schema_version: "",
      raw_sha256: "00",
      raw: "e30=",
    };
    await store.writeDeadLetters([
      letter,
      { ...letter, dead_letter_id: "d-2", recorded_at: recorded_at + 1 },
    ]);
    await store.writeDeadLetters([letter]);
    const { raw: _raw, ...listed } = letter;
    expect(await store.query("dead_letters_list", { limit: 1, offset: 1 })).toEqual([listed]);
    expect(await store.query("feed_status", {})).toMatchObject([{ dead_letters: 2 }]);

    const waiting = (over: object) =>
      store.query("dead_letters_raw", { ids: [], reason_code: "", since: 0, after: "", limit: 9, ...over });
    expect(await waiting({ limit: 1 })).toEqual([letter]);
    const behind = { since: recorded_at, after: "d-1" };
    expect(await waiting(behind)).toMatchObject([{ dead_letter_id: "d-2" }]);
    expect(await waiting({ ids: ["d-2", "d-9"] })).toMatchObject([{ dead_letter_id: "d-2" }]);
    expect(await waiting({ reason_code: "bad_time" })).toEqual([]);
    await store.markReplayed(["d-1"], Date.now());
    expect(await waiting({})).toMatchObject([{ dead_letter_id: "d-2" }]);
    expect(await store.query("dead_letters_list", { limit: 9, offset: 0 })).toMatchObject([
      { dead_letter_id: "d-2" },
    ]);
    expect(await store.query("feed_status", {})).toMatchObject([{ dead_letters: 1 }]);
  });

  it("names the reports whose state lacks an event", async () => {
    const identity = { service_request_id: "on-time", received_at: AS_OF - 5 * DAY };
    const event = sampleEvent({ ...identity, time: AS_OF - 5 * DAY });
    await store.appendEvents([event]);
    await store.appendEvents([{ ...event, recorded_at: event.recorded_at + 1 }]);
    expect(await store.query("unprojected_reports", {})).toEqual([]);
    expect(await store.query("events_of_report", EXAMPLE_PARAMS.events_of_report)).toEqual([
      {
        id: "e-1",
        source: "urn:toancanh:test",
        kind: "received",
        time: AS_OF - 5 * DAY,
        recorded_at: event.recorded_at,
        payload_hash: "aa",
        data: JSON.stringify(event.data),
      },
    ]);
    expect(await store.query("report_keys_in_period", EXAMPLE_PARAMS.report_keys_in_period)).toEqual([
      identity,
    ]);
    const lost = { service_request_id: "lost", received_at: AS_OF };
    await store.appendEvents([sampleEvent(lost), { ...event, payload_hash: "bb" }]);
    expect(await store.query("unprojected_reports", {})).toEqual([identity, lost]);
  });
});
