import type { AssignmentState, ReportState, StoredEvent } from "@toancanh/contracts";
import { blankReport } from "@toancanh/domain/testing";

/** 2025-11-20T09:30:05.123Z: every time of the samples is relative to it. */
export const SAMPLE_TIME = Date.UTC(2025, 10, 20, 9, 30, 5, 123);

export function sampleEvent(over: Partial<Omit<StoredEvent<"received">, "kind">> = {}): StoredEvent {
  return {
    id: "e-1",
    source: "urn:toancanh:test",
    kind: "received",
    service_request_id: "r-1",
    received_at: SAMPLE_TIME,
    time: SAMPLE_TIME,
    recorded_at: SAMPLE_TIME + 1000,
    payload_hash: "aa",
    data: { requested_datetime: "2025-11-20T16:30:05.123+07:00", channel: "hotline" },
    ...over,
  };
}

export function sampleAssignment(over: Partial<AssignmentState> = {}): AssignmentState {
  return {
    agency: "a-1",
    turn: 1,
    assigned_at: SAMPLE_TIME,
    accepted_at: null,
    due_at: SAMPLE_TIME + 3_600_000,
    finished_at: null,
    ending: "open",
    is_obligation: true,
    reopened: false,
    held_minutes: 0,
    late_share: 0,
    ...over,
  };
}

export function sampleState(over: Partial<ReportState> = {}): ReportState {
  return {
    ...blankReport({
      service_request_id: "r-1",
      received_at: SAMPLE_TIME,
      last_event_at: SAMPLE_TIME,
      last_recorded_at: SAMPLE_TIME,
      channel: "hotline",
      service_code: "pothole",
      field_group: "infrastructure",
      urgency: 3,
      policy_id: "p-1",
      lat: 10.77,
      long: 106.7,
      due_at: SAMPLE_TIME + 7_200_000,
    }),
    cell: "8a65b564d8dffff",
    ward_code: "w-1",
    ward_code_now: "w-1",
    ...over,
  };
}
