import type { AssignmentState, FoldedReport } from "@toancanh/contracts";
import { type NamedPeriod, namedPeriodContaining, type Outcome, outcomeOf, stateAt } from "@toancanh/domain";
import { parsePeriodKind } from "../closing/parse-period.ts";
import { type KnownPeriod, readKnownPeriod } from "../closing/period-states.ts";
import { judgedAt } from "../judged-at.ts";
import type { PeriodCity, PeriodStore } from "../period-city.ts";

/** An obligation of an agency that its period judges as late. */
interface LateObligation extends AssignmentState {
  due_at: number;
  outcome: Outcome;
}

/** One report as its period judges it. */
interface JudgedReport {
  known: KnownPeriod;
  received_at: number;
  assignments: readonly AssignmentState[];
  late: readonly LateObligation[];
}

/**
 * A report as the period of the city's first kind judges it that holds its receipt: a closed one as it was closed,
 * another by what there is now. Null when there is no such report.
 */
export async function judgeReport(
  city: PeriodCity,
  store: PeriodStore,
  id: string,
  now: number,
): Promise<JudgedReport | null> {
  const found = (await store.query("report_by_id", { service_request_id: id })).at(-1);
  if (found === undefined) return null;
  const { received_at } = found;
  const period: NamedPeriod = namedPeriodContaining(
    city.rulebook,
    parsePeriodKind(city, undefined),
    received_at,
  );
  const known = await readKnownPeriod(store, period);
  const moment = judgedAt(known, { asOf: null, knownAt: null }, now);
  const state: FoldedReport | null = stateAt(city.rulebook, await store.readEvents([found]), moment);
  const assignments = (state?.assignments ?? []).filter(({ is_obligation }) => is_obligation);
  const late = assignments.flatMap((one): LateObligation[] => {
    const outcome = outcomeOf(one, moment.asOf);
    const isLate = outcome === "handled_late" || outcome === "open_overdue";
    return isLate && one.due_at !== null ? [{ ...one, due_at: one.due_at, outcome }] : [];
  });
  return { known, received_at, assignments, late };
}
