import type { Policy } from "@toancanh/contracts";
import { describe, expect, test } from "vitest";
import { buildRulebook } from "../rules/rulebook.ts";
import { at, reportEvents, rfc, wallOf } from "../testing/event-fixture.ts";
import { pothole } from "../testing/pothole-fixture.ts";
import { CITY, DECISION_4874 } from "../testing/profile-fixture.ts";
import { summarise } from "../testing/summarise.ts";
import { foldReport, stateAt } from "./fold.ts";

const rulebook = buildRulebook(CITY);
const DAY = "2025-11-20";
const FOREVER = Number.POSITIVE_INFINITY;

describe("as things stood", () => {
  const { on, begin } = pothole();
  const life = [
    ...begin,
    on("extended", `${DAY} 19:00`, { expected_datetime: rfc("2025-11-21 10:00") }),
    on("resolved", "2025-11-21 11:00", {}),
    on("reopened", "2025-11-22 08:00", {}),
    on("rejected", "2025-11-22 09:00", { reason: "out_of_scope" }),
  ];
  const stood = (asOf: string) => {
    const state = stateAt(rulebook, life, { asOf: at(asOf), knownAt: FOREVER });
    return state === null ? [] : summarise(state);
  };

  test("before the extension its due is the old one", () => {
    expect(stood(`${DAY} 18:59`)[0]).toBe("report due 20 20:30 end – open");
    expect(stood(`${DAY} 19:00`)[0]).toBe("report due 21 10:00 end – open");
  });

  test("before the reopening it was handled late; before the rejection it was open again", () => {
    expect(stood("2025-11-22 07:59")[0]).toBe("report due 21 10:00 end 21 11:00 handled");
    expect(stood("2025-11-22 08:59")).toEqual([
      "report due 21 10:00 end – open",
      "W1#1 from 20 16:30 due 21 10:00 end 21 11:00 handled again",
      "W1#2 from 22 08:00 due 22 12:00 end – open",
    ]);
    expect(stood("2025-11-22 09:00")[0]).toBe("report due 21 10:00 end 22 09:00 rejected");
  });
});

describe("as far as was known", () => {
  test("an extension that reached us later than it was granted counts from then on in what we know", () => {
    const { on, begin } = pothole();
    const data = { expected_datetime: rfc("2025-11-21 10:00") };
    const extended = on("extended", `${DAY} 19:00`, data, { recordedAt: at("2025-11-26 08:00") });
    const due = (knownAt: string) =>
      wallOf(
        stateAt(rulebook, [...begin, extended], { asOf: at("2025-11-25 12:00"), knownAt: at(knownAt) })
          ?.due_at ?? null,
      );
    expect(due("2025-11-25 12:00")).toBe(`${DAY} 20:30`);
    expect(due("2025-11-26 08:00")).toBe("2025-11-21 10:00");
  });

  test("nothing was known before the first of it was recorded", () => {
    const { begin } = pothole();
    const known = (knownAt: number) => stateAt(rulebook, begin, { asOf: FOREVER, knownAt });
    expect(known(at(`${DAY} 16:20`) - 1)).toBeNull();
    expect(known(at(`${DAY} 16:20`))).toMatchObject({ version: 1, event_count: 1, first_assigned_at: null });
  });

  test("what came later counts nowhere: neither as event nor in version or last recording", () => {
    const { on, begin } = pothole();
    const late = on("verified", `${DAY} 17:00`, {}, { recordedAt: at("2025-11-26 08:00") });
    const known = (knownAt: number) =>
      stateAt(rulebook, [late, ...begin], { asOf: at("2025-12-01 00:00"), knownAt });
    expect(known(at("2025-11-26 08:00") - 1)).toMatchObject({
      version: 2,
      last_event_at: at(`${DAY} 16:30`),
      last_recorded_at: at(`${DAY} 16:30`),
    });
    expect(known(at("2025-11-26 08:00"))).toMatchObject({
      version: 3,
      last_event_at: at(`${DAY} 17:00`),
      last_recorded_at: at("2025-11-26 08:00"),
    });
  });

  test("delivered again after the cut-off: it had been known all the same", () => {
    const { begin } = pothole();
    const again = begin.map((event) => ({ ...event, recorded_at: at("2025-11-26 08:00") }));
    const state = stateAt(rulebook, [...again, ...begin], { asOf: FOREVER, knownAt: at(`${DAY} 17:00`) });
    expect(state).toMatchObject({ version: 2, conflict_count: 0, last_recorded_at: at(`${DAY} 16:30`) });
  });

  test("of two contents of one event, only the one that had come counts, and there is no conflict yet", () => {
    const on = reportEvents(`${DAY} 16:20`);
    const first = on("received", `${DAY} 16:20`, { channel: "web" }, { id: "x", hash: "b" });
    const second = on(
      "received",
      `${DAY} 16:20`,
      { channel: "app" },
      { id: "x", hash: "a", recordedAt: at("2025-11-26 08:00") },
    );
    const known = (knownAt: number) =>
      stateAt(rulebook, [second, first], { asOf: at("2025-12-01 00:00"), knownAt });
    expect(known(at("2025-11-26 07:59"))).toMatchObject({ channel: "web", conflict_count: 0, flags: [] });
    expect(known(at("2025-11-26 08:00"))).toMatchObject({
      channel: "app",
      conflict_count: 1,
      flags: ["event_conflict"],
    });
  });
});

test("the decision in force at the receipt rules to the end, also what is assigned under the next one", () => {
  const old: Policy = { ...DECISION_4874, id: "old", valid_to: "2025-10-31", rules: [] };
  const recent: Policy = { ...DECISION_4874, valid_from: "2025-11-01" };
  const both = buildRulebook({ ...CITY, policies: [old, recent] });
  const lifeOf = (received: string) => {
    const on = reportEvents(received);
    return foldReport(both, [
      on("received", received, { channel: "app", service_code: "pothole" }),
      on("assigned", "2025-11-01 08:00", { agency_responsible: "W1" }),
    ]);
  };
  expect(lifeOf("2025-10-31 23:59")).toMatchObject({ policy_id: "old", due_at: null });
  expect(lifeOf("2025-11-01 00:00")).toMatchObject({
    policy_id: "qd4874-2023",
    due_at: at("2025-11-01 12:00"),
  });
});
