import type { AssignmentRecord, ReportRecord } from "./case-record.ts";

/** What intake held of a report; the agencies' parts stand in their records. */
export interface IntakeAccount {
  readonly heldMs: number;
  /** Of that: what lay with agencies that returned it as not theirs. */
  readonly returnedMs: number;
  /** Of that: between a finish and the reopening, when no agency held it. */
  readonly idleMs: number;
  /** Share of the report's lateness, 0..1; 0 when it is not late. With the assignments' shares it sums to 1. */
  readonly lateShare: number;
}

/**
 * Charges every instant from `received` to the end (or to `until` while open) to exactly one holder set:
 * parallel holders share an instant equally, without holders it is intake's, and an assignment returned as not
 * ours is charged to its sender. Then splits the report's lateness in proportion to the time each
 * held beyond its own limit: an agency's is its due, intake's is `intakeLimitAt` (docs/metrics.md §4). The time
 * between a finish and the reopening counts in intake's minutes, and in no holder's share of the lateness.
 */
export function chargeHolders(
  report: ReportRecord,
  reportDueAt: number | null,
  intakeLimitAt: number,
  until: number,
): IntakeAccount {
  let idleMs = 0;
  let intakeMs = 0;
  let returnedMs = 0;
  let intakeOverMs = 0;
  for (const { isIdle, from, to, holders } of report.segments) {
    const parts = holders.length;
    if (isIdle) idleMs += to - from;
    else if (parts === 0) {
      intakeMs += to - from;
      intakeOverMs += timeBeyond(from, to, intakeLimitAt);
    }
    for (const holder of holders) {
      const charged = chargedFor(holder);
      const part = (to - from) / parts;
      const givenBack = holder.ending === "returned" ? part : 0;
      if (charged === null) {
        intakeMs += part;
        returnedMs += givenBack;
        intakeOverMs += timeBeyond(from, to, intakeLimitAt) / parts;
      } else {
        charged.heldMs += part;
        charged.returnedMs += givenBack;
        charged.overMs += timeBeyond(from, to, charged.dueAt) / parts;
      }
    }
  }
  const isLate = reportDueAt !== null && (report.endedAt ?? until) > reportDueAt;
  const lateShare = isLate ? shareLateness(report, intakeMs, intakeOverMs) : 0;
  return { heldMs: intakeMs + idleMs, returnedMs, idleMs, lateShare };
}

function timeBeyond(from: number, to: number, limitAt: number | null): number {
  return limitAt === null ? 0 : Math.max(0, to - Math.max(from, limitAt));
}

/** Whose account a holder's minutes go to; null is intake. */
export function chargedFor(holder: AssignmentRecord): AssignmentRecord | null {
  let record: AssignmentRecord | null = holder;
  while (record !== null && record.ending === "returned") record = record.sender;
  return record;
}

/** Sets every record's share; returns what is left for intake. */
function shareLateness(report: ReportRecord, intakeMs: number, intakeOverMs: number): number {
  const { assignments } = report;
  const over = assignments.reduce((sum, record) => sum + record.overMs, intakeOverMs);
  if (over > 0) {
    for (const record of assignments) record.lateShare = record.overMs / over;
    return intakeOverMs / over;
  }
  // Late though each kept its own limit: then each has used its part of the citizen's time.
  const held = assignments.reduce((sum, record) => sum + record.heldMs, intakeMs);
  if (held > 0) {
    for (const record of assignments) record.lateShare = record.heldMs / held;
    return intakeMs / held;
  }
  return 1;
}
