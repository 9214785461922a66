import type { Policy, PolicyRule } from "@toancanh/contracts";
import { epochDayOf } from "../calendar/calendar.ts";

/** One thing wrong in a profile, with the file and the JSON pointer of the field. */
export interface RuleProblem {
  file: string;
  field: string;
  message: string;
}

/** The rules of a profile contradict themselves; every problem found, each naming file and field. */
export class ProfileRuleError extends Error {
  readonly code = "profile_rule";
  readonly problems: readonly RuleProblem[];

  constructor(problems: readonly RuleProblem[]) {
    super(problems.map(({ file, field, message }) => `${file} ${field}: ${message}`).join("\n"));
    this.name = "ProfileRuleError";
    this.problems = problems;
  }
}

/** The file a policy is read from, by the convention of profiles/<city>. */
function policyFile(policy: Policy): string {
  return `policies/${policy.id}.json`;
}

/** What is wrong with a policy that its schema cannot say: references, units, doubled rules. */
export function findPolicyProblems(policy: Policy, fieldGroups: ReadonlySet<string>): RuleProblem[] {
  const problems: RuleProblem[] = [];
  const add = (field: string, message: string) => problems.push({ file: policyFile(policy), field, message });
  const from = epochDayOf(policy.valid_from);
  if (from === null) add("/valid_from", `"${policy.valid_from}" is no date`);
  if (policy.valid_to !== null) {
    const to = epochDayOf(policy.valid_to);
    if (to === null) add("/valid_to", `"${policy.valid_to}" is no date`);
    else if (from !== null && to < from) add("/valid_to", `lies before valid_from ${policy.valid_from}`);
  }
  const seen = new Set<string>();
  for (const [index, rule] of policy.rules.entries()) {
    const at = `/rules/${index}`;
    if (!fieldGroups.has(rule.field_group))
      add(`${at}/field_group`, `unknown field group "${rule.field_group}"`);
    for (const complexity of rule.complexities) {
      const key = `${rule.field_group} × ${complexity}`;
      if (seen.has(key)) add(`${at}/complexities`, `${key} has a rule already`);
      seen.add(key);
    }
    checkStages(rule, at, add);
  }
  return problems;
}

function checkStages(rule: PolicyRule, at: string, add: (field: string, message: string) => void): void {
  const earlier = new Set<string>();
  for (const [index, stage] of rule.stages.entries()) {
    const field = `${at}/stages/${index}`;
    if (earlier.has(stage.stage)) add(`${field}/stage`, `stage "${stage.stage}" is listed twice`);
    if ("after" in stage.start && !earlier.has(stage.start.after)) {
      add(`${field}/start/after`, `unknown stage "${stage.start.after}": it must be one listed before`);
    }
    if (stage.unit === "source" && stage.limit !== null) {
      add(`${field}/limit`, "must be null with unit source: the source itself gives the due");
    }
    if (stage.unit !== "source" && stage.limit === null) {
      add(`${field}/limit`, `is missing for unit ${stage.unit}`);
    }
    if (stage.unit === "working_days" && stage.limit !== null && !Number.isInteger(stage.limit)) {
      add(`${field}/limit`, `${stage.limit} is no whole number of working days`);
    }
    earlier.add(stage.stage);
  }
}

/** Where policies, sorted by validity, overlap or leave a gap between them. */
export function findValidityProblems(sorted: readonly Policy[]): RuleProblem[] {
  const problems: RuleProblem[] = [];
  for (const [index, policy] of sorted.entries()) {
    const before = sorted[index - 1];
    if (!before) continue;
    const expected = before.valid_to === null ? null : epochDayOf(before.valid_to);
    const from = epochDayOf(policy.valid_from);
    if (from === null || (before.valid_to !== null && expected === null)) continue;
    if (expected === null || from <= expected) {
      const until = before.valid_to ?? "further notice";
      problems.push({
        file: policyFile(policy),
        field: "/valid_from",
        message: `${policy.valid_from} overlaps ${before.id}, in force until ${until}`,
      });
    } else if (from > expected + 1) {
      problems.push({
        file: policyFile(policy),
        field: "/valid_from",
        message: `leaves a gap: ${before.id} ends on ${before.valid_to}, this begins on ${policy.valid_from}`,
      });
    }
  }
  return problems;
}
