import {
  addWorkingDays,
  addWorkingHours,
  type Calendar,
  workingMinutesBetween,
} from "../calendar/calendar.ts";
import type { PreparedStage } from "./rule.ts";

const HOUR_MS = 3_600_000;

/** A granted extension as it was recorded. `stage` null means the last stage. */
export interface Extension {
  readonly eventId: string;
  readonly at: number;
  readonly to: number;
  readonly stage: string | null;
}

/** A time the clock was asked to stand still; `to` is Infinity while it has not been resumed. */
export interface Pause {
  readonly eventId: string;
  readonly from: number;
  readonly to: number;
}

/** Why an extension or a pause moved a due, or why not. */
export type AdjustmentReason =
  | "applied"
  | "granted_too_late"
  | "not_later_than_due"
  | "not_allowed_by_policy"
  | "nothing_due"
  | "unknown_stage"
  | "outside_stage";

/** What became of one extension or pause at one stage. */
export interface Adjustment {
  readonly kind: "extension" | "pause";
  readonly eventId: string;
  readonly at: number;
  readonly until: number | null;
  readonly reason: AdjustmentReason;
}

/**
 * What started a stage's clock. Of the report: its receipt or its first assignment. Of an agency: its assignment,
 * or the reopening that gave the report back to it. Of a following stage: that the one before it was done, or was
 * due and not done yet.
 */
type StartedBy =
  | "received"
  | "first_assigned"
  | "assigned"
  | "reopened"
  | "previous_stage_done"
  | "previous_stage_due";

/** Everything the stages of one obligation depend on. Instants are epoch milliseconds. */
export interface StageClock {
  readonly calendar: Calendar;
  /** When stages that start with `received` or `assigned` do, and what that was for this obligation. */
  readonly receivedAt: number | null;
  readonly receivedBy: StartedBy;
  readonly assignedAt: number | null;
  readonly assignedBy: StartedBy;
  /** The due the source itself gave, for unit `source`. */
  readonly sourceDue: number | null;
  /** Pairs (kind bits, instant) in order of time: what was done when. */
  readonly marks: readonly number[];
  /** When a stage done by these kinds was done, where the first of the marks does not decide it. */
  readonly doneAtOf?: ((bits: number) => number | null) | undefined;
  readonly extensions: readonly Extension[];
  readonly extensionAllowed: boolean;
  readonly pauses: readonly Pause[];
  readonly pauseAllowed: boolean;
}

/** One stage that has begun. */
export interface StageTimes {
  readonly stage: PreparedStage;
  readonly startAt: number;
  readonly startedBy: StartedBy;
  /** Due by the limit alone, before extensions; null when the policy or the source gives none. */
  readonly limitDueAt: number | null;
  readonly dueAt: number | null;
  readonly doneAt: number | null;
  /** Null when there was nothing to adjust. */
  readonly adjustments: readonly Adjustment[] | null;
}

export const NO_EXTENSIONS: readonly Extension[] = [];
export const NO_PAUSES: readonly Pause[] = [];

/**
 * The stages that have begun, in order (docs/metrics.md §3). A following stage starts when the one before it was
 * done, but no later than when that one was due. Work done before its stage began counts as done at the stage's own
 * start. Throws CalendarRangeError.
 */
export function computeStages(stages: readonly PreparedStage[], clock: StageClock): StageTimes[] {
  const begun: StageTimes[] = [];
  for (const stage of stages) {
    const start = startOf(stage, stages, begun, clock);
    if (start === null) continue;
    const { at: startAt, by: startedBy } = start;
    const limitDueAt = limitDue(stage, startAt, clock);
    const doneAt = doneAtOf(stage, startAt, clock);
    if (clock.extensions.length === 0 && clock.pauses.length === 0) {
      begun.push({ stage, startAt, startedBy, limitDueAt, dueAt: limitDueAt, doneAt, adjustments: null });
      continue;
    }
    const adjustments = pauseAdjustments(stage, startAt, limitDueAt, clock);
    const dueAt = extendedDue(stage, stages, limitDueAt, clock, adjustments);
    begun.push({ stage, startAt, startedBy, limitDueAt, dueAt, doneAt, adjustments });
  }
  return begun;
}

function startOf(
  stage: PreparedStage,
  stages: readonly PreparedStage[],
  begun: readonly StageTimes[],
  clock: StageClock,
): Start | null {
  if (stage.start === "received") return toStart(clock.receivedAt, clock.receivedBy);
  if (stage.start === "assigned") return toStart(clock.assignedAt, clock.assignedBy);
  const before = stages[stage.after];
  for (const { stage: earlier, doneAt, dueAt } of begun) {
    if (earlier !== before) continue;
    const isDoneInTime = doneAt !== null && (dueAt === null || doneAt <= dueAt);
    return isDoneInTime ? toStart(doneAt, "previous_stage_done") : toStart(dueAt, "previous_stage_due");
  }
  return null;
}

interface Start {
  readonly at: number;
  readonly by: StartedBy;
}

function toStart(at: number | null, by: StartedBy): Start | null {
  return at === null ? null : { at, by };
}

function doneAtOf({ doneBits }: PreparedStage, startAt: number, clock: StageClock): number | null {
  const at = clock.doneAtOf === undefined ? firstMark(clock.marks, doneBits) : clock.doneAtOf(doneBits);
  return at === null ? null : Math.max(at, startAt);
}

/** The first instant among `marks` done by one of the kinds in `bits`. */
export function firstMark(marks: readonly number[], bits: number): number | null {
  for (let index = 0; index < marks.length; index += 2) {
    if (((marks[index] ?? 0) & bits) !== 0) return marks[index + 1] ?? null;
  }
  return null;
}

function limitDue(stage: PreparedStage, startAt: number, clock: StageClock): number | null {
  if (stage.unit === "source") return clock.sourceDue;
  const limit = stage.limit ?? 0;
  if (clock.pauseAllowed && clock.pauses.length > 0) return pausedDue(stage.unit, limit, startAt, clock);
  // Rounded: 5 minutes as a share of an hour are no whole number of milliseconds.
  if (stage.unit === "hours") return startAt + Math.round(limit * HOUR_MS);
  if (stage.unit === "working_days") return addWorkingDays(clock.calendar, startAt, limit);
  return Math.round(addWorkingHours(clock.calendar, startAt, limit));
}

/** Due with the clock standing still in every pause; null while a pause that began in time still lasts. */
function pausedDue(
  unit: "hours" | "working_days" | "working_hours",
  limit: number,
  startAt: number,
  clock: StageClock,
): number | null {
  const { calendar, pauses } = clock;
  if (unit === "working_days") {
    // A working day counts unless the clock stood still at the end of its office hours.
    let counted = 0;
    for (let day = 1; ; day += 1) {
      const end = addWorkingDays(calendar, startAt, day);
      const pause = pauses.find(({ from, to }) => from <= end && end < to);
      if (pause?.to === Number.POSITIVE_INFINITY) return null;
      if (pause === undefined) counted += 1;
      if (counted === limit) return end;
    }
  }
  const elapsed = (from: number, to: number) =>
    unit === "hours" ? (to - from) / HOUR_MS : workingMinutesBetween(calendar, from, to) / 60;
  let cursor = startAt;
  let left = limit;
  for (const { from, to } of pauses) {
    if (to <= cursor) continue;
    const ran = elapsed(cursor, Math.max(cursor, from));
    if (ran >= left) break;
    if (to === Number.POSITIVE_INFINITY) return null;
    left -= ran;
    cursor = to;
  }
  return unit === "hours"
    ? Math.round(cursor + left * HOUR_MS)
    : Math.round(addWorkingHours(calendar, cursor, left));
}

function pauseAdjustments(
  stage: PreparedStage,
  startAt: number,
  limitDueAt: number | null,
  clock: StageClock,
): Adjustment[] {
  return clock.pauses.map(({ eventId, from, to }) => {
    const until = to === Number.POSITIVE_INFINITY ? null : to;
    const reason = pauseReason(stage, startAt, limitDueAt, clock.pauseAllowed, from, to);
    return { kind: "pause", eventId, at: from, until, reason };
  });
}

function pauseReason(
  stage: PreparedStage,
  startAt: number,
  limitDueAt: number | null,
  allowed: boolean,
  from: number,
  to: number,
): AdjustmentReason {
  if (!allowed) return "not_allowed_by_policy";
  if (stage.unit === "source") return "nothing_due";
  if (to <= startAt || (limitDueAt !== null && from >= limitDueAt)) return "outside_stage";
  return "applied";
}

/** Moves the due by the extensions granted before it, in order; each one's fate goes to `adjustments`. */
function extendedDue(
  stage: PreparedStage,
  stages: readonly PreparedStage[],
  limitDueAt: number | null,
  clock: StageClock,
  adjustments: Adjustment[],
): number | null {
  let dueAt = limitDueAt;
  for (const extension of clock.extensions) {
    const named = extension.stage;
    const known = named === null || stages.some((other) => other.stage === named);
    // One that names no stage of this rule is accounted for once, at the last stage.
    if (named === stage.stage || (stage.isLast && (named === null || !known))) {
      const reason = known ? extensionReason(extension, dueAt, clock.extensionAllowed) : "unknown_stage";
      if (reason === "applied") dueAt = extension.to;
      const { eventId, at, to } = extension;
      adjustments.push({ kind: "extension", eventId, at, until: to, reason });
    }
  }
  return dueAt;
}

function extensionReason(extension: Extension, dueAt: number | null, allowed: boolean): AdjustmentReason {
  if (!allowed) return "not_allowed_by_policy";
  if (dueAt === null) return "nothing_due";
  if (extension.at >= dueAt) return "granted_too_late";
  return extension.to > dueAt ? "applied" : "not_later_than_due";
}
