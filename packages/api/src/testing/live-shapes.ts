import type { LiveReport, OpenReports, ReportState, Summary } from "@toancanh/contracts";
import { computeMetrics, countOutcomes } from "@toancanh/domain";
import { blankReport } from "@toancanh/domain/testing";

const INSTANT = "2025-11-21T05:00:00.000Z";

/** Stamp of the fixtures. */
const STAMP = { as_of: INSTANT, latest_event_at: INSTANT, simulated: true };

const NO_METRICS = computeMetrics(countOutcomes([], 0));

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
    ...blankReport({
      service_request_id: id,
      channel: "phone",
      service_code: "giao-thong",
      field_group: "infrastructure",
      urgency: 1,
    }),
    cell: "",
    ward_code: "",
    ward_code_now: "",
    ...differing,
  };
}
