import type { LiveReport, OpenReports } from "@toancanh/contracts";
import { describe, expect, it } from "vitest";
import { reportPages, SHOWN_REPORTS } from "./report-pages.ts";

const now = Date.parse("2026-11-22T07:00:00Z");
const report = (id: string, due: string | null): LiveReport => ({
  service_request_id: id,
  requested_datetime: "2026-11-22T06:00:00Z",
  updated_datetime: "2026-11-22T06:00:00Z",
  service_code: "tree",
  field_group: "infrastructure",
  channel: "app",
  ward_code: "",
  lat: null,
  long: null,
  agency_responsible: [],
  stage: "resolve",
  clock_start: null,
  due,
  finished: null,
  ending: "open",
  reopen_count: 0,
});
const openReports = (rows: LiveReport[]): OpenReports => ({
  as_of: "2026-11-22T07:00:00Z",
  latest_event_at: null,
  simulated: true,
  open: 40,
  overdue: 9,
  newest: null,
  rows,
});

describe("reportPages", () => {
  it("shows what is due next and, apart, what is overdue", () => {
    const soon = Array.from({ length: 8 }, (_, index) => report(`s${index}`, `2026-11-22T08:0${index}:00Z`));
    const pages = reportPages(
      openReports([...soon, report("late", "2026-11-22T06:30:00Z"), report("none", null)]),
      now,
    );
    expect(pages.map((page) => page.key)).toEqual(["near-due", "overdue"]);
    expect(pages[0]?.rows.map((row) => row.service_request_id)).toEqual(["s0", "s1", "s2", "s3", "s4", "s5"]);
    expect(pages[0]?.others).toBe(40 - 9 - SHOWN_REPORTS);
    expect(pages[1]?.rows.map((row) => row.service_request_id)).toEqual(["late"]);
  });
  it("has one page when nothing is overdue", () => {
    expect(reportPages(openReports([]), now)).toHaveLength(1);
  });
});
