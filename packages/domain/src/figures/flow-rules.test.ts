import { expect, it } from "vitest";
import { buildRulebook } from "../rules/rulebook.ts";
import { CITY } from "../testing/profile-fixture.ts";
import { flowRules, joinLimits } from "./flow-rules.ts";

it("follows each rule by the clock of its last limit", () => {
  const found = new Map(
    flowRules(buildRulebook(CITY)).map((rule) => [`${rule.field_group} ${rule.complexity}`, rule]),
  );
  const hours = (limit: number) => ({ unit: "hours", least: limit, most: limit });
  const days = (limit: number) => ({ unit: "working_days", least: limit, most: limit });
  expect(found.get("infrastructure normal")).toMatchObject({
    clock: "clock",
    check: "verify",
    limits: { assign: null, check: hours(2), answer: hours(2) },
  });
  expect(found.get("suggestion coordinated")).toMatchObject({
    clock: "working",
    check: "",
    limits: { assign: days(1), check: null, answer: days(15) },
  });
});

it("joins limits of one unit, and says nothing where one is missing", () => {
  const hours = (limit: number) => ({ unit: "hours" as const, least: limit, most: limit });
  expect(joinLimits([hours(2), hours(8)])).toEqual({ unit: "hours", least: 2, most: 8 });
  expect(joinLimits([hours(2), null])).toBeNull();
  expect(joinLimits([hours(2), { unit: "working_days", least: 5, most: 5 }])).toBeNull();
  expect(joinLimits([])).toBeNull();
});
