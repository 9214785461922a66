import type { ReportExplanation } from "@toancanh/contracts";
import type { ExplainedHolder, Explanation } from "@toancanh/domain";
import { toInstant, toInstantOrNull } from "../../figures/figure-source.ts";

type ExplainedData = Pick<ReportExplanation, "policy" | "obligations" | "holders">;

/** An explanation on the wire, for a page that draws it; of a report without events there is none. */
export function toExplanation(explanation: Explanation | null): ExplainedData {
  if (explanation === null) return { policy: null, obligations: [], holders: [] };
  const { policy, obligations, holders } = explanation;
  return {
    policy: policy === null ? null : { number: policy.number, title: policy.title },
    obligations: obligations.map((one) => ({
      ...toTurn(one),
      is_obligation: one.is_obligation,
      outcome: one.result,
      start: toInstant(one.start_at),
      due: toInstantOrNull(one.due_at),
      finished: toInstantOrNull(one.finished_at),
      minutes_late: one.minutes_late,
      stages: one.stages.map((stage) => ({
        stage: stage.stage,
        name: stage.name,
        limit: stage.limit,
        unit: stage.unit,
        start: toInstant(stage.start_at),
        due: toInstantOrNull(stage.due_at),
        done: toInstantOrNull(stage.done_at),
        days_off: stage.days_off,
        outcome: stage.result,
      })),
    })),
    holders: holders.map((one) => ({ ...toTurn(one), minutes: one.minutes, late_share: one.late_share })),
  };
}

/** Whose turn it is; an agency that the city does not list has the name that its source gives it. */
function toTurn({
  agency,
  agency_name,
  unlisted_name,
  turn,
}: Pick<ExplainedHolder, "agency" | "agency_name" | "unlisted_name" | "turn">) {
  return { agency, name: unlisted_name ?? agency_name, turn };
}
