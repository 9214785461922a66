import type { ObjectionRow, ReportState } from "@toancanh/contracts";
import { describe, expect, it } from "vitest";
import { outcomeOf } from "./metrics.ts";
import { excuseUpheld, objectionsAt } from "./objections.ts";

const HOUR = 3_600_000;
const RECEIVED = Date.UTC(2025, 10, 3);

function version(over: Partial<ObjectionRow>): ObjectionRow {
  return {
    id: "2025-11-0001",
    version: 1,
    state: "open",
    recorded_at: 0,
    known_at: 10,
    kind: "official",
    period: "2025-11",
    service_request_id: "R-1",
    received_at: RECEIVED,
    agency: "a-1",
    turn: 1,
    reason: "other",
    text: "t",
    ground: "",
    who: "w",
    ...over,
  };
}

const held = (agency: string, turn: number, finished_at: number | null) => ({
  agency,
  turn,
  assigned_at: RECEIVED,
  accepted_at: null,
  due_at: RECEIVED + 2 * HOUR,
  finished_at,
  ending: finished_at === null ? ("open" as const) : ("handled" as const),
  is_obligation: true,
  reopened: false,
  held_minutes: 0,
  late_share: 0,
});

const STATE: Pick<ReportState, "service_request_id" | "received_at" | "assignments"> = {
  service_request_id: "R-1",
  received_at: RECEIVED,
  assignments: [held("a-1", 1, RECEIVED + 5 * HOUR), held("a-1", 2, null), held("a-2", 1, null)],
};

const AS_OF = RECEIVED + 9 * HOUR;
const outcomes = (versions: ObjectionRow[], knownAt: number) =>
  excuseUpheld(versions, knownAt)(STATE).assignments.map((one) => outcomeOf(one, AS_OF));
const LATE = ["handled_late", "open_overdue", "open_overdue"];

describe("objections", () => {
  const upheld = version({ version: 2, state: "upheld", known_at: 20, ground: "g" });

  it("stand as their newest version known by a moment", () => {
    const versions = [version({}), upheld, version({ version: 3, state: "rejected", known_at: 30 })];
    const stateAt = (knownAt: number) => objectionsAt(versions, knownAt).map(({ state }) => state);
    expect([9, 10, 20, 30].map(stateAt)).toEqual([[], ["open"], ["upheld"], ["rejected"]]);
  });

  it("excuse one turn of one agency from the moment on that they were upheld, and no other", () => {
    expect(outcomes([version({})], 99)).toEqual(LATE);
    expect(outcomes([version({}), upheld], 19)).toEqual(LATE);
    expect(outcomes([version({}), upheld], 20)).toEqual(["handled_on_time", ...LATE.slice(1)]);
    expect(outcomes([{ ...upheld, turn: 2 }], 20)).toEqual(["handled_late", "open_in_time", "open_overdue"]);
    expect(outcomes([{ ...upheld, received_at: RECEIVED + 1 }], 20)).toEqual(LATE);
    expect(outcomes([upheld, version({ version: 3, state: "rejected", known_at: 30 })], 30)).toEqual(LATE);
  });

  it("leave states as they are while none is upheld", () => {
    expect(excuseUpheld([version({})], 99)(STATE)).toBe(STATE);
  });
});
