import type { AssignmentState, StageState } from "@toancanh/contracts";
import { type Adjustment, computeStages, type StageClock, type StageTimes } from "../rules/deadline.ts";
import { type PreparedRule, ruleOf, SOURCE_STAGE } from "../rules/rule.ts";
import type { Rulebook } from "../rules/rulebook.ts";
import { type AssignmentRecord, isHandled, type Obligation, type ReportRecord } from "./case-record.ts";
import { FLAG } from "./flags.ts";
import { doneByAllHolders } from "./joint-work.ts";

/** The stages of one obligation once the replay is over. */
export interface SettledObligation {
  readonly rule: PreparedRule | null;
  readonly times: readonly StageTimes[];
  /** Due of the last stage; null when it has not begun or none is given. Without a clock of the policy: the source's. */
  readonly dueAt: number | null;
}

/** Computes the stages of the report under the citizen's clock: first assignment, state calendar. */
export function settleReport(rulebook: Rulebook, report: ReportRecord): SettledObligation {
  const rule = ruleFor(rulebook, report, report);
  return settle(rule, rule?.stages ?? [], report, report, {
    calendar: rulebook.stateCalendar,
    receivedAt: report.receivedAt,
    receivedBy: "received",
    assignedAt: report.firstAssignedAt,
    assignedBy: "first_assigned",
    sourceDue: report.sourceDue,
    doneAtOf: report.wasShared ? (bits) => doneByAllHolders(report, bits) : undefined,
  });
}

/** Computes the stages of an assignment under its agency's clock and calendar. */
export function settleAssignment(
  rulebook: Rulebook,
  report: ReportRecord,
  record: AssignmentRecord,
): SettledObligation {
  const rule = ruleFor(rulebook, report, record);
  const startedBy = record.fromReopening ? "reopened" : "assigned";
  const settled = settle(rule, rule?.agencyStages ?? [], report, record, {
    calendar: rulebook.agencyCalendar(record.agency),
    receivedAt: record.assignedAt,
    receivedBy: startedBy,
    assignedAt: record.assignedAt,
    assignedBy: startedBy,
    sourceDue: record.sourceDue ?? (record.round === 0 ? report.sourceDue : null),
  });
  record.dueAt = settled.dueAt;
  return settled;
}

function ruleFor(rulebook: Rulebook, report: ReportRecord, obligation: Obligation): PreparedRule | null {
  if (obligation.frozenService === "") return report.rule;
  const group = rulebook.fieldGroupOf(obligation.frozenService);
  return ruleOf(report.policy, group, obligation.frozenComplexity);
}

function settle(
  rule: PreparedRule | null,
  stages: PreparedRule["stages"],
  report: ReportRecord,
  obligation: Obligation,
  own: Omit<StageClock, "marks" | "extensions" | "extensionAllowed" | "pauses" | "pauseAllowed">,
): SettledObligation {
  const policy = report.policy?.policy;
  // Field by field: every report is settled, and a spread of a literal of two shapes is slow.
  const clock: StageClock = {
    calendar: own.calendar,
    receivedAt: own.receivedAt,
    receivedBy: own.receivedBy,
    assignedAt: own.assignedAt,
    assignedBy: own.assignedBy,
    sourceDue: own.sourceDue,
    doneAtOf: own.doneAtOf,
    marks: obligation.marks,
    extensions: obligation.extensions,
    extensionAllowed: policy?.extension_allowed ?? false,
    pauses: obligation.pauses,
    pauseAllowed: policy?.pause_allowed ?? false,
  };
  const ruled = computeStages(stages, clock);
  // No clock of the policy has begun (never assigned, no decision, no rule): the source's own due judges.
  const times = ruled.length === 0 && own.sourceDue !== null ? computeStages([SOURCE_STAGE], clock) : ruled;
  const last = times.at(-1);
  return { rule, times, dueAt: last?.stage.isLast ? last.dueAt : null };
}

/** Appends the state rows of an obligation's stages. */
export function pushStageStates(
  rows: StageState[],
  settled: SettledObligation,
  obligation: Obligation,
  agency: string,
  turn: number,
): void {
  const finishedAt = isHandled(obligation.ending) ? obligation.endedAt : null;
  for (const { stage, startAt, dueAt, doneAt } of settled.times) {
    // What is handled has no stage left to do; and while an agency still works the last stage is not done.
    const done = stage.isLast ? finishedAt : earlier(doneAt, finishedAt);
    rows.push({ stage: stage.stage, agency, turn, start_at: startAt, due_at: dueAt, done_at: done });
  }
}

/** The earlier of two instants; the other where one is null. */
function earlier(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.min(one, other);
}

/** The state of an assignment, once settled and once the ledger has charged its minutes. */
export function toAssignmentState(record: AssignmentRecord): AssignmentState {
  const { ending, endedAt, dueAt } = record;
  // Passed on in time: the deadline is another's now. Passed on too late: it was missed here.
  const isPassedOn = ending === "reassigned" && !(dueAt !== null && endedAt !== null && endedAt > dueAt);
  return {
    agency: record.agency,
    turn: record.turn,
    assigned_at: record.assignedAt,
    accepted_at: record.acceptedAt,
    due_at: dueAt,
    finished_at: endedAt,
    ending,
    is_obligation: ending !== "returned" && !isPassedOn,
    reopened: record.reopened,
    held_minutes: record.heldMs / 60_000,
    late_share: record.lateShare,
  };
}

/** Flag bits for extensions that came after the due everywhere they could have moved it. */
export function lateExtensionBits(settled: readonly SettledObligation[]): number {
  const applied = new Set<string>();
  const late = new Set<string>();
  const adjustments: Adjustment[] = settled.flatMap(({ times }) =>
    times.flatMap((stage) => stage.adjustments ?? []),
  );
  for (const { kind, reason, eventId } of adjustments) {
    if (kind === "extension" && reason === "applied") applied.add(eventId);
    if (reason === "granted_too_late") late.add(eventId);
  }
  for (const eventId of late) if (!applied.has(eventId)) return FLAG.lateExtension;
  return 0;
}
