import type { StoredEvent } from "@toancanh/contracts";
import { describe, expect, test } from "vitest";
import { buildRulebook } from "../rules/rulebook.ts";
import { at, reportEvents, rfc } from "../testing/event-fixture.ts";
import { pothole } from "../testing/pothole-fixture.ts";
import { CITY, rulebookWith, SOURCE_POLICY } from "../testing/profile-fixture.ts";
import { foldReport } from "./fold.ts";

const rulebook = buildRulebook(CITY);
const DAY = "2025-11-20";

/** [holder, minutes, share of lateness in per cent], intake first. */
function accounts(events: StoredEvent[]): [string, number, number][] {
  const state = foldReport(rulebook, events);
  const shares = state.assignments.reduce((sum, one) => sum + one.late_share, 0);
  const isLate = state.due_at !== null && (state.finished_at ?? state.last_event_at) > state.due_at;
  return [
    ["intake", state.intake_minutes, isLate ? Math.round((1 - shares) * 100) : 0],
    ...state.assignments.map((one): [string, number, number] => [
      `${one.agency}#${one.turn}`,
      one.held_minutes,
      Math.round(one.late_share * 100),
    ]),
  ];
}

describe("hand-off ledger", () => {
  test("intake until the first assignment, then the agency", () => {
    const { on, begin } = pothole();
    expect(accounts([...begin, on("resolved", `${DAY} 18:30`, {})])).toEqual([
      ["intake", 10, 0],
      ["W1#1", 120, 0],
    ]);
  });

  test("parallel holders share every instant", () => {
    const { on, begin } = pothole();
    const events = [
      ...begin,
      on("assigned", `${DAY} 17:00`, { agency_responsible: "W2" }),
      on("assigned", `${DAY} 17:30`, { agency_responsible: "W3" }),
      on("resolved", `${DAY} 18:00`, {}),
    ];
    expect(accounts(events)).toEqual([
      ["intake", 10, 0],
      ["W1#1", 30 + 15 + 10, 0],
      ["W2#1", 15 + 10, 0],
      ["W3#1", 10, 0],
    ]);
  });

  test("returned minutes are intake's when intake sent it there, and so is the lateness they made", () => {
    const { on, begin } = pothole();
    const events = [
      ...begin,
      on("returned", `${DAY} 21:30`, { agency_responsible: "W1" }),
      on("assigned", `${DAY} 22:00`, { agency_responsible: "W2" }),
      on("resolved", `${DAY} 23:00`, { agency_responsible: "W2" }),
    ];
    expect(accounts(events)).toEqual([
      ["intake", 10 + 300 + 30, 100],
      ["W1#1", 0, 0],
      ["W2#1", 60, 0],
    ]);
  });

  test("returned minutes are the sender's when an agency passed it on wrongly", () => {
    const { on, begin } = pothole();
    const events = [
      ...begin,
      on("reassigned", `${DAY} 17:30`, { from_agency: "W1", agency_responsible: "W2" }),
      on("returned", `${DAY} 21:30`, { agency_responsible: "W2" }),
      on("assigned", `${DAY} 21:30`, { agency_responsible: "W3" }),
      on("resolved", `${DAY} 22:00`, { agency_responsible: "W3" }),
    ];
    // W1: 1 h itself and W2's 4 h; of those the hour after its due 20:30 is what made it late.
    expect(accounts(events)).toEqual([
      ["intake", 10, 0],
      ["W1#1", 60 + 240, 100],
      ["W2#1", 0, 0],
      ["W3#1", 30, 0],
    ]);
  });

  test("lateness is split by the time held beyond each one's own limit", () => {
    const { on, begin } = pothole();
    const events = [
      ...begin,
      on("reassigned", `${DAY} 21:30`, { from_agency: "W1", agency_responsible: "W2" }),
      on("resolved", "2025-11-21 04:30", { agency_responsible: "W2" }),
    ];
    // W1: 20:30–21:30 beyond its due; W2: due 01:30, done 04:30.
    expect(accounts(events)).toEqual([
      ["intake", 10, 0],
      ["W1#1", 300, 25],
      ["W2#1", 420, 75],
    ]);
  });

  test("late though each kept its own limit: split by time held", () => {
    const { on, begin } = pothole();
    const events = [
      ...begin,
      on("reassigned", `${DAY} 19:30`, { from_agency: "W1", agency_responsible: "W2" }),
      on("resolved", `${DAY} 21:20`, { agency_responsible: "W2" }),
    ];
    // 10 minutes intake, 180 W1, 110 W2: of 300.
    expect(accounts(events)).toEqual([
      ["intake", 10, 3],
      ["W1#1", 180, 60],
      ["W2#1", 110, 37],
    ]);
  });

  test("intake's own limit is the stage it owes", () => {
    const on = reportEvents("2025-11-17 10:00");
    const events = [
      on("received", "2025-11-17 10:00", { channel: "app", service_code: "idea" }),
      on("assigned", "2025-11-20 17:00", { agency_responsible: "W1" }),
      on("responded", "2025-12-05 17:00", { agency_responsible: "W1" }),
    ];
    // Forward was due 18 Nov 17:00: 2 days over. W1 had until 4 Dec 17:00: 1 day over.
    expect(accounts(events).map(([who, , share]) => [who, share])).toEqual([
      ["intake", 67],
      ["W1#1", 33],
    ]);
  });

  test("between finish and reopening the time runs, but no holder's", () => {
    const { on, begin } = pothole();
    const events = [
      ...begin,
      on("resolved", `${DAY} 18:30`, { agency_responsible: "W1" }),
      on("reopened", "2025-11-21 08:30", {}),
      on("resolved", "2025-11-21 09:30", { agency_responsible: "W1" }),
    ];
    // All kept their limits, so by time held: 10, 120, 60 of 190; the 14 idle hours count for none of them.
    expect(accounts(events)).toEqual([
      ["intake", 10 + 840, 5],
      ["W1#1", 120, 63],
      ["W1#2", 60, 32],
    ]);
  });

  test("a turn that waited after the reopening and was passed on keeps its minutes", () => {
    const { on, begin } = pothole();
    const events = [
      ...begin,
      on("resolved", `${DAY} 18:30`, {}),
      on("reopened", `${DAY} 19:00`, {}),
      on("assigned", `${DAY} 19:30`, { agency_responsible: "W2" }),
      on("resolved", `${DAY} 20:00`, { agency_responsible: "W2" }),
    ];
    expect(accounts(events).map(([who, minutes]) => [who, minutes])).toEqual([
      ["intake", 10 + 30],
      ["W1#1", 120],
      ["W1#2", 30],
      ["W2#1", 30],
    ]);
  });

  test("assigned only after the source's due had passed: what intake held beyond it is intake's", () => {
    const on = reportEvents(`${DAY} 16:20`);
    const due = { channel: "app", service_code: "pothole", expected_datetime: rfc(`${DAY} 17:00`) };
    const state = foldReport(rulebookWith(SOURCE_POLICY), [
      on("received", `${DAY} 16:20`, due),
      on("assigned", `${DAY} 19:20`, { agency_responsible: "W1" }),
      on("resolved", `${DAY} 20:20`, { agency_responsible: "W1" }),
    ]);
    // Beyond 17:00 intake held it 140 minutes, W1 60: of 200.
    expect(state.assignments[0]).toMatchObject({ held_minutes: 60, late_share: 0.3 });
    expect(state.intake_minutes).toBe(180);
  });

  test("late without a minute passed (the source's due lies before the receipt): intake's", () => {
    const on = reportEvents(`${DAY} 16:20`);
    const early = { channel: "app", service_code: "pothole", expected_datetime: rfc(`${DAY} 10:00`) };
    const state = foldReport(rulebookWith(SOURCE_POLICY), [
      on("received", `${DAY} 16:20`, early),
      on("assigned", `${DAY} 16:20`, { agency_responsible: "W1" }),
      on("resolved", `${DAY} 16:20`, {}),
    ]);
    expect(state).toMatchObject({ intake_minutes: 0, due_at: at(`${DAY} 10:00`) });
    expect(state.assignments[0]).toMatchObject({ held_minutes: 0, late_share: 0 });
  });
});
