import type { Complexity, LocalizedText, Policy, PolicyRule } from "@toancanh/contracts";
import { bitsOf, KIND_BITS } from "../fold/event-bits.ts";

/** A stage of a rule with its references resolved to indices. */
export interface PreparedStage {
  readonly stage: string;
  /** Place in its list of stages. */
  readonly index: number;
  readonly name: LocalizedText;
  readonly limit: number | null;
  readonly unit: "hours" | "working_days" | "working_hours" | "source";
  readonly start: "received" | "assigned" | "after";
  /** Index of the stage it follows when `start` is "after". */
  readonly after: number;
  readonly doneBits: number;
  readonly isLast: boolean;
}

/** The one stage of what the policy gives no clock, where the source itself gave a due. */
export const SOURCE_STAGE: PreparedStage = {
  stage: "source_due",
  index: 0,
  name: { vi: "Hạn do nguồn ghi", en: "Due given by the source" },
  limit: null,
  unit: "source",
  start: "received",
  after: -1,
  doneBits: 0,
  isLast: true,
};

/** The stages of one field group × complexity, prepared for the fold. */
export interface PreparedRule {
  readonly rule: PolicyRule;
  /** What the citizen was promised. */
  readonly stages: readonly PreparedStage[];
  /**
   * What an assigned agency owes: stages that an assignment itself completes belong to intake and are
   * left out, and every clock starts with the assignment.
   */
  readonly agencyStages: readonly PreparedStage[];
  /** Events that complete the last stage. */
  readonly lastBits: number;
  /** Index of the stage completed by assigning, -1 when intake has no limit of its own. */
  readonly intakeStage: number;
}

/** A policy with its validity as instants, `[fromMs, toMs)`. */
export interface PreparedPolicy {
  readonly policy: Policy;
  readonly fromMs: number;
  readonly toMs: number;
  readonly rules: ReadonlyMap<string, ReadonlyMap<Complexity, PreparedRule>>;
}

/** Resolves the references between the stages of a rule that has passed the checks of the rulebook. */
export function prepareRule(rule: PolicyRule): PreparedRule {
  const last = rule.stages.length - 1;
  const stages = rule.stages.map((stage, index): PreparedStage => {
    const follows = "after" in stage.start ? stage.start.after : null;
    return {
      stage: stage.stage,
      index,
      name: stage.name,
      limit: stage.limit,
      unit: stage.unit,
      start: "event" in stage.start ? stage.start.event : "after",
      after: follows === null ? -1 : rule.stages.findIndex((other) => other.stage === follows),
      doneBits: bitsOf(stage.done_by),
      isLast: index === last,
    };
  });
  const intakeStage = stages.findIndex(isIntakeStage);
  return {
    rule,
    stages,
    agencyStages: agencyStagesOf(stages),
    lastBits: stages[last]?.doneBits ?? 0,
    intakeStage,
  };
}

function isIntakeStage(stage: PreparedStage): boolean {
  return (stage.doneBits & KIND_BITS.assigned) !== 0;
}

function agencyStagesOf(stages: readonly PreparedStage[]): PreparedStage[] {
  const own = stages.filter((stage) => !isIntakeStage(stage));
  return own.map((stage, index) => {
    const before = stage.start === "after" ? stages[stage.after] : undefined;
    const after = before === undefined ? -1 : own.indexOf(before);
    const isLast = index === own.length - 1;
    return after < 0
      ? { ...stage, index, isLast, start: "assigned", after }
      : { ...stage, index, isLast, after };
  });
}

/** The rule of a policy for a field group × complexity; null when it has none, which means no deadline. */
export function ruleOf(
  prepared: PreparedPolicy | null,
  fieldGroup: string,
  complexity: Complexity,
): PreparedRule | null {
  return prepared?.rules.get(fieldGroup)?.get(complexity) ?? null;
}
