import type { ReportDetail, ReportExplanation } from "@toancanh/contracts";
import { expect, it } from "vitest";
import { ticksOf, toAxis } from "./axis-model.ts";

const ZONE = "Asia/Ho_Chi_Minh";
const START = "2026-11-03T06:44:59Z";
const DUE = "2026-11-10T10:00:00Z";
const DONE = "2026-11-12T03:38:25Z";

const STAGE = {
  stage: "respond",
  name: { vi: "Xử lý và trả lời", en: "Answer" },
  limit: 5,
  unit: "working_days" as const,
  start: START,
  due: DUE,
  done: DONE,
  days_off: ["2026-11-07", "2026-11-08"],
  outcome: "handled_late" as const,
};
const OBLIGATION = {
  agency: "",
  name: "",
  turn: 0,
  is_obligation: true,
  outcome: "handled_late" as const,
  start: START,
  due: DUE,
  finished: DONE,
  minutes_late: 2_499,
  stages: [STAGE],
};
const EXPLAINED: ReportExplanation = {
  service_request_id: "R-1",
  as_of: "2026-12-01T03:00:00Z",
  lang: "vi",
  lines: [],
  policy: null,
  obligations: [OBLIGATION, { ...OBLIGATION, agency: "a", name: "A", turn: 1 }],
  holders: [],
  objections: [],
};
const turn = (agency: string, assigned: string, finished: string | null) => ({
  agency_responsible: agency,
  name: agency,
  turn: 1,
  assigned,
  accepted: null,
  due: DUE,
  finished,
  ending: "handled",
  is_obligation: true,
  reopened: false,
  held_minutes: 1,
  late_share: 0,
});
const DETAIL = {
  report: { requested_datetime: "2026-11-03T06:30:51Z", finished: DONE },
  assignments: [turn("a", START, "2026-11-04T09:47:18Z"), turn("b", START, DONE), turn("c", DONE, null)],
} as const;

function detailOf(change: Partial<ReportDetail["report"]> = {}): ReportDetail {
  return {
    as_of: EXPLAINED.as_of,
    simulated: false,
    report: {
      service_request_id: "R-1",
      updated_datetime: DONE,
      service_code: "",
      field_group: "",
      channel: "",
      ward_code: "",
      lat: null,
      long: null,
      agency_responsible: [],
      stage: "",
      clock_start: null,
      due: DUE,
      ending: "closed",
      reopen_count: 0,
      ...DETAIL.report,
      ...change,
    },
    complexity: "normal",
    urgency: 1,
    policy_id: "",
    rating: null,
    expected_datetime: null,
    estimate_kept: null,
    handling_minutes: null,
    handling_working_minutes: null,
    intake_minutes: 0,
    returned_count: 0,
    conflict_count: 0,
    flags: [],
    stages: [],
    assignments: [...DETAIL.assignments],
    timeline: [],
  };
}

it("counts the working days to the due, and shades the days off", () => {
  const ticks = ticksOf(toAxis(detailOf(), EXPLAINED), ZONE, 10);
  expect(ticks.map(({ date, number, isOff }) => [date.slice(8), isOff ? "off" : number])).toEqual([
    ["03", null],
    ["04", 1],
    ["05", 2],
    ["06", 3],
    ["07", "off"],
    ["08", "off"],
    ["09", 4],
    ["10", 5],
    ["11", null],
    ["12", null],
  ]);
});

it("draws those that held the report together below each other, and one after another in one line", () => {
  const { holders, lanes } = toAxis(detailOf(), EXPLAINED);
  expect(holders.map(({ agency, lane }) => [agency, lane])).toEqual([
    ["", 0],
    ["a", 0],
    ["b", 1],
    ["c", 0],
  ]);
  expect(lanes).toBe(2);
});

it("ends shortly after the due of what has long been overdue, and is one of hours where limits are", () => {
  const hours = { ...STAGE, unit: "hours" as const, due: "2026-11-03T08:44:59Z", done: null, days_off: [] };
  const open = { ...OBLIGATION, finished: null, stages: [hours] };
  const axis = toAxis(detailOf({ finished: null }), { ...EXPLAINED, obligations: [open] });
  expect(axis.unit).toBe("hours");
  expect(axis.to - Date.parse(hours.due)).toBeLessThan(3 * 3_600_000);
  expect(ticksOf(axis, ZONE, 4).length).toBeLessThanOrEqual(4);
});
