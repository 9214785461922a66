import type { FlowClock, FlowLimit } from "@toancanh/contracts";
import type { PreparedRule, PreparedStage } from "../rules/rule.ts";
import type { Rulebook } from "../rules/rulebook.ts";

/** What a rule of a policy says of the way of its reports. */
export interface FlowRule {
  policy: string;
  field_group: string;
  complexity: string;
  clock: FlowClock;
  /** The agency's first stage, where another one follows it; "" where its only stage is the last. */
  check: string;
  limits: { assign: FlowLimit; check: FlowLimit; answer: FlowLimit };
}

/** The rules of every policy, each field group × complexity one (docs/metrics.md §9). */
export function flowRules({ policies }: Pick<Rulebook, "policies">): FlowRule[] {
  return policies.flatMap(({ policy, rules }) =>
    [...rules].flatMap(([field_group, byComplexity]) =>
      [...byComplexity].map(([complexity, rule]) => ({
        policy: policy.id,
        field_group,
        complexity,
        ...wayOf(rule),
      })),
    ),
  );
}

function wayOf(rule: PreparedRule): Pick<FlowRule, "clock" | "check" | "limits"> {
  const last = rule.stages.at(-1);
  const [first] = rule.agencyStages;
  const check = first === undefined || first.isLast ? undefined : first;
  return {
    clock: clockOf(last),
    check: check?.stage ?? "",
    limits: {
      assign: limitOf(rule.stages[rule.intakeStage]),
      check: limitOf(check),
      answer: limitOf(last),
    },
  };
}

function clockOf(stage: PreparedStage | undefined): FlowClock {
  if (stage === undefined || stage.limit === null || stage.unit === "source") return "none";
  return stage.unit === "hours" ? "clock" : "working";
}

function limitOf(stage: PreparedStage | undefined): FlowLimit {
  if (stage === undefined || stage.limit === null || stage.unit === "source") return null;
  return { unit: stage.unit, least: stage.limit, most: stage.limit };
}

/** One limit for several rules: from the least to the most; null where one has none, or another unit. */
export function joinLimits(limits: readonly FlowLimit[]): FlowLimit {
  const [first, ...others] = limits;
  if (first === undefined || first === null) return null;
  return others.reduce<FlowLimit>(
    (joined, limit) =>
      joined === null || limit === null || limit.unit !== joined.unit
        ? null
        : {
            unit: joined.unit,
            least: Math.min(joined.least, limit.least),
            most: Math.max(joined.most, limit.most),
          },
    first,
  );
}
