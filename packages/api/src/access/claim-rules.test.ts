import type { ClaimRule } from "@toancanh/contracts";
import { describe, expect, it } from "vitest";
import { personOfClaims } from "./claim-rules.ts";

const RULES: ClaimRule[] = [
  { claim: "realm_access.roles", has: "department", role: "department" },
  { claim: "https://city.example/roles", has: "leader", role: "leader" },
  { claim: "groups", matches: "/ward/(\\d+)", role: "office", units: ["ward:$1"] },
  { claim: "groups", has: "/roads", role: "office", units: ["agency:roads", "agency:bridges"] },
  { claim: "job", role: "operator" },
];

describe("what claims make of a person", () => {
  it.each([
    [
      { realm_access: { roles: ["x", "department"] }, groups: ["/ward/1"] },
      { role: "department", units: [] },
    ],
    [{ "https://city.example/roles": "leader" }, { role: "leader", units: [] }],
    [{ groups: ["/ward/1", "/ward/22"] }, { role: "office", units: ["ward:1", "ward:22"] }],
    [
      { groups: ["/roads", "/ward/1", "/ward/1"] },
      { role: "office", units: ["ward:1", "agency:roads", "agency:bridges"] },
    ],
    [{ groups: "/roads" }, { role: "office", units: ["agency:roads", "agency:bridges"] }],
    [{ job: "anything" }, { role: "operator", units: [] }],
  ])("%j: %j", (claims, person) => {
    expect(personOfClaims(RULES, claims)).toEqual(person);
  });

  it.each([
    {},
    { groups: ["/ward/1/archive", "x/ward/1", "/ward/", "/ROADS"] },
    { realm_access: ["department"] },
    { realm_access: { roles: "departments" } },
    { realm_access: null, groups: [{ name: "/roads" }, 7], job: 7 },
    { "realm_access.roles": ["other"], roles: ["department"] },
  ])("gives nothing for %j", (claims) => {
    expect(personOfClaims(RULES, claims)).toBeNull();
  });

  it("takes no property that every object has for a claim", () => {
    expect(personOfClaims([{ claim: "constructor.name", has: "Object", role: "operator" }], {})).toBeNull();
  });
});
