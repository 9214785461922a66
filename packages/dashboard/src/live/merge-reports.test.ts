import type { Incidents, LiveReport } from "@toancanh/contracts";
import { describe, expect, it } from "vitest";
import { longestOverdue, mergeDelta, nearestDue, newestReport, timeUsed } from "./merge-reports.ts";

const at = Date.parse("2026-11-22T07:00:00Z");
const iso = (minutes: number) => new Date(at + minutes * 60_000).toISOString();

function report(id: string, dueMinutes: number | null, changes: Partial<LiveReport> = {}): LiveReport {
  return {
    service_request_id: id,
    requested_datetime: iso(-60),
    updated_datetime: iso(-1),
    service_code: "tree",
    field_group: "infrastructure",
    channel: "app",
    ward_code: "25747",
    lat: null,
    long: null,
    agency_responsible: [],
    stage: "resolve",
    clock_start: iso(-60),
    due: dueMinutes === null ? null : iso(dueMinutes),
    finished: null,
    ending: "open",
    reopen_count: 0,
    ...changes,
  };
}
const stamp = { as_of: iso(0), latest_event_at: iso(0), simulated: false };
const liveStamp = { ...stamp, alarms: [] };
const incidents = (rows: LiveReport[]): Incidents => ({ ...stamp, open: 9, overdue: 2, rows });

describe("order", () => {
  const rows = [
    report("late", -10),
    report("soon", 5),
    report("never", null),
    report("older", -90),
    report("far", 50),
  ];
  it("puts the nearest due first and what has no due last", () => {
    expect(nearestDue(rows, at).map((row) => row.service_request_id)).toEqual(["soon", "far", "never"]);
  });
  it("puts the longest overdue first", () => {
    expect(longestOverdue(rows, at).map((row) => row.service_request_id)).toEqual(["older", "late"]);
  });
});

describe("mergeDelta", () => {
  it("adds, changes and removes, and takes the counts", () => {
    const before = incidents([report("a", 5), report("b", 6)]);
    const after = mergeDelta(before, {
      ...liveStamp,
      as_of: iso(1),
      simulated: true,
      changed: [report("a", 50), report("b", 6, { ending: "handled" }), report("c", 7)],
      open: { total: 12, overdue: 3 },
    });
    expect(after.rows.map((row) => [row.service_request_id, row.due])).toEqual([
      ["a", iso(50)],
      ["c", iso(7)],
    ]);
    expect(after).toMatchObject({ open: 12, overdue: 3, simulated: true, as_of: iso(1) });
  });
  it("never grows without bound", () => {
    const many = Array.from({ length: 2_000 }, (_, index) => report(`r${index}`, index));
    const after = mergeDelta(incidents([]), {
      ...liveStamp,
      changed: many,
      open: { total: 2_000, overdue: 0 },
    });
    expect(after.rows.length).toBe(600);
    expect(after.rows[0]?.service_request_id).toBe("r0");
  });
});

describe("newestReport, timeUsed", () => {
  it("finds the report received last", () => {
    expect(newestReport([])).toBeNull();
    const rows = [report("a", 5), report("b", 6, { requested_datetime: iso(-2) })];
    expect(newestReport(rows)?.service_request_id).toBe("b");
  });
  it("measures from where the clock began", () => {
    expect(timeUsed(report("a", 60), at)).toBeCloseTo(0.5);
    expect(timeUsed(report("a", -5), at)).toBe(1);
    expect(timeUsed(report("a", null), at)).toBeNull();
    expect(timeUsed(report("a", 60, { clock_start: null }), at)).toBeCloseTo(0.5);
  });
});
