import { firstMark } from "../rules/deadline.ts";
import type { AssignmentRecord, ReportRecord } from "./case-record.ts";

/**
 * When a stage done by the kinds in `bits` was done for the report: the first instant at which every agency that holds
 * it has done it (docs/metrics.md §3). Agencies that returned it, passed it on or have finished no longer hold it, so an
 * instant at which one leaves may be the one. Null while it is not done.
 */
export function doneByAllHolders({ marks, assignments }: ReportRecord, bits: number): number | null {
  const first = firstMark(marks, bits);
  if (first === null) return null;
  const instants = [...marksOf(marks, bits), ...assignments.flatMap(({ endedAt }) => endedAt ?? [])];
  instants.sort((a, b) => a - b);
  const done = instants.find(
    (at) => at >= first && assignments.every((one) => !holdsAfter(one, at) || hasDone(one, bits, at)),
  );
  return done ?? null;
}

function marksOf(marks: readonly number[], bits: number): number[] {
  return marks.filter((_, index) => index % 2 === 1 && ((marks[index - 1] ?? 0) & bits) !== 0);
}

function holdsAfter({ assignedAt, endedAt }: AssignmentRecord, at: number): boolean {
  return assignedAt <= at && (endedAt === null || endedAt > at);
}

function hasDone({ marks }: AssignmentRecord, bits: number, at: number): boolean {
  const done = firstMark(marks, bits);
  return done !== null && done <= at;
}
