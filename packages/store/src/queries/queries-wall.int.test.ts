import type { ReportState } from "@toancanh/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Store } from "../store.ts";
import { AS_OF, CAST, DAY, HOUR } from "../testing/cast.ts";
import { openTestStore } from "../testing/open-test-store.ts";
import { sampleAssignment, sampleState } from "../testing/sample-rows.ts";

const MINUTE = 60_000;

/** Open reports with more than one holder, with none, and one whose holder has finished after the cut-off. */
const MORE: ReportState[] = [
  sampleState({
    service_request_id: "shared",
    received_at: AS_OF - 40 * DAY,
    due_at: AS_OF + 90 * MINUTE,
    assignments: [
      sampleAssignment({ agency: "a-1", due_at: AS_OF + 90 * MINUTE }),
      sampleAssignment({ agency: "a-3", due_at: AS_OF + 30 * MINUTE + 59_000 }),
      sampleAssignment({
        agency: "a-4",
        due_at: AS_OF - DAY,
        finished_at: AS_OF - 2 * DAY,
        ending: "handled",
      }),
    ],
  }),
  sampleState({
    service_request_id: "unheld",
    received_at: AS_OF - 3 * HOUR,
    due_at: AS_OF + 5 * HOUR,
    assignments: [
      sampleAssignment({
        agency: "a-1",
        finished_at: AS_OF - HOUR,
        ending: "returned",
        is_obligation: false,
      }),
    ],
  }),
  sampleState({
    service_request_id: "old-stock",
    received_at: AS_OF - 50 * DAY,
    due_at: AS_OF - 45 * DAY,
    assignments: [sampleAssignment({ agency: "a-2", due_at: AS_OF - 45 * DAY })],
  }),
];

describe("what is owed next", () => {
  let store: Store;
  let dispose: () => Promise<void>;

  beforeAll(async () => {
    ({ store, dispose } = await openTestStore());
    await store.writeStates([...CAST, ...MORE]);
  });
  afterAll(() => dispose());

  it("counts open assignments by whole minutes, and what nobody holds", async () => {
    const rows = await store.query("due_marks", {
      as_of: AS_OF,
      until: AS_OF + DAY,
      recent_from: AS_OF - 30 * DAY,
    });
    expect(rows).toEqual([
      { agency: "", in_minutes: 300, count: 1, recent: 1 },
      { agency: "a-1", in_minutes: 60, count: 1, recent: 1 },
      { agency: "a-1", in_minutes: 90, count: 1, recent: 0 },
      { agency: "a-2", in_minutes: -1, count: 2, recent: 1 },
      { agency: "a-3", in_minutes: 30, count: 1, recent: 0 },
    ]);
  });

  it("lists what is nearest its due, overdue left out", async () => {
    const rows = await store.query("due_nearest", { as_of: AS_OF, limit: 4 });
    expect(rows.map((row) => [row.service_request_id, row.agency, row.due_at - AS_OF])).toEqual([
      ["shared", "a-3", 30 * MINUTE + 59_000],
      ["in-time", "a-1", HOUR],
      ["shared", "a-1", 90 * MINUTE],
      ["unheld", "", 5 * HOUR],
    ]);
  });
});
