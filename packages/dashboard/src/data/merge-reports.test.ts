import type { LiveReport, OpenReports } from "@toancanh/contracts";
import { describe, expect, it } from "vitest";
import { createRecentDeltas, longestOverdue, mergeDelta, nearestDue } from "./merge-reports.ts";

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
const openReports = (rows: LiveReport[]): OpenReports => ({
  ...stamp,
  open: 9,
  overdue: 2,
  newest: null,
  rows,
});

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
    const before = openReports([report("a", 5), report("b", 6)]);
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
  it("never grows without bound, and keeps the overdue however many are in time", () => {
    const many = Array.from({ length: 2_000 }, (_, index) => report(`r${index}`, index));
    const late = Array.from({ length: 400 }, (_, index) => report(`l${index}`, index - 400));
    const after = mergeDelta(openReports([]), {
      ...liveStamp,
      changed: [...many, ...late],
      open: { total: 2_400, overdue: 400 },
    });
    expect(after.rows).toHaveLength(600);
    expect(nearestDue(after.rows, at)[0]?.service_request_id).toBe("r0");
    expect(longestOverdue(after.rows, at)[0]?.service_request_id).toBe("l0");
  });
  it("knows the report received last even when its due is too far to be kept, and not one from the future", () => {
    const many = Array.from({ length: 700 }, (_, index) => report(`r${index}`, index));
    const newest = report("new", 9_000, { requested_datetime: iso(-1) });
    const open = { total: 702, overdue: 0 };
    const ahead = report("ahead", 9_000, { requested_datetime: iso(3) });
    const after = mergeDelta(openReports([]), { ...liveStamp, changed: [...many, newest, ahead], open });
    expect(after.rows.map((row) => row.service_request_id)).not.toContain("new");
    expect(after.newest?.service_request_id).toBe("new");
    const later = mergeDelta(after, { ...liveStamp, as_of: iso(1), changed: [report("r0", 5)], open });
    expect(later.newest?.service_request_id).toBe("new");
  });
});

describe("deltas that came while an answer was on its way", () => {
  it("are applied again to an older answer, and not to a newer one", () => {
    const deltas = createRecentDeltas(30_000);
    const open = { total: 10, overdue: 2 };
    deltas.add({ ...liveStamp, as_of: iso(1), changed: [report("new", 9)], open });
    const ids = (answer: OpenReports) => answer.rows.map((row) => row.service_request_id);
    expect(ids(deltas.applyTo(openReports([report("a", 5)])))).toEqual(["a", "new"]);
    expect(ids(deltas.applyTo({ ...openReports([report("a", 5)]), as_of: iso(2) }))).toEqual(["a"]);
  });
  it("are forgotten after a while", () => {
    const deltas = createRecentDeltas(30_000);
    const open = { total: 10, overdue: 2 };
    deltas.add({ ...liveStamp, as_of: iso(1), changed: [report("first", 9)], open });
    deltas.add({ ...liveStamp, as_of: iso(2), changed: [report("second", 9)], open });
    expect(deltas.applyTo(openReports([])).rows.map((row) => row.service_request_id)).toEqual(["second"]);
  });
});
