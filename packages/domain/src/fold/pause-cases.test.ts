import { describe, expect, test } from "vitest";
import { buildRulebook } from "../rules/rulebook.ts";
import { at, reportEvents, rfc, wallOf } from "../testing/event-fixture.ts";
import { pothole } from "../testing/pothole-fixture.ts";
import {
  CITY,
  PAUSING_POLICY,
  rulebookWith,
  SOURCE_POLICY,
  WORKING_HOURS_POLICY,
} from "../testing/profile-fixture.ts";
import { foldReport } from "./fold.ts";

const rulebook = buildRulebook(CITY);
const DAY = "2025-11-20";

describe("unit source", () => {
  const bySource = rulebookWith(SOURCE_POLICY);
  const on = reportEvents(`${DAY} 16:20`);
  const due = { expected_datetime: rfc(`${DAY} 20:00`) };

  test("the due comes with the assignment, or else with the receipt", () => {
    const received = on("received", `${DAY} 16:20`, { channel: "app", service_code: "pothole", ...due });
    const assigned = on("assigned", `${DAY} 16:20`, { agency_responsible: "W1" });
    const later = { agency_responsible: "W1", expected_datetime: rfc(`${DAY} 21:00`) };
    const state = foldReport(bySource, [received, assigned]);
    expect([state.due_at, state.assignments[0]?.due_at].map((ms) => wallOf(ms ?? null))).toEqual([
      `${DAY} 20:00`,
      `${DAY} 20:00`,
    ]);
    const own = foldReport(bySource, [received, on("assigned", `${DAY} 16:20`, later)]);
    expect([own.due_at, own.assignments[0]?.due_at]).toEqual([at(`${DAY} 21:00`), at(`${DAY} 21:00`)]);
  });

  test("none given: no deadline", () => {
    const received = on("received", `${DAY} 16:20`, { channel: "app", service_code: "pothole" });
    expect(foldReport(bySource, [received]).due_at).toBeNull();
  });

  test("a new turn has no due of the source's", () => {
    const events = [
      on("received", `${DAY} 16:20`, { channel: "app", service_code: "pothole", ...due }),
      on("assigned", `${DAY} 16:30`, { agency_responsible: "W1" }),
      on("resolved", `${DAY} 17:00`, {}),
      on("reopened", `${DAY} 18:00`, {}),
    ];
    const state = foldReport(bySource, events);
    expect(state.due_at).toBe(at(`${DAY} 20:00`));
    expect(state.assignments.map((one) => one.due_at)).toEqual([at(`${DAY} 20:00`), null]);
  });
});

describe("pauses where the policy allows them", () => {
  const hours = rulebookWith(PAUSING_POLICY);
  const office = rulebookWith(WORKING_HOURS_POLICY);

  test("hours stand still, and what was used before stays used", () => {
    const { on, begin } = pothole();
    const events = [
      ...begin,
      on("verified", `${DAY} 17:00`, {}),
      on("paused", `${DAY} 18:00`, {}),
      on("paused", `${DAY} 18:10`, {}),
      on("resumed", `${DAY} 20:00`, {}),
      on("resumed", `${DAY} 21:00`, {}),
    ];
    const state = foldReport(hours, events);
    expect(wallOf(state.due_at)).toBe(`${DAY} 21:00`);
    expect(state.flags).toEqual([]);
    expect(foldReport(rulebook, events)).toMatchObject({
      due_at: at(`${DAY} 19:00`),
      flags: ["pause_ignored"],
    });
  });

  test("while it lasts there is no due; a finish ends it", () => {
    const { on, begin } = pothole();
    const open = [...begin, on("paused", `${DAY} 18:00`, {})];
    expect(foldReport(hours, open).due_at).toBeNull();
    const finished = foldReport(hours, [...open, on("resolved", `${DAY} 23:00`, {})]);
    expect(wallOf(finished.due_at)).toBe("2025-11-21 01:30");
  });

  test("a pause after the due changes nothing", () => {
    const { on, begin } = pothole();
    const events = [...begin, on("paused", `${DAY} 22:00`, {})];
    expect(wallOf(foldReport(hours, events).due_at)).toBe(`${DAY} 20:30`);
  });

  test("a working day counts unless the clock stood still at its office end", () => {
    const on = reportEvents("2025-11-17 09:00");
    const begin = [
      on("received", "2025-11-17 09:00", { channel: "app", service_code: "licence" }),
      on("assigned", "2025-11-17 09:00", { agency_responsible: "W1" }),
      on("paused", "2025-11-18 10:00", {}),
    ];
    const resumed = [...begin, on("resumed", "2025-11-20 09:00", {})];
    expect(wallOf(foldReport(hours, resumed).due_at)).toBe("2025-11-26 17:00");
    expect(foldReport(hours, begin).due_at).toBeNull();
  });

  test("working hours stand still too", () => {
    const { on, begin } = pothole();
    const before = foldReport(office, begin);
    expect(wallOf(before.due_at)).toBe("2025-11-24 09:00");
    const events = [...begin, on("paused", "2025-11-21 08:30", {}), on("resumed", "2025-11-21 14:00", {})];
    expect(wallOf(foldReport(office, events).due_at)).toBe("2025-11-24 14:30");
  });

  test("one agency's pause moves its own due and the citizen's", () => {
    const { on, begin } = pothole();
    const events = [
      ...begin,
      on("assigned", `${DAY} 16:30`, { agency_responsible: "W2" }),
      on("paused", `${DAY} 17:00`, { agency_responsible: "W2" }),
      on("resumed", `${DAY} 18:00`, { agency_responsible: "W2" }),
      on("paused", `${DAY} 18:00`, { agency_responsible: "W3" }),
    ];
    const state = foldReport(hours, events);
    expect([state.due_at, ...state.assignments.map((one) => one.due_at)].map(wallOf)).toEqual([
      `${DAY} 21:30`,
      `${DAY} 20:30`,
      `${DAY} 21:30`,
    ]);
  });
});
