import type {
  Agency,
  Category,
  Complexity,
  LocalizedText,
  Policy,
  Profile,
  ProfileFile,
} from "@toancanh/contracts";
import { DateTime } from "luxon";
import { buildCalendar, type Calendar, CalendarDefinitionError } from "../calendar/calendar.ts";
import {
  findPolicyProblems,
  findValidityProblems,
  ProfileRuleError,
  type RuleProblem,
} from "./policy-check.ts";
import { type PreparedPolicy, type PreparedRule, prepareRule } from "./rule.ts";

/** What the rules need of a profile, prepared once so that a lookup is a Map read. */
export interface Rulebook {
  readonly timeZone: string;
  readonly periods: ProfileFile["periods"];
  /** Sorted by validity. */
  readonly policies: readonly PreparedPolicy[];
  readonly calendars: ReadonlyMap<string, Calendar>;
  /** The first calendar: it rules what no agency holds yet, and the citizen's own deadline. */
  readonly stateCalendar: Calendar;
  readonly unknownServiceCode: string;
  readonly unknownAgency: string;
  readonly categories: ReadonlyMap<string, Category>;
  readonly agencies: ReadonlyMap<string, Agency>;
  readonly fieldGroups: ReadonlyMap<string, LocalizedText>;
  /** Field group of a service code; that of the unknown code for any other. */
  fieldGroupOf(serviceCode: string): string;
  /** Block of an agency; that of the unknown agency for any other. */
  blockOf(agency: string): string;
  /** Calendar of the block of an agency. */
  agencyCalendar(agency: string): Calendar;
}

/** The parts of a profile that rules rest on. */
export type RuleProfile = Pick<
  Profile,
  | "time_zone"
  | "periods"
  | "policies"
  | "calendars"
  | "blocks"
  | "agencies"
  | "categories"
  | "field_groups"
  | "unknown_service_code"
  | "unknown_agency"
>;

/**
 * Prepares the rules of a profile. Throws {@link ProfileRuleError} with every problem found: overlapping or
 * gapped validity, unknown stage, limit without unit or unit without limit, unknown calendar, field group or
 * block, bad calendar.
 */
export function buildRulebook(profile: RuleProfile): Rulebook {
  const problems: RuleProblem[] = [];
  const fieldGroups = new Map(profile.field_groups.map(({ id, name }) => [id, name] as const));
  const categories = new Map(
    profile.categories.map((category) => [category.service_code, category] as const),
  );
  const agencies = new Map(profile.agencies.map((agency) => [agency.id, agency] as const));
  const calendars = prepareCalendars(profile, problems);
  const blockCalendars = new Map<string, Calendar>();
  for (const [index, block] of profile.blocks.entries()) {
    const calendar = calendars.get(block.calendar);
    if (calendar) blockCalendars.set(block.id, calendar);
    // One that is listed but wrong has been told already.
    else if (!profile.calendars.some(({ id }) => id === block.calendar)) {
      problems.push(unknownProblem("blocks.json", `/${index}/calendar`, "calendar", block.calendar));
    }
  }
  for (const [index, agency] of profile.agencies.entries()) {
    if (!profile.blocks.some((block) => block.id === agency.block)) {
      problems.push(unknownProblem("agencies.csv", `/${index}/block`, "block", agency.block));
    }
  }
  for (const [index, category] of profile.categories.entries()) {
    if (!fieldGroups.has(category.field_group)) {
      const field = `/categories/${index}/field_group`;
      problems.push(unknownProblem("fields.json", field, "field group", category.field_group));
    }
  }
  const { unknown_service_code: unknownServiceCode, unknown_agency: unknownAgency } = profile;
  if (!categories.has(unknownServiceCode)) {
    problems.push(unknownProblem("profile.json", "/unknown_service_code", "category", unknownServiceCode));
  }
  if (!agencies.has(unknownAgency)) {
    problems.push(unknownProblem("profile.json", "/unknown_agency", "agency", unknownAgency));
  }
  const policies = preparePolicies(profile, new Set(fieldGroups.keys()), problems);
  const stateCalendar = calendars.values().next().value;
  if (profile.calendars.length === 0) {
    problems.push({ file: "calendars", field: "", message: "the profile has no calendar" });
  }
  if (problems.length > 0 || stateCalendar === undefined) throw new ProfileRuleError(problems);

  const agencyOf = (id: string) => agencies.get(id) ?? agencies.get(unknownAgency);
  return {
    timeZone: profile.time_zone,
    periods: profile.periods,
    policies,
    calendars,
    stateCalendar,
    unknownServiceCode,
    unknownAgency,
    categories,
    agencies,
    fieldGroups,
    fieldGroupOf: (code) => (categories.get(code) ?? categories.get(unknownServiceCode))?.field_group ?? "",
    blockOf: (id) => agencyOf(id)?.block ?? "",
    agencyCalendar: (id) => blockCalendars.get(agencyOf(id)?.block ?? "") ?? stateCalendar,
  };
}

function unknownProblem(file: string, field: string, what: string, value: string): RuleProblem {
  return { file, field, message: `unknown ${what} "${value}"` };
}

function prepareCalendars(profile: RuleProfile, problems: RuleProblem[]): Map<string, Calendar> {
  const calendars = new Map<string, Calendar>();
  for (const definition of profile.calendars) {
    const file = `calendars/${definition.id}.json`;
    if (calendars.has(definition.id)) problems.push({ file, field: "/id", message: "is listed twice" });
    if (definition.time_zone !== profile.time_zone) {
      problems.push({ file, field: "/time_zone", message: `differs from the city's ${profile.time_zone}` });
    }
    try {
      calendars.set(definition.id, buildCalendar(definition));
    } catch (error) {
      if (!(error instanceof CalendarDefinitionError)) throw error;
      problems.push({ file, field: error.field, message: error.reason });
    }
  }
  return calendars;
}

function preparePolicies(
  profile: RuleProfile,
  fieldGroups: ReadonlySet<string>,
  problems: RuleProblem[],
): PreparedPolicy[] {
  const sorted = profile.policies.toSorted((a, b) => (a.valid_from < b.valid_from ? -1 : 1));
  const found = [
    ...sorted.flatMap((policy) => findPolicyProblems(policy, fieldGroups)),
    ...findValidityProblems(sorted),
  ];
  problems.push(...found);
  if (found.length > 0) return [];
  return sorted.map((policy) => ({
    policy,
    fromMs: localMidnight(policy.valid_from, profile.time_zone, 0),
    toMs:
      policy.valid_to === null
        ? Number.POSITIVE_INFINITY
        : localMidnight(policy.valid_to, profile.time_zone, 1),
    rules: prepareRules(policy),
  }));
}

function prepareRules(policy: Policy): PreparedPolicy["rules"] {
  const rules = new Map<string, Map<Complexity, PreparedRule>>();
  for (const rule of policy.rules) {
    const prepared = prepareRule(rule);
    const byComplexity = rules.get(rule.field_group) ?? new Map<Complexity, PreparedRule>();
    for (const complexity of rule.complexities) byComplexity.set(complexity, prepared);
    rules.set(rule.field_group, byComplexity);
  }
  return rules;
}

function localMidnight(date: string, zone: string, daysLater: number): number {
  return DateTime.fromISO(date, { zone }).plus({ days: daysLater }).toMillis();
}

/** The prepared policy in force at an instant, null when none is. */
export function preparedPolicyAt(rulebook: Rulebook, receivedAtMs: number): PreparedPolicy | null {
  for (const prepared of rulebook.policies) {
    if (receivedAtMs >= prepared.fromMs && receivedAtMs < prepared.toMs) return prepared;
  }
  return null;
}

/** The policy in force when a report was received; it applies for the report's whole life. Null when none is. */
export function policyAt(rulebook: Rulebook, receivedAtMs: number): Policy | null {
  return preparedPolicyAt(rulebook, receivedAtMs)?.policy ?? null;
}
