import type { ReportExplanation } from "@toancanh/contracts";
import type { Explanation } from "@toancanh/domain";
import { toInstant, toInstantOrNull } from "../../figures/figure-source.ts";

type ExplainedData = Pick<ReportExplanation, "policy" | "obligations" | "holders">;

/** An explanation on the wire, for a page that draws it; of a report without events there is none. */
export function toExplanation(explanation: Explanation | null): ExplainedData {
  if (explanation === null) return { policy: null, obligations: [], holders: [] };
  const { policy, obligations, holders } = explanation;
  return {
    policy: policy === null ? null : { number: policy.number, title: policy.title },
    obligations: obligations.map((one) => ({
      agency: one.agency,
      name: one.unlisted_name ?? one.agency_name,
      turn: one.turn,
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
    holders: holders.map((holder) => ({
      agency: holder.agency,
      name: holder.unlisted_name ?? holder.agency_name,
      turn: holder.turn,
      minutes: holder.minutes,
      late_share: holder.late_share,
    })),
  };
}
