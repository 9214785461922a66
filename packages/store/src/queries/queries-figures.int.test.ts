import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Store } from "../store.ts";
import { AS_OF, CAST, DAY, EXAMPLE_PARAMS, HOUR, SCOPE, TIME_ZONE } from "../testing/cast.ts";
import { openTestStore } from "../testing/open-test-store.ts";
import { sampleState } from "../testing/sample-rows.ts";

describe("figures of the cast", () => {
  let store: Store;
  let dispose: () => Promise<void>;

  beforeAll(async () => {
    ({ store, dispose } = await openTestStore());
    await store.writeStates(CAST);
    // A stale writer: the lower version must not win, though written last.
    await store.writeStates([
      sampleState({
        service_request_id: "on-time",
        received_at: AS_OF - 5 * DAY,
        version: 1,
        channel: "stale",
      }),
    ]);
  });
  afterAll(() => dispose());

  /** received, on time, late, overdue, in time, no deadline. */
  const counts = (
    ...[received, handled_on_time, handled_late, open_overdue, open_in_time, no_deadline]: [
      number,
      number,
      number,
      number,
      number,
      number,
    ]
  ) => ({
    ...{ received, handled_on_time, handled_late, open_overdue, open_in_time, no_deadline },
    late: handled_late + open_overdue,
    due: handled_late + open_overdue + handled_on_time,
  });

  it("sums up a period", async () => {
    expect(await store.query("summary", SCOPE)).toEqual([
      {
        ...counts(7, 2, 1, 1, 2, 1),
        median_handling_minutes: 720,
        p90_handling_minutes: expect.closeTo(2448),
        median_working_minutes: 240,
        p90_working_minutes: expect.closeTo(816),
        reopened: 1,
        rating_count: 2,
        rating_mean: 3.5,
        estimates: 2,
        estimates_kept: 1,
        unlocated: 1,
        simulated: true,
      },
    ]);
  });

  it("leaves out endings, and only those that came by the cut-off", async () => {
    const [row] = await store.query("summary", { ...SCOPE, exclude: ["rejected", "merged"] });
    expect(row).toMatchObject(counts(6, 1, 1, 1, 2, 1));
    const [earlier] = await store.query("summary", {
      ...SCOPE,
      as_of: AS_OF - 3 * DAY,
      exclude: ["rejected"],
    });
    expect(earlier?.received).toBe(7);
  });

  it("sums up nothing as zeros and nulls", async () => {
    const [row] = await store.query("summary", { as_of: AS_OF, from: 0, to: 1 });
    expect(row).toMatchObject({
      ...counts(0, 0, 0, 0, 0, 0),
      median_handling_minutes: null,
      rating_mean: null,
    });
  });

  it("counts assignments when asked for an agency or a block", async () => {
    const [agency] = await store.query("summary", { ...SCOPE, agency: "a-1" });
    expect(agency).toMatchObject(counts(3, 2, 0, 0, 1, 0));
    const [block] = await store.query("summary", { ...SCOPE, block: "wards" });
    expect(block).toMatchObject(counts(3, 0, 1, 1, 1, 0));
    const wards = await store.query("summary_by_ward", { ...SCOPE, agency: "a-2" });
    expect(wards.map((row) => [row.key, row.received])).toEqual([
      ["w-1", 1],
      ["w-2", 2],
    ]);
  });

  it("filters by field, category, channel and ward", async () => {
    const received = async (filter: object) =>
      (await store.query("summary", { ...SCOPE, ...filter })).map((row) => row.received);
    expect(await received({ field_group: "socio-economic" })).toEqual([1]);
    expect(await received({ service_code: "pothole" })).toEqual([6]);
    expect(await received({ channel: "app" })).toEqual([1]);
    expect(await received({ channel: "stale" })).toEqual([0]);
    expect(await received({ ward_code: "w-2" })).toEqual([3]);
    expect(await received({ ward_code: "w-2' OR '1' = '1" })).toEqual([0]);
  });

  it("groups: agencies and blocks by assignment, the rest by report", async () => {
    expect(await store.query("summary_by_agency", SCOPE)).toEqual([
      { key: "a-1", ...counts(3, 2, 0, 0, 1, 0), reopened: 1 },
      { key: "a-2", ...counts(3, 0, 1, 1, 1, 0), reopened: 0 },
    ]);
    expect(await store.query("summary_by_block", SCOPE)).toEqual([
      { key: "centre", ...counts(3, 2, 0, 0, 1, 0), reopened: 1 },
      { key: "wards", ...counts(3, 0, 1, 1, 1, 0), reopened: 0 },
    ]);
    const wards = [
      { key: "", ...counts(1, 0, 0, 0, 0, 1), reopened: 0 },
      { key: "w-1", ...counts(3, 2, 1, 0, 0, 0), reopened: 1 },
      { key: "w-2", ...counts(3, 0, 0, 1, 2, 0), reopened: 0 },
    ];
    expect(await store.query("summary_by_ward", SCOPE)).toEqual(wards);
    expect(await store.query("summary_by_district", EXAMPLE_PARAMS.summary_by_district)).toEqual(
      wards.map((row) => ({ ...row, key: row.key.replace("w", "d") })),
    );
    const socio = counts(1, 0, 1, 0, 0, 0);
    const rest = counts(6, 2, 0, 1, 2, 1);
    expect(await store.query("summary_by_category", SCOPE)).toEqual([
      { key: "noise", ...socio, reopened: 1 },
      { key: "pothole", ...rest, reopened: 0 },
    ]);
    expect(await store.query("summary_by_field_group", SCOPE)).toEqual([
      { key: "infrastructure", ...rest, reopened: 0 },
      { key: "socio-economic", ...socio, reopened: 1 },
    ]);
    expect(await store.query("summary_by_channel", SCOPE)).toEqual([
      { key: "app", ...counts(1, 1, 0, 0, 0, 0), reopened: 0 },
      { key: "hotline", ...counts(6, 1, 1, 1, 2, 1), reopened: 1 },
    ]);
    expect(await store.query("summary_by_ward_and_category", SCOPE)).toEqual([
      { ward_code: "", service_code: "pothole", ...counts(1, 0, 0, 0, 0, 1) },
      { ward_code: "w-1", service_code: "noise", ...socio },
      { ward_code: "w-1", service_code: "pothole", ...counts(2, 2, 0, 0, 0, 0) },
      { ward_code: "w-2", service_code: "pothole", ...counts(3, 0, 0, 1, 2, 0) },
    ]);
  });

  it("puts windows beside each other", async () => {
    expect(await store.query("agency_counts", EXAMPLE_PARAMS.agency_counts)).toEqual([
      { key: "a-1", window: 0, ...counts(3, 2, 0, 0, 1, 0) },
      { key: "a-1", window: 1, ...counts(1, 0, 1, 0, 0, 0) },
      { key: "a-2", window: 0, ...counts(3, 0, 1, 1, 1, 0) },
    ]);
    const wards = await store.query("ward_counts", EXAMPLE_PARAMS.ward_counts);
    expect(wards.filter((row) => row.key === "w-1").map((row) => row.received)).toEqual([4, 3]);
    expect(await store.query("compare_periods", EXAMPLE_PARAMS.compare_periods)).toEqual([
      { period: "current", ...counts(7, 2, 1, 1, 2, 1) },
      { period: "before", ...counts(1, 0, 1, 0, 0, 0) },
    ]);
  });

  it("says in which unit reports were counted then and where they lie now", async () => {
    expect(await store.query("unit_flows", EXAMPLE_PARAMS.unit_flows)).toEqual([
      { then_unit: "", now_unit: "", window: 1, ...counts(1, 0, 0, 0, 0, 1) },
      { then_unit: "w-1", now_unit: "w-1", window: 0, ...counts(1, 0, 1, 0, 0, 0) },
      { then_unit: "w-1", now_unit: "w-1", window: 1, ...counts(3, 2, 1, 0, 0, 0) },
      { then_unit: "w-2", now_unit: "w-1", window: 1, ...counts(3, 0, 0, 1, 2, 0) },
    ]);
  });

  it("finds who got worse", async () => {
    expect(await store.query("movers", EXAMPLE_PARAMS.movers)).toEqual([
      {
        key: "a-1",
        due_now: 2,
        late_now: 0,
        late_rate_now: 0,
        due_before: 1,
        late_before: 1,
        late_rate_before: 1,
        change: -1,
      },
    ]);
  });

  it("draws received and handled over local time", async () => {
    const midnight = (day: number) => Date.UTC(2025, 10, day) - 7 * HOUR;
    expect(await store.query("time_series", EXAMPLE_PARAMS.time_series)).toEqual(
      [
        [15, 1, 0, 0, 0],
        [16, 1, 1, 1, 0],
        [17, 1, 1, 1, 0],
        [18, 1, 1, 0, 1],
        [20, 3, 0, 0, 0],
      ].map(([day = 0, received, handled, handled_on_time, handled_late]) => ({
        bucket: midnight(day),
        received,
        handled,
        handled_on_time,
        handled_late,
      })),
    );
    const months = await store.query("time_series", { ...SCOPE, bucket: "month", time_zone: TIME_ZONE });
    expect(months.map((row) => [row.bucket, row.received])).toEqual([[midnight(1), 7]]);
    const flow = await store.query("flow_24h", EXAMPLE_PARAMS.flow_24h);
    const hour = AS_OF - (AS_OF % HOUR);
    expect(flow.map((row) => row.hour)).toEqual(Array.from({ length: 24 }, (_, i) => hour - (23 - i) * HOUR));
    expect(flow.filter((row) => row.received + row.handled > 0)).toEqual([
      { hour: hour - 6 * HOUR, received: 1, handled: 0 },
      { hour: hour - HOUR, received: 1, handled: 0 },
      { hour, received: 1, handled: 0 },
    ]);
  });
});
