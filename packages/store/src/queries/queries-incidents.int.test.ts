import { cellToParent } from "h3-js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Store } from "../store.ts";
import { AS_OF, CAST, DAY, EXAMPLE_PARAMS, HOUR } from "../testing/cast.ts";
import { openTestStore } from "../testing/open-test-store.ts";
import { sampleEvent } from "../testing/sample-rows.ts";

describe("what incidents are found by", () => {
  let store: Store;
  let dispose: () => Promise<void>;

  beforeAll(async () => {
    ({ store, dispose } = await openTestStore());
    await store.writeStates(CAST);
  });
  afterAll(() => dispose());

  it("lists located reports of some categories with holders, due, finish and what they were merged into", async () => {
    const merged = sampleEvent({ service_request_id: "late", received_at: AS_OF - 4 * DAY });
    const kind = "merged" as const;
    const data = { requested_datetime: "2025-11-16T16:30:05.123+07:00", duplicate_of: "on-time" };
    await store.appendEvents([{ ...merged, id: "m-1", kind, time: AS_OF - 2 * DAY, data }]);
    const params = { ...EXAMPLE_PARAMS.incident_reports, service_codes: ["pothole", "noise"] };
    const rows = await store.query("incident_reports", params);
    expect(rows.map((row) => row.service_request_id)).toEqual([
      "on-time",
      "late",
      "rejected",
      "overdue",
      "finished-after",
      "in-time",
    ]);
    expect(rows[1]).toMatchObject({
      merged_into: "on-time",
      finished_at: AS_OF - 2 * DAY,
      agencies: [],
      rate_cell: cellToParent("8a65b564d8d7fff", 8),
    });
    expect(rows[4]).toMatchObject({ merged_into: "", finished_at: null });
    expect(rows[5]).toMatchObject({ agencies: ["a-1"], due_at: AS_OF + HOUR });
  });

  it("counts what was received by cell and by hour of the day", async () => {
    const cells = await store.query("cell_counts", EXAMPLE_PARAMS.cell_counts);
    expect(cells.reduce((sum, row) => sum + row.count, 0)).toBe(6);
    expect(cells).toContainEqual({
      service_code: "noise",
      cell: cellToParent("8a65b564d8d7fff", 8),
      count: 1,
    });
    const hours = await store.query("hour_counts", EXAMPLE_PARAMS.hour_counts);
    expect(hours.reduce((sum, row) => sum + row.count, 0)).toBe(7);
    // 16:30 in the city.
    expect(hours).toContainEqual({ service_code: "noise", hour: 16, count: 1, first_at: AS_OF - 4 * DAY });
  });
});
