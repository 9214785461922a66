import type { Policy } from "@toancanh/contracts";
import type { Located } from "./read-lists.ts";

type Report = (file: string, field: string, message: string) => void;

/**
 * Whether the policies can be applied: validity contiguous and without overlap, one rule at most for
 * each field group × complexity and one for every field group, stages known and limits complete.
 */
export function checkPolicies(
  policies: readonly Located<Policy>[],
  fieldGroups: ReadonlySet<string>,
  report: Report,
): void {
  if (policies.length === 0) report("policies", "", "no policy; add one JSON file for each decision");
  checkValidity(policies, report);
  for (const { file, value: policy } of policies) {
    checkRules(file, policy, fieldGroups, report);
  }
}

function checkValidity(policies: readonly Located<Policy>[], report: Report): void {
  const sorted = [...policies].sort((a, b) => (a.value.valid_from < b.value.valid_from ? -1 : 1));
  for (const [i, { file, value }] of sorted.entries()) {
    if (value.valid_to !== null && value.valid_to < value.valid_from) {
      report(file, "/valid_to", `before valid_from ${value.valid_from}; correct one of them`);
    }
    const next = sorted[i + 1];
    if (next === undefined) continue;
    const { id, valid_from } = next.value;
    const dayBefore = addDays(valid_from, -1);
    if (value.valid_to === null || value.valid_to > dayBefore) {
      report(file, "/valid_to", `overlaps policy ${id} from ${valid_from}; end it on ${dayBefore}`);
    } else if (value.valid_to < dayBefore) {
      report(file, "/valid_to", `no policy until ${id} from ${valid_from}; end it on ${dayBefore}`);
    }
  }
}

function checkRules(file: string, policy: Policy, fieldGroups: ReadonlySet<string>, report: Report): void {
  const covered = new Set<string>();
  const ruled = new Set<string>();
  for (const [r, rule] of policy.rules.entries()) {
    const at = `/rules/${r}`;
    if (!fieldGroups.has(rule.field_group)) {
      report(file, `${at}/field_group`, `unknown field group "${rule.field_group}"; see fields.json`);
    }
    ruled.add(rule.field_group);
    for (const complexity of rule.complexities) {
      const key = `${rule.field_group} × ${complexity}`;
      if (covered.has(key)) report(file, `${at}/complexities`, `second rule for ${key}; keep one`);
      covered.add(key);
    }
    const before = new Set<string>();
    for (const [s, stage] of rule.stages.entries()) {
      const stageAt = `${at}/stages/${s}`;
      if (before.has(stage.stage)) {
        report(file, `${stageAt}/stage`, `stage "${stage.stage}" is there twice; rename one`);
      }
      if ("after" in stage.start && !before.has(stage.start.after)) {
        const known = [...before].join(", ") || "none";
        report(file, `${stageAt}/start/after`, `no stage "${stage.start.after}" before this one (${known})`);
      }
      if ((stage.limit === null) !== (stage.unit === "source")) {
        report(file, `${stageAt}/limit`, "must be a number, and null with unit source only");
      }
      before.add(stage.stage);
    }
  }
  for (const group of fieldGroups) {
    if (!ruled.has(group)) report(file, "/rules", `no rule for field group "${group}"; add one`);
  }
}

/** Date so many days later, YYYY-MM-DD. */
function addDays(date: string, days: number): string {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
}
