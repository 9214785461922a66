import type { AssignmentState, ReportState } from "@toancanh/contracts";
import type { QueryName, QueryParams } from "../queries/queries.ts";
import { SAMPLE_TIME, sampleAssignment, sampleState } from "./sample-rows.ts";

/** The cut-off of the golden tests: Thursday 20 Nov 2025, 16:30:05.123 in the city. */
export const AS_OF = SAMPLE_TIME;
export const TIME_ZONE = "Asia/Ho_Chi_Minh";
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** Resolution 10 in the same cell of resolution 9 (A1, A2), and another. */
export const CELL_A1 = "8a65b564d8dffff";
const CELL_A2 = "8a65b564d8d7fff";
export const CELL_B = "8a65b0a6d5b7fff";

const at = (days: number) => AS_OF + days * DAY;

function turn(agency: string, over: Partial<AssignmentState>): AssignmentState {
  return sampleAssignment({ agency, ...over });
}

/** Received in the period of {@link SCOPE} but `before`, with one report for each outcome and more. */
export const CAST: ReportState[] = [
  sampleState({
    service_request_id: "on-time",
    received_at: at(-5),
    version: 2,
    channel: "app",
    cell: CELL_A1,
    due_at: at(-4),
    finished_at: at(-4.5),
    ending: "handled",
    handling_minutes: 720,
    handling_working_minutes: 240,
    rating: 5,
    expected_datetime: at(-4),
    estimate_kept: true,
    last_recorded_at: at(-4.5),
    assignments: [turn("a-1", { due_at: at(-4), finished_at: at(-4.5), ending: "handled", reopened: true })],
  }),
  sampleState({
    service_request_id: "late",
    received_at: at(-4),
    service_code: "noise",
    field_group: "socio-economic",
    cell: CELL_A2,
    due_at: at(-3),
    finished_at: at(-2),
    ending: "closed",
    handling_minutes: 2880,
    handling_working_minutes: 960,
    rating: 2,
    reopen_count: 1,
    expected_datetime: at(-3),
    estimate_kept: false,
    simulated: true,
    last_recorded_at: at(-2),
    assignments: [
      turn("a-1", { due_at: at(-3), finished_at: at(-3.5), ending: "handled" }),
      turn("a-2", { due_at: at(-3), finished_at: at(-2), ending: "closed" }),
    ],
  }),
  sampleState({
    service_request_id: "overdue",
    received_at: at(-2),
    ward_code: "w-2",
    cell: CELL_B,
    due_at: AS_OF - HOUR,
    last_recorded_at: at(-1.5),
    stages: [
      { stage: "verify", agency: "", turn: 0, start_at: at(-2), due_at: at(-1.5), done_at: at(-1.5) },
      { stage: "resolve", agency: "", turn: 0, start_at: at(-1.5), due_at: AS_OF - HOUR, done_at: null },
    ],
    assignments: [turn("a-2", { due_at: AS_OF - HOUR })],
  }),
  sampleState({
    service_request_id: "in-time",
    received_at: AS_OF - HOUR,
    ward_code: "w-2",
    cell: CELL_B,
    due_at: AS_OF + HOUR,
    last_recorded_at: AS_OF - HOUR / 2,
    assignments: [
      turn("a-2", { finished_at: AS_OF - HOUR / 2, ending: "returned", is_obligation: false }),
      turn("a-1", { due_at: AS_OF + HOUR }),
    ],
  }),
  sampleState({
    service_request_id: "no-deadline",
    received_at: AS_OF - HOUR / 2,
    ward_code: "",
    ward_code_now: "",
    cell: "",
    lat: null,
    long: null,
    due_at: null,
  }),
  sampleState({
    service_request_id: "rejected",
    received_at: at(-3),
    cell: CELL_A1,
    due_at: at(-2),
    finished_at: at(-2.75),
    ending: "rejected",
    handling_minutes: 360,
    handling_working_minutes: 120,
    last_recorded_at: at(-2.75),
  }),
  sampleState({
    service_request_id: "finished-after",
    received_at: AS_OF - 6 * HOUR,
    ward_code: "w-2",
    cell: CELL_B,
    due_at: at(1),
    finished_at: AS_OF + HOUR,
    ending: "handled",
    handling_minutes: 420,
    handling_working_minutes: 400,
    assignments: [turn("a-2", { due_at: at(1), finished_at: AS_OF + HOUR, ending: "handled" })],
  }),
  sampleState({
    service_request_id: "before",
    received_at: at(-10),
    due_at: at(-9),
    finished_at: at(-8),
    ending: "handled",
    handling_minutes: 2880,
    last_recorded_at: at(-8),
    assignments: [turn("a-1", { due_at: at(-9), finished_at: at(-8), ending: "handled" })],
  }),
];

/** a-1 is of block centre, a-2 of block wards. */
export const blockOf = (agency: string): string => (agency === "a-1" ? "centre" : "wards");

export const SCOPE = { as_of: AS_OF, from: at(-7), to: at(1) };

/** Parameters with which every named query can run on the cast. */
export const EXAMPLE_PARAMS: { [N in QueryName]: QueryParams<N> } = {
  summary: SCOPE,
  flag_counts: SCOPE,
  summary_by_agency: SCOPE,
  summary_by_block: SCOPE,
  summary_by_ward: SCOPE,
  summary_by_category: SCOPE,
  summary_by_field_group: SCOPE,
  summary_by_channel: SCOPE,
  summary_by_district: { ...SCOPE, wards: ["w-1", "w-2"], districts: ["d-1", "d-2"] },
  summary_by_ward_and_category: SCOPE,
  agency_counts: { as_of: AS_OF, window_from: [at(-7), at(-14)], window_to: [AS_OF, at(-7)] },
  ward_counts: { as_of: AS_OF, window_from: [at(-14), at(-7)], window_to: [AS_OF, AS_OF] },
  unit_flows: { as_of: AS_OF, window_from: [at(-14), at(-7)], window_to: [at(-7), AS_OF] },
  compare_periods: { ...SCOPE, before_from: at(-14), before_to: at(-7) },
  movers: { ...SCOPE, before_from: at(-14), before_to: at(-7), min_due: 1, limit: 5 },
  time_series: { ...SCOPE, bucket: "day", time_zone: TIME_ZONE },
  daily_counts: { ...SCOPE, time_zone: TIME_ZONE },
  flow_24h: { as_of: AS_OF, time_zone: TIME_ZONE },
  age_bands: { as_of: AS_OF, bounds_minutes: [0, 60, 1440] },
  hot_spots: { ...SCOPE, time_zone: TIME_ZONE, min_count: 1, min_excess: -1_000_000, limit: 10 },
  heat_map: { ...SCOPE, time_zone: TIME_ZONE, resolution: 9, status: "received" },
  heat_map_total: { ...SCOPE, status: "received" },
  cell_counts: { ...SCOPE, resolution: 8 },
  hour_counts: { ...SCOPE, time_zone: TIME_ZONE },
  incident_reports: { ...SCOPE, resolution: 8, service_codes: ["pothole"] },
  open_reports: { as_of: AS_OF, limit: 10 },
  report_list: { ...SCOPE, outcomes: ["handled_late", "open_overdue"], sort: "late", limit: 10 },
  report_list_total: { ...SCOPE, outcomes: ["handled_late", "open_overdue"] },
  report_holders: { ids: ["late"], from: at(-7), to: at(1) },
  service_requests: {
    as_of: AS_OF,
    from: at(-7),
    to: at(1),
    services: ["road-surface"],
    status: "open",
    updated_from: at(-7),
    updated_to: at(1),
    limit: 10,
    offset: 0,
  },
  open_totals: { as_of: AS_OF },
  newest_report: { as_of: AS_OF },
  due_marks: { as_of: AS_OF, until: at(1), recent_from: at(-30) },
  due_nearest: { as_of: AS_OF, limit: 10 },
  flow_currents: { ...SCOPE, rule_keys: ["p|f|normal"], checks: ["verify"], clocks: ["clock"] },
  flow_waits: { as_of: AS_OF, rule_keys: ["p|f|normal"], checks: ["verify"], bounds_minutes: [0, 240] },
  report_by_id: { service_request_id: "late" },
  events_of_report: { service_request_id: "on-time", received_at: at(-5) },
  changed_since: { since: at(-2.5), limit: 10 },
  states_in_period: { from: at(-7), to: at(1) },
  report_keys_in_period: { from: at(-7), to: at(1) },
  ingest_processes: {},
  events_by_source: { since: 0 },
  audit_entries: { after: 0, limit: 10 },
  audit_newest: { before: 100, action: "reveal", limit: 10 },
  feed_status: {},
  newest_record: {},
  dead_letters_list: { limit: 10, offset: 0 },
  dead_letters_raw: { ids: [], reason_code: "", since: 0, after: "", limit: 10 },
  unprojected_reports: {},
  received_by_id: { ids: '["m-0"]\n' },
  period_acts: { kind: "official", period: "2025-10" },
  period_figures: { kind: "official", period: "2025-10", revision: 1 },
  event_counts_by_hour: { from: at(-7), to: at(1) },
  closing_signs: { from: at(-7), to: at(1) },
  unprojected_in_period: { from: at(-7), to: at(1) },
  event_marks: { from: at(-7), to: at(1) },
  feed_reads: {},
  recorded_span: {},
  objections: { from: at(-7), to: at(1), service_request_id: "" },
  state_span: {},
};
