import type { LiveReport, Metrics, OpenReports, ReportState, Summary } from "@toancanh/contracts";

const INSTANT = "2025-11-21T05:00:00.000Z";

/** Stamp of the fixtures. */
export const STAMP = { as_of: INSTANT, latest_event_at: INSTANT, simulated: true };

const NO_METRICS: Metrics = {
  received: 0,
  handled_on_time: 0,
  handled_late: 0,
  open_overdue: 0,
  open_in_time: 0,
  no_deadline: 0,
  handled: 0,
  late: 0,
  due: 0,
  late_rate: null,
  on_time_rate: null,
  closed_share: null,
};

const PERIOD = { kind: "official", from: INSTANT, to: INSTANT } as const;

/** Stamp of live messages of the fixtures. */
export const LIVE_STAMP = { ...STAMP, alarms: [] };

/** A summary of a city without reports. */
export function emptySummary(): Summary {
  return {
    ...STAMP,
    denominator: "due",
    period: PERIOD,
    metrics: NO_METRICS,
    previous_period: PERIOD,
    previous: NO_METRICS,
    target: { on_time_rate: 0.99, source: "fixture" },
    windows: { today: NO_METRICS, last_7_days: NO_METRICS, quarter: NO_METRICS },
    open: { total: 0, overdue: 0, unlocated: 0 },
    flow: [],
    median_handling_minutes: null,
    p90_handling_minutes: null,
    reopened: 0,
    ratings: { count: 0, mean: null },
  };
}

/** The open reports of a city without reports. */
export function emptyOpenReports(): OpenReports {
  return { ...STAMP, open: 0, overdue: 0, newest: null, rows: [] };
}

/** A live report at intake, with what differs. */
export function report(id: string, differing: Partial<LiveReport> = {}): LiveReport {
  return {
    service_request_id: id,
    requested_datetime: INSTANT,
    updated_datetime: INSTANT,
    service_code: "ha-tang-duong-bo",
    field_group: "infrastructure",
    channel: "phone",
    ward_code: "",
    lat: null,
    long: null,
    agency_responsible: [],
    stage: "",
    clock_start: null,
    due: null,
    finished: null,
    ending: "open",
    reopen_count: 0,
    ...differing,
  };
}

/** The state of a report at intake, with what differs. */
export function state(id: string, differing: Partial<ReportState> = {}): ReportState {
  return {
    service_request_id: id,
    received_at: 0,
    version: 1,
    event_count: 1,
    conflict_count: 0,
    last_event_at: 0,
    last_recorded_at: 0,
    simulated: false,
    channel: "phone",
    service_code: "giao-thong",
    field_group: "infrastructure",
    complexity: "normal",
    urgency: 1,
    policy_id: "",
    lat: null,
    long: null,
    cell: "",
    ward_code: "",
    ward_code_now: "",
    ending: "open",
    first_assigned_at: null,
    finished_at: null,
    due_at: null,
    reopen_count: 0,
    rating: null,
    expected_datetime: null,
    estimate_kept: null,
    handling_minutes: null,
    handling_working_minutes: null,
    returned_count: 0,
    intake_minutes: 0,
    flags: [],
    stages: [],
    assignments: [],
    ...differing,
  };
}
