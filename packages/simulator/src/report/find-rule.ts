import type { Complexity, Policy, PolicyRule, StageRule } from "@toancanh/contracts";
import { policyAt, type Rulebook } from "@toancanh/domain";
import { WORK_KINDS, type WorkKind } from "./event-log.ts";

/** A stage that an agency ends by an event of its own work. */
export interface WorkStage extends StageRule {
  kind: WorkKind;
}

/** What a report of one field group and complexity owes under the policy of its day. */
export interface WorkRule {
  /** In order; the last one ends the obligation. */
  stages: readonly WorkStage[];
  /** The stage that assigning ends, where intake has a limit of its own. */
  intake: StageRule | null;
  extensionAllowed: boolean;
}

/** Null where the policy has no rule: such a report has no deadline. */
export type FindRule = (receivedAt: number, fieldGroup: string, complexity: Complexity) => WorkRule | null;

export function createRuleFinder(rulebook: Rulebook): FindRule {
  const rules = new Map<Policy, Map<string, WorkRule>>();
  return (receivedAt, fieldGroup, complexity) => {
    const policy = policyAt(rulebook, receivedAt);
    if (!policy) return null;
    let known = rules.get(policy);
    if (!known) {
      known = new Map(
        policy.rules.flatMap((rule) => {
          const work = workRuleOf(rule, policy.extension_allowed);
          return rule.complexities.map((each) => [`${rule.field_group}:${each}`, work] as const);
        }),
      );
      rules.set(policy, known);
    }
    return known.get(`${fieldGroup}:${complexity}`) ?? null;
  };
}

function workRuleOf(rule: PolicyRule, extensionAllowed: boolean): WorkRule {
  return {
    stages: rule.stages.flatMap((stage) => {
      const kind = WORK_KINDS.find((each) => stage.done_by.includes(each));
      return kind && !stage.done_by.includes("assigned") ? [{ ...stage, kind }] : [];
    }),
    intake: rule.stages.find((stage) => stage.done_by.includes("assigned")) ?? null,
    extensionAllowed,
  };
}
