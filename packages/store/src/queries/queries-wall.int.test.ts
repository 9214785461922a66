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

/** A report of a field of its own, assigned ten minutes after its receipt, `hours` ago. */
function inFlow(id: string, hours: number, over: Partial<ReportState>): ReportState {
  const received_at = AS_OF - hours * HOUR;
  const first_assigned_at = received_at + 10 * MINUTE;
  return sampleState({
    service_request_id: id,
    received_at,
    first_assigned_at,
    field_group: "works",
    complexity: "normal",
    due_at: AS_OF + DAY,
    assignments: [sampleAssignment({ assigned_at: first_assigned_at, due_at: null })],
    ...over,
  });
}

const stage = (name: string, due_at: number, done_at: number | null): ReportState["stages"][number] => ({
  stage: name,
  agency: "",
  turn: 0,
  start_at: AS_OF - DAY,
  due_at,
  done_at,
});

/** One on time, one late, and one for each step that a report can wait for. */
const FLOW: ReportState[] = [
  inFlow("on-time-flow", 10, {
    due_at: AS_OF - 7 * HOUR,
    finished_at: AS_OF - 8 * HOUR,
    ending: "handled",
    stages: [stage("verify", AS_OF - 8 * HOUR, AS_OF - 9 * HOUR)],
  }),
  inFlow("late-flow", 20, {
    due_at: AS_OF - 17 * HOUR,
    finished_at: AS_OF - 10 * HOUR,
    ending: "handled",
    stages: [stage("verify", AS_OF - 18 * HOUR, AS_OF - 18 * HOUR)],
  }),
  inFlow("to-check", 3, {
    stages: [stage("verify", AS_OF - HOUR, null), stage("resolve", AS_OF + HOUR, null)],
  }),
  inFlow("to-resolve", 6, {
    stages: [stage("verify", AS_OF - 4 * HOUR, AS_OF - 5 * HOUR), stage("resolve", AS_OF + HOUR, null)],
  }),
  inFlow("to-assign", 1, { first_assigned_at: null, assignments: [], due_at: null }),
  inFlow("no-rule", 100, { complexity: "complex", stages: [stage("respond", AS_OF - HOUR, null)] }),
];

const RULES = { field_group: "works", rule_keys: ["p-1|works|normal"], checks: ["verify"] };

describe("what a scene of the wall asks", () => {
  let store: Store;
  let dispose: () => Promise<void>;

  beforeAll(async () => {
    ({ store, dispose } = await openTestStore());
    await store.writeStates([...CAST, ...MORE, ...FLOW]);
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

  it("follows reports from step to step, by the clock of their rule", async () => {
    const rows = await store.query("flow_currents", {
      ...RULES,
      as_of: AS_OF,
      from: AS_OF - 30 * DAY,
      to: AS_OF,
      clocks: ["clock"],
    });
    expect(rows).toEqual([
      {
        clock: "clock",
        rules: [0],
        has_check: true,
        received: 5,
        assigned: 4,
        checked: 3,
        answered: 2,
        on_time: 1,
        late: 1,
        assign_minutes: 10,
        check_minutes: 50,
        answer_minutes: 270,
      },
      {
        clock: "none",
        rules: [],
        has_check: false,
        received: 1,
        assigned: 1,
        checked: 0,
        answered: 0,
        on_time: 0,
        late: 0,
        assign_minutes: 10,
        check_minutes: null,
        answer_minutes: null,
      },
    ]);
  });

  it("counts what waits at each step by age, and what is past the step's due", async () => {
    const rows = await store.query("flow_waits", { ...RULES, as_of: AS_OF, bounds_minutes: [0, 240, 1440] });
    expect(rows).toEqual([
      { step: "answer", band: 2, open: 1, overdue: 1 },
      { step: "assign", band: 0, open: 1, overdue: 0 },
      { step: "check", band: 0, open: 1, overdue: 1 },
      { step: "resolve", band: 1, open: 1, overdue: 0 },
    ]);
  });
});
