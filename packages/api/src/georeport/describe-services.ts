import type { Category, Profile } from "@toancanh/contracts";
import { policyAt, type Rulebook } from "@toancanh/domain";
import { languageOf, open311TextsFor, pickText } from "@toancanh/words";
import { Open311Error } from "./open311-error.ts";
import type { Document } from "./render-document.ts";

/** The services that a caller may know of: not those of a sensitive field, unless it sees everything. */
export function servicesFor(profile: Profile, seesAll: boolean): Category[] {
  return profile.categories.filter(({ sensitive }) => seesAll || !sensitive);
}

/** @throws Open311Error for codes that are none of those services */
export function requireServices(codes: readonly string[], services: readonly Category[]): void {
  const known = new Set(services.map((one) => one.service_code));
  const missing = codes.filter((code) => !known.has(code));
  if (missing.length === 0) return;
  throw new Open311Error(404, `service_code ${missing.join(", ")} was not found. services.json lists them.`);
}

/** `GET services`: what citizens report, in the city's own language. */
export function describeServices(profile: Profile, services: readonly Category[]): Document {
  const language = languageOf(profile.locale);
  const groups = new Map(profile.field_groups.map((one) => [one.id, pickText(one.name, language)]));
  return {
    root: "services",
    item: "service",
    value: services.map(({ service_code, name, field_group }) => ({
      service_code,
      service_name: pickText(name, language),
      description: pickText(name, language),
      metadata: true,
      type: "realtime",
      keywords: "",
      group: groups.get(field_group) ?? field_group,
    })),
  };
}

/**
 * `GET services/{code}`: the definition of a service. Requests are read here and not sent, so its attributes ask nothing;
 * they say within which limits each step has to be done by the policy in force.
 * @param now epoch ms
 */
export function describeService(
  { service_code, field_group }: Category,
  { profile, rulebook }: { profile: Profile; rulebook: Rulebook },
  now: number,
): Document {
  const language = languageOf(profile.locale);
  const texts = open311TextsFor(language);
  const rules = policyAt(rulebook, now)?.rules.filter((rule) => rule.field_group === field_group) ?? [];
  const stages = rules.flatMap(({ complexities, stages: own }) =>
    own.map((stage) => ({
      code: `${complexities.join("-")}.${stage.stage}`,
      description: texts.stage(stage, complexities),
    })),
  );
  return {
    root: "service_definition",
    value: {
      service_code,
      attributes: stages.map(({ code, description }, index) => ({
        variable: false,
        code,
        datatype: "string",
        required: false,
        datatype_description: "",
        order: index + 1,
        description,
        values: [],
      })),
    },
  };
}
