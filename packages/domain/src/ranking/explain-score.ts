import type { Scoring } from "@toancanh/contracts";
import type { Outcome } from "../figures/metrics.ts";
import { judgeObligation, type ScopedObligation } from "../figures/scope-tally.ts";
import { add, apportion, type Fraction, fraction, multiply, writeFraction, ZERO } from "./fraction.ts";
import { pointsInAll, type Score } from "./score.ts";

/** An obligation of the unit explained, and whose report it is. */
export interface CostedObligation {
  service_request_id: string;
  obligation: ScopedObligation;
  /** The cut-off of its period, epoch milliseconds: several periods may be ranked together. */
  asOf: number;
}

/** What one report cost a unit, by component; all reports together are what the score has lost. */
export interface ReportCost {
  service_request_id: string;
  /** 3 decimals; exactly in `exact`, like "60/7". */
  points: number;
  exact: string;
  components: { id: string; bad: number; points: number }[];
}

/** The lists behind a component: its numerator and its denominator, as ids of reports. */
export interface ComponentLists {
  id: string;
  bad: string[];
  base: string[];
}

/** How often an obligation is bad for a component, and how often it is in its base. */
function countIn(
  component: Scoring["components"][number],
  obligation: ScopedObligation,
  asOf: number,
): { bad: number; base: number } {
  const judged = judgeObligation(obligation, asOf);
  const { outcome } = judged;
  const middle = judged.stageOutcomes.slice(0, judged.middleStages);
  const one = (is: boolean) => (is ? 1 : 0);
  const bad = {
    late: one(judged.isLate),
    open_overdue: one(outcome === "open_overdue"),
    handled_late: one(outcome === "handled_late"),
    middle_stages_late: middle.filter(isLate).length,
    reopened: one(obligation.reopened),
    not_on_time: one(judged.isLate || outcome === "open_in_time"),
    dissatisfied_or_late: one(judged.isDissatisfied || judged.isLate),
  };
  const base = {
    due: one(isDue(outcome)),
    middle_stages_due: middle.filter(isDue).length,
    handled: one(judged.everHandled),
    with_deadline: one(outcome !== "no_deadline"),
    received: 1,
  };
  return { bad: bad[component.bad], base: base[component.base] };
}

function isLate(outcome: Outcome): boolean {
  return outcome === "handled_late" || outcome === "open_overdue";
}

function isDue(outcome: Outcome): boolean {
  return isLate(outcome) || outcome === "handled_on_time";
}

/**
 * What each report cost, the dearest first: only those that cost something. Rounded to 3 decimals so that they add up
 * to what the shown score has lost, to its last digit.
 */
export function explainCosts(
  scoring: Scoring,
  score: Score,
  obligations: readonly CostedObligation[],
): ReportCost[] {
  const byReport = new Map<string, Map<string, number>>();
  for (const { service_request_id, obligation, asOf } of obligations) {
    for (const component of scoring.components) {
      const { bad } = countIn(component, obligation, asOf);
      if (bad === 0 || !score.costs.has(component.id)) continue;
      const counts = byReport.get(service_request_id) ?? new Map<string, number>();
      counts.set(component.id, (counts.get(component.id) ?? 0) + bad);
      byReport.set(service_request_id, counts);
    }
  }
  const exact = [...byReport].map(([id, counts]) => {
    const components = [...counts].map(([component, bad]) => ({
      id: component,
      bad,
      cost: multiply(score.costs.get(component) ?? ZERO, fraction(bad)),
    }));
    return { id, components, cost: components.reduce<Fraction>((sum, { cost }) => add(sum, cost), ZERO) };
  });
  const lost = Math.round((pointsInAll(scoring) - score.points) * 100) / 100;
  const shown = apportion(
    exact.map(({ cost }) => cost),
    lost,
    3,
  );
  return exact
    .map(({ id, components, cost }, index): ReportCost => {
      const points = shown[index] ?? 0;
      const parts = apportion(
        components.map((one) => one.cost),
        points,
        3,
      );
      return {
        service_request_id: id,
        points,
        exact: writeFraction(cost),
        components: components.map((one, part) => ({ id: one.id, bad: one.bad, points: parts[part] ?? 0 })),
      };
    })
    .sort((a, b) => b.points - a.points || (a.service_request_id < b.service_request_id ? -1 : 1));
}

/** Which reports a component counted as bad and which were its base; one that counted twice is there twice. */
export function listComponents(scoring: Scoring, obligations: readonly CostedObligation[]): ComponentLists[] {
  return scoring.components.map((component) => {
    const lists: ComponentLists = { id: component.id, bad: [], base: [] };
    for (const { service_request_id: id, obligation, asOf } of obligations) {
      const { bad, base } = countIn(component, obligation, asOf);
      for (let i = 0; i < bad; i++) lists.bad.push(id);
      for (let i = 0; i < base; i++) lists.base.push(id);
    }
    return lists;
  });
}
