import { describe, expect, test } from "vitest";
import { CITY, DECISION_4874, rulebookWith, SOURCE_POLICY } from "../testing/profile-fixture.ts";
import { deadlineForLine } from "./deadline-line.ts";
import { buildRulebook } from "./rulebook.ts";

const rulebook = buildRulebook(CITY);
const LINE = {
  id: "a",
  field_group: "infrastructure",
  complexity: "normal",
  received_at: "2025-11-20T16:20:00+07:00",
  assigned_at: "2025-11-20T16:30:00+07:00",
};

describe("a good line", () => {
  test("stages in order with the city's offset", () => {
    const line = { ...LINE, verified_at: "2025-11-20T10:10:00Z" };
    const answer = {
      id: "a",
      stages: [
        { stage: "verify", start: "2025-11-20T16:30:00+07:00", due: "2025-11-20T18:30:00+07:00" },
        { stage: "resolve", start: "2025-11-20T17:10:00+07:00", due: "2025-11-20T19:10:00+07:00" },
      ],
    };
    expect(deadlineForLine(rulebook, line)).toEqual(answer);
    expect(deadlineForLine(rulebook, JSON.stringify(line))).toEqual(answer);
  });

  test("not verified: from its due; numbers as ids, local times and seconds are taken", () => {
    const line = {
      ...LINE,
      id: 7,
      received_at: "2025-11-20 16:20",
      assigned_at: "2025-11-20T16:30:30.25",
      policy: null,
    };
    expect(deadlineForLine(rulebook, line)).toEqual({
      id: 7,
      stages: [
        { stage: "verify", start: "2025-11-20T16:30:30.250+07:00", due: "2025-11-20T18:30:30.250+07:00" },
        { stage: "resolve", start: "2025-11-20T18:30:30.250+07:00", due: "2025-11-20T20:30:30.250+07:00" },
      ],
    });
  });

  test.each([
    [{ forwarded_at: "2025-11-24T09:00:00+07:00" }, "2025-11-24T09:00:00+07:00", "2025-12-15T17:00:00+07:00"],
    [{ forwarded_at: "2025-11-26T09:00:00+07:00" }, "2025-11-24T17:00:00+07:00", "2025-12-15T17:00:00+07:00"],
    [{}, "2025-11-24T17:00:00+07:00", "2025-12-15T17:00:00+07:00"],
  ])("suggestion, %j", (more, start, due) => {
    const received = {
      received_at: "2025-11-22T10:00:00+07:00",
      field_group: "suggestion",
      complexity: "coordinated",
    };
    expect(deadlineForLine(rulebook, { id: "s", ...received, ...more })).toEqual({
      id: "s",
      stages: [
        { stage: "forward", start: "2025-11-22T10:00:00+07:00", due: "2025-11-24T17:00:00+07:00" },
        { stage: "respond", start, due },
      ],
    });
  });

  test("a policy named applies whenever the report was received", () => {
    const old = { ...DECISION_4874, id: "old", valid_to: "2023-12-31" };
    const recent = {
      ...DECISION_4874,
      id: "new",
      valid_from: "2024-01-01",
      rules: DECISION_4874.rules.slice(1),
    };
    const both = buildRulebook({ ...CITY, policies: [recent, old] });
    expect(deadlineForLine(both, LINE)).toMatchObject({ error: { code: "no_rule" } });
    expect(deadlineForLine(both, { ...LINE, policy: "old" })).toMatchObject({ stages: [{}, {}] });
    expect(deadlineForLine(both, { ...LINE, policy: "older" })).toMatchObject({
      error: { message: 'unknown policy "older"; known: old, new' },
    });
  });
});

describe("a bad line", () => {
  test.each([
    ["{", null, "invalid_json", /JSON/],
    ["[]", null, "invalid_line", /one JSON object/],
    ["null", null, "invalid_line", /one JSON object/],
    ["3", null, "invalid_line", /one JSON object/],
    [{ ...LINE, id: undefined }, null, "missing_id", /id must be/],
    [{ ...LINE, id: {} }, null, "missing_id", /id must be/],
    [{ ...LINE, policy: "qd0" }, "a", "unknown_policy", /"qd0"; known: qd4874-2023/],
    [{ ...LINE, received_at: "2022-12-31T23:59:00+07:00" }, "a", "no_policy", /received_at/],
    [{ ...LINE, field_group: "space" }, "a", "unknown_field_group", /"space"; known: infrastructure, socio/],
    [{ ...LINE, field_group: undefined }, "a", "unknown_field_group", /undefined/],
    [
      { ...LINE, complexity: "hard" },
      "a",
      "unknown_complexity",
      /"hard"; known: normal, complex, coordinated/,
    ],
    [{ ...LINE, complexity: "coordinated" }, "a", "no_rule", /infrastructure × coordinated/],
    [{ ...LINE, received_at: undefined }, "a", "missing_field", /received_at is missing/],
    [{ ...LINE, assigned_at: null }, "a", "missing_field", /assigned_at is missing/],
    [
      { ...LINE, assigned_at: "2025-02-30T10:00:00+07:00" },
      "a",
      "invalid_time",
      /assigned_at is no ISO 8601 time/,
    ],
    [{ ...LINE, verified_at: 17 }, "a", "invalid_time", /verified_at is no ISO 8601 time: 17/],
    [{ ...LINE, forwarded_at: "soon" }, "a", "invalid_time", /"soon"/],
    [
      { ...LINE, field_group: "socioeconomic", assigned_at: "2027-12-30T10:00:00+07:00" },
      "a",
      "calendar_range",
      /"state" covers 2023-01-01 to 2027-12-31/,
    ],
  ])("%j: %s %s", (line, id, code, message) => {
    expect(deadlineForLine(rulebook, line)).toEqual({
      id,
      error: { code, message: expect.stringMatching(message) },
    });
  });

  test("of a policy whose dues come from the source", () => {
    expect(deadlineForLine(rulebookWith(SOURCE_POLICY), LINE)).toEqual({
      id: "a",
      error: { code: "no_limit", message: "stage resolve has no limit: its source gives the due" },
    });
  });
});
