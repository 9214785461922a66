import type { Policy, Scorecard, StageRule, UnitFigures } from "@toancanh/contracts";
import { groupBy, type NamedPeriod, quantileOf } from "@toancanh/domain";
import { tellAfterCutOff, tellLimits } from "@toancanh/words";
import type { PeriodCity } from "../period-city.ts";
import type { DetailedObligation } from "./collect-details.ts";

/** Whether a decision was in force in the month by which a period is named. */
export function isInForce({ valid_from, valid_to }: Policy, month: string): boolean {
  return valid_from.slice(0, 7) <= month && month <= (valid_to ?? "9999").slice(0, 7);
}

/** Names of stages; the newest decision that has one names it. */
export function stageNames({ profile }: PeriodCity, language: Scorecard["lang"]): (stage: string) => string {
  const names = new Map(
    profile.policies.flatMap(stagesOf).map(({ stage, name }) => [stage, name[language]] as const),
  );
  return (stage) => names.get(stage) ?? stage;
}

/** The stages of a unit with their limits, in the order of the decision. */
export function tableStages(
  city: PeriodCity,
  period: NamedPeriod,
  own: UnitFigures | undefined,
  obligations: readonly DetailedObligation[],
  language: Scorecard["lang"],
): Scorecard["stages"] {
  const rules = city.profile.policies.filter((policy) => isInForce(policy, period.period)).flatMap(stagesOf);
  const limits = groupBy(rules, ({ stage }) => stage);
  const order = [...limits.keys()];
  const nameOf = stageNames(city, language);
  const minutes = groupBy(
    obligations.flatMap(({ stage_minutes }) => stage_minutes),
    ({ stage }) => stage,
  );
  const place = (stage: string) => (order.includes(stage) ? order.indexOf(stage) : order.length);
  return [...(own?.stages ?? [])]
    .filter(({ due }) => due > 0)
    .sort((a, b) => place(a.stage) - place(b.stage))
    .map(({ stage, due, late }) => ({
      stage,
      name: nameOf(stage),
      limit: tellLimits(limits.get(stage) ?? [], language),
      due,
      on_time: due - late,
      late,
      late_rate: rateOf(late, due),
      median_minutes: medianOf((minutes.get(stage) ?? []).map((one) => one.minutes)),
    }));
}

/** The fields of a unit, most received first. */
export function tableFields(
  obligations: readonly DetailedObligation[],
  nameOf: (code: string) => string,
): Scorecard["fields"] {
  return [...groupBy(obligations, ({ service_code }) => service_code)]
    .map(([service_code, own]) => {
      const late = own.filter(({ outcome }) => outcome === "handled_late" || outcome === "open_overdue");
      const due = late.length + own.filter(({ outcome }) => outcome === "handled_on_time").length;
      return {
        service_code,
        name: nameOf(service_code),
        received: own.length,
        due,
        late: late.length,
        late_rate: rateOf(late.length, due),
        median_minutes: medianOf(own.flatMap(handlingMinutes)),
      };
    })
    .sort((a, b) => b.received - a.received || (a.service_code < b.service_code ? -1 : 1));
}

/** How those in time at the cut-off ended since. */
export function endedSince(
  obligations: readonly DetailedObligation[],
  counted: Scorecard["counted"],
  language: Scorecard["lang"],
): Scorecard["after_cut_off"] {
  const count = (later: DetailedObligation["later"]) =>
    obligations.filter((one) => one.later === later).length;
  const ended = { on_time: count("on_time"), late: count("late"), still_in_time: count("in_time") };
  const told = { in_time: ended.on_time + ended.late + ended.still_in_time, ...ended };
  return { ...told, text: tellAfterCutOff(told, counted, language) };
}

function stagesOf({ rules }: Policy): StageRule[] {
  return rules.flatMap(({ stages }) => stages);
}

function handlingMinutes({ obligation, asOf }: DetailedObligation): number[] {
  const { finished_at, handling_minutes } = obligation;
  return finished_at === null || finished_at > asOf || handling_minutes === null ? [] : [handling_minutes];
}

/** A share with 6 decimals, as figures have them; null of nothing. */
function rateOf(late: number, due: number): number | null {
  return due === 0 ? null : Math.round((late / due) * 1e6) / 1e6;
}

function medianOf(minutes: readonly number[]): number | null {
  const median = quantileOf(minutes, 0.5);
  return median === null ? null : Math.round(median * 100) / 100;
}
