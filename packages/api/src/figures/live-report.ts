import type { LiveReport, ReportState } from "@toancanh/contracts";
import type { QueryRow } from "@toancanh/store";
import { toInstant, toInstantOrNull } from "./figure-source.ts";

/** A row of the query `open_reports` on the wire. */
export function rowToLiveReport(row: QueryRow<"open_reports">): LiveReport {
  return {
    service_request_id: row.service_request_id,
    requested_datetime: toInstant(row.received_at),
    updated_datetime: toInstant(row.last_event_at),
    service_code: row.service_code,
    field_group: row.field_group,
    channel: row.channel,
    ward_code: row.ward_code,
    lat: row.lat,
    long: row.long,
    agency_responsible: row.agencies,
    stage: row.stage,
    clock_start: toInstantOrNull(row.clock_start),
    due: toInstantOrNull(row.due_at),
    finished: toInstantOrNull(row.finished_at),
    ending: row.ending,
    reopen_count: row.reopen_count,
  };
}

/** A state as told by the ingester, as the query `open_reports` would show it. */
export function stateToLiveReport(state: ReportState): LiveReport {
  const { due_at: dueAt, stages, assignments } = state;
  const last = dueAt === null ? undefined : stages.findLast((stage) => stage.due_at === dueAt);
  return rowToLiveReport({
    ...state,
    agencies: assignments.filter((one) => one.ending === "open").map((one) => one.agency),
    stage: stages.find((stage) => stage.done_at === null)?.stage ?? "",
    clock_start: last?.start_at ?? null,
  });
}
