import type { FoldedReport } from "@toancanh/contracts";

/** A report at intake of which nothing else is known, with what differs: a state without a fold. */
export function blankReport(differing: Partial<FoldedReport> = {}): FoldedReport {
  return {
    service_request_id: "",
    received_at: 0,
    version: 1,
    event_count: 1,
    conflict_count: 0,
    last_event_at: 0,
    last_recorded_at: 0,
    simulated: false,
    channel: "",
    service_code: "",
    field_group: "",
    complexity: "normal",
    urgency: 0,
    policy_id: "",
    lat: null,
    long: null,
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
