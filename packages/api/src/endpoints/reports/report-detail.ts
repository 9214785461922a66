import type {
  Profile,
  ReportDetail,
  ReportState,
  ReportTimelineEntry,
  StoredEvent,
} from "@toancanh/contracts";
import { toInstant, toInstantOrNull } from "../../figures/figure-source.ts";
import { stateToLiveReport } from "../../figures/live-report.ts";

/**
 * One report as a screen may show it. Of a redacted report the timeline keeps only what happened when.
 *
 * @param events of this report, in any order
 * @param asOf epoch milliseconds
 */
export function toReportDetail(
  state: ReportState,
  events: readonly StoredEvent[],
  profile: Profile,
  asOf: number,
): ReportDetail {
  const names = new Map(profile.agencies.map((agency) => [agency.id, agency.name]));
  const isRedacted = state.flags.includes("redacted");
  return {
    as_of: toInstant(asOf),
    simulated: state.simulated,
    report: stateToLiveReport(state),
    complexity: state.complexity,
    urgency: state.urgency,
    policy_id: state.policy_id,
    rating: state.rating,
    expected_datetime: toInstantOrNull(state.expected_datetime),
    estimate_kept: state.estimate_kept,
    handling_minutes: state.handling_minutes,
    handling_working_minutes: state.handling_working_minutes,
    intake_minutes: state.intake_minutes,
    returned_count: state.returned_count,
    conflict_count: state.conflict_count,
    flags: [...state.flags],
    stages: state.stages.map((stage) => ({
      stage: stage.stage,
      agency: stage.agency,
      turn: stage.turn,
      start: toInstant(stage.start_at),
      due: toInstantOrNull(stage.due_at),
      done: toInstantOrNull(stage.done_at),
    })),
    assignments: state.assignments.map((one) => ({
      agency_responsible: one.agency,
      name: names.get(one.agency) ?? one.agency,
      turn: one.turn,
      assigned: toInstant(one.assigned_at),
      accepted: toInstantOrNull(one.accepted_at),
      due: toInstantOrNull(one.due_at),
      finished: toInstantOrNull(one.finished_at),
      ending: one.ending,
      is_obligation: one.is_obligation,
      reopened: one.reopened,
      held_minutes: one.held_minutes,
      late_share: one.late_share,
    })),
    timeline: [...events]
      .sort((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1))
      .map((event) => toTimelineEntry(event, isRedacted)),
  };
}

function toTimelineEntry(event: StoredEvent, isRedacted: boolean): ReportTimelineEntry {
  const happened = {
    time: toInstant(event.time),
    recorded: toInstant(event.recorded_at),
    kind: event.kind,
    source: event.source,
  };
  // The response schema lists what may be shown of the data; all other fields of an event stay here.
  return isRedacted ? happened : { ...event.data, ...happened };
}
