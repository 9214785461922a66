import type { Policy } from "@toancanh/contracts";
import { buildRulebook, ProfileRuleError, type Rulebook, type RuleProfile } from "@toancanh/domain";
import type { Located } from "../read-lists.ts";

type Report = (file: string, field: string, message: string) => void;

/** Whether there is a policy, and each has a rule for every field group. */
export function checkCoverage(
  policies: readonly Located<Policy>[],
  fieldGroups: ReadonlySet<string>,
  report: Report,
): void {
  if (policies.length === 0) report("policies", "", "no policy; add one JSON file for each decision");
  for (const { file, value: policy } of policies) {
    const ruled = new Set(policy.rules.map((rule) => rule.field_group));
    for (const group of fieldGroups) {
      if (!ruled.has(group)) report(file, "/rules", `no rule for field group "${group}"; add one`);
    }
  }
}

/**
 * Builds the rulebook of a profile. Null when its policies or calendars contradict themselves; `report` then gets
 * overlaps, gaps, unknown stages, limits without unit. References from lists are left to the checks that know
 * their rows.
 */
export function prepareRulebook(
  profile: RuleProfile,
  calendarsAreSound: boolean,
  report: Report,
): Rulebook | null {
  try {
    return buildRulebook(profile);
  } catch (error) {
    if (!(error instanceof ProfileRuleError)) throw error;
    for (const { file, field, message } of error.problems) {
      const isCalendar = file.startsWith("calendars");
      if (file.startsWith("policies/") || (isCalendar && calendarsAreSound)) report(file, field, message);
    }
    return null;
  }
}
