import type { Policy, PolicyRule, StageRule } from "@toancanh/contracts";
import { describe, expect, test } from "vitest";
import { STATE_CALENDAR, UTILITY_CALENDAR } from "../testing/calendar-fixture.ts";
import { at } from "../testing/event-fixture.ts";
import { CITY, DECISION_4874 } from "../testing/profile-fixture.ts";
import { ProfileRuleError } from "./policy-check.ts";
import { buildRulebook, policyAt, type RuleProfile } from "./rulebook.ts";

function problemsOf(change: Partial<RuleProfile>): string[] {
  try {
    buildRulebook({ ...CITY, ...change });
  } catch (error) {
    if (!(error instanceof ProfileRuleError)) throw error;
    expect(error.code).toBe("profile_rule");
    const lines = error.problems.map(({ file, field, message }) => `${file} ${field}: ${message}`);
    expect(error).toMatchObject({ name: "ProfileRuleError", message: lines.join("\n") });
    return lines;
  }
  return [];
}

function withPolicy(change: Partial<Policy>): Partial<RuleProfile> {
  return { policies: [{ ...DECISION_4874, ...change }] };
}

const STAGE: StageRule = {
  stage: "resolve",
  name: { vi: "Xử lý", en: "Handling" },
  limit: 2,
  unit: "hours",
  start: { event: "assigned" },
  done_by: ["resolved"],
};

function withStages(...stages: Partial<StageRule>[]): Partial<RuleProfile> {
  const rule: PolicyRule = {
    field_group: "infrastructure",
    complexities: ["normal"],
    stages: stages.map((stage) => ({ ...STAGE, ...stage })),
  };
  return withPolicy({ rules: [rule] });
}

const FILE = "policies/qd4874-2023.json";

describe("what a schema cannot say", () => {
  test("a sound profile has no problems", () => {
    expect(problemsOf({})).toEqual([]);
  });

  test.each<[Partial<RuleProfile>, string]>([
    [
      withStages({ start: { after: "verify" } }),
      `${FILE} /rules/0/stages/0/start/after: unknown stage "verify": it must be one listed before`,
    ],
    [
      withStages({}, { stage: "b", start: { after: "b" } }),
      `${FILE} /rules/0/stages/1/start/after: unknown stage "b": it must be one listed before`,
    ],
    [withStages({}, {}), `${FILE} /rules/0/stages/1/stage: stage "resolve" is listed twice`],
    [withStages({ limit: null }), `${FILE} /rules/0/stages/0/limit: is missing for unit hours`],
    [
      withStages({ unit: "source" }),
      `${FILE} /rules/0/stages/0/limit: must be null with unit source: the source itself gives the due`,
    ],
    [
      withStages({ unit: "working_days", limit: 1.5 }),
      `${FILE} /rules/0/stages/0/limit: 1.5 is no whole number of working days`,
    ],
    [withPolicy({ valid_from: "2023-02-30" }), `${FILE} /valid_from: "2023-02-30" is no date`],
    [withPolicy({ valid_to: "never" }), `${FILE} /valid_to: "never" is no date`],
    [withPolicy({ valid_to: "2022-12-31" }), `${FILE} /valid_to: lies before valid_from 2023-01-01`],
    [
      withPolicy({ rules: [...DECISION_4874.rules, ...DECISION_4874.rules.slice(0, 1)] }),
      `${FILE} /rules/5/complexities: infrastructure × normal has a rule already`,
    ],
    [
      {
        field_groups: CITY.field_groups.slice(0, 2),
        categories: CITY.categories.filter((c) => c.field_group !== "suggestion"),
      },
      `${FILE} /rules/3/field_group: unknown field group "suggestion"`,
    ],
    [
      { blocks: CITY.blocks.map((block) => ({ ...block, calendar: "moon" })) },
      'blocks.json /0/calendar: unknown calendar "moon"',
    ],
    [{ blocks: CITY.blocks.slice(1) }, 'agencies.csv /0/block: unknown block "wards"'],
    [
      { field_groups: CITY.field_groups.slice(1) },
      'fields.json /categories/0/field_group: unknown field group "infrastructure"',
    ],
    [{ unknown_service_code: "?" }, 'profile.json /unknown_service_code: unknown category "?"'],
    [{ unknown_agency: "?" }, 'profile.json /unknown_agency: unknown agency "?"'],
    [{ calendars: [] }, "calendars : the profile has no calendar"],
    [
      { calendars: [STATE_CALENDAR, STATE_CALENDAR, UTILITY_CALENDAR] },
      "calendars/state.json /id: is listed twice",
    ],
    [{ time_zone: "UTC" }, "calendars/state.json /time_zone: differs from the city's UTC"],
    [
      { calendars: [{ ...STATE_CALENDAR, office_hours: [] }, UTILITY_CALENDAR] },
      "calendars/state.json /office_hours: is empty",
    ],
  ])("%#", (change, problem) => {
    expect(problemsOf(change)).toContain(problem);
  });

  test("half hours are a limit, half days are none; a decision may be in force for a day", () => {
    expect(problemsOf(withStages({ limit: 1.5 }))).toEqual([]);
    expect(problemsOf(withStages({ unit: "working_days", limit: null }))).toEqual([
      `${FILE} /rules/0/stages/0/limit: is missing for unit working_days`,
    ]);
    expect(problemsOf(withPolicy({ valid_to: "2023-01-01" }))).toEqual([]);
  });

  test("a date that is none is told once, not again as an overlap or a gap", () => {
    const policies = (from: string, to: string): Partial<RuleProfile> => ({
      policies: [
        { ...DECISION_4874, id: "old", valid_to: to },
        { ...DECISION_4874, id: "new", valid_from: from },
      ],
    });
    expect(problemsOf(policies("2024-02-30", "2023-12-31"))).toEqual([
      'policies/new.json /valid_from: "2024-02-30" is no date',
    ]);
    expect(problemsOf(policies("2024-01-01", "2023-12-32"))).toEqual([
      'policies/old.json /valid_to: "2023-12-32" is no date',
    ]);
  });

  test("a calendar with a bad day is told once, not again for every block that uses it", () => {
    const days = [{ date: "2025-02-30", name: "x", kind: "holiday" as const }];
    expect(problemsOf({ calendars: [{ ...STATE_CALENDAR, days }, UTILITY_CALENDAR] })).toEqual([
      'calendars/state.json /days/0/date: "2025-02-30" is no date',
    ]);
  });
});

describe("validity", () => {
  const until = (to: string | null, id = "old"): Policy => ({ ...DECISION_4874, id, valid_to: to });
  const since = (from: string): Policy => ({ ...DECISION_4874, id: "new", valid_from: from });

  test.each([
    ["2023-12-31", "2024-01-02", "leaves a gap: old ends on 2023-12-31, this begins on 2024-01-02"],
    ["2023-12-31", "2023-12-31", "2023-12-31 overlaps old, in force until 2023-12-31"],
    [null, "2024-01-01", "2024-01-01 overlaps old, in force until further notice"],
  ])("until %s, then from %s: %s", (to, from, message) => {
    expect(problemsOf({ policies: [since(from), until(to)] })).toEqual([
      `policies/new.json /valid_from: ${message}`,
    ]);
  });

  test("the policy in force at the receipt, to the millisecond, in local time", () => {
    const rulebook = buildRulebook({ ...CITY, policies: [since("2024-01-01"), until("2023-12-31")] });
    const idAt = (ms: number) => policyAt(rulebook, ms)?.id;
    expect(idAt(at("2023-01-01 00:00") - 1)).toBeUndefined();
    expect(policyAt(rulebook, at("2023-01-01 00:00") - 1)).toBeNull();
    expect(idAt(at("2023-01-01 00:00"))).toBe("old");
    expect(idAt(at("2024-01-01 00:00") - 1)).toBe("old");
    expect(idAt(at("2024-01-01 00:00"))).toBe("new");
    expect(idAt(at("2090-01-01 00:00"))).toBe("new");
    const listed = buildRulebook({ ...CITY, policies: [until("2023-12-31"), since("2024-01-01")] });
    expect(listed.policies.map(({ policy }) => policy.id)).toEqual(["old", "new"]);
    const ended = buildRulebook({ ...CITY, policies: [until("2023-12-31")] });
    expect(policyAt(ended, at("2024-01-01 00:00"))).toBeNull();
  });
});

test("look-ups fall back to the unknown codes", () => {
  const rulebook = buildRulebook(CITY);
  expect(rulebook.fieldGroupOf("pothole")).toBe("infrastructure");
  expect(rulebook.fieldGroupOf("dragons")).toBe("socioeconomic");
  expect([rulebook.blockOf("U1"), rulebook.blockOf("Atlantis")]).toEqual(["utilities", "wards"]);
  expect([rulebook.agencyCalendar("U1").id, rulebook.agencyCalendar("Atlantis").id]).toEqual([
    "utility",
    "state",
  ]);
  expect(rulebook.stateCalendar.id).toBe("state");
  expect(rulebook.timeZone).toBe("Asia/Ho_Chi_Minh");
});
