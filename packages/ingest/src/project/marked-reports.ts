import type { ReportState } from "@toancanh/contracts";
import type { MarkedReport, ReportKey } from "@toancanh/store";

/** By {@link markKey}. */
export type MarkedReports = ReadonlyMap<string, MarkedReport>;

/** A report as the key of a map. */
export function markKey({ received_at, service_request_id }: ReportKey): string {
  return `${received_at} ${service_request_id}`;
}

/**
 * The state of a report of which events were lost: without the floor the older state, folded from more events, would
 * win over every new event; without the flag the report would count as whole.
 */
export function markReport(marked: MarkedReports, state: ReportState): ReportState {
  if (marked.size === 0) return state;
  const mark = marked.get(markKey(state));
  if (mark === undefined) return state;
  const flags = mark.is_torn ? [...state.flags, "events_missing" as const] : state.flags;
  return { ...state, version: mark.floor + state.version, flags };
}
