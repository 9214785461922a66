import { describe, expect, test } from "vitest";
import { buildRulebook } from "../rules/rulebook.ts";
import { reportEvents, rfc } from "../testing/event-fixture.ts";
import { linesOf, pothole } from "../testing/pothole-fixture.ts";
import { CITY, rulebookWith, SOURCE_POLICY } from "../testing/profile-fixture.ts";
import { foldReport } from "./fold.ts";

const rulebook = buildRulebook(CITY);
const DAY = "2025-11-20";

/** The pothole of W1, with W2 beside it from the same minute. */
function twoHolders() {
  const { on, begin } = pothole();
  return { on, begin: [...begin, on("assigned", `${DAY} 16:30`, { agency_responsible: "W2" })] };
}

describe("several agencies at once", () => {
  test("one passes on: its own part, not its neighbour's", () => {
    const { on, begin } = twoHolders();
    const passed = on("reassigned", `${DAY} 18:00`, { from_agency: "W2", agency_responsible: "W3" });
    expect(linesOf([...begin, passed])).toEqual([
      "report due 20 20:30 end – open",
      "W1#1 from 20 16:30 due 20 20:30 end – open",
      "W2#1 from 20 16:30 due 20 20:30 end 20 18:00 reassigned no",
      "W3#1 from 20 18:00 due 20 22:00 end – open",
    ]);
  });

  test("one is done and one returns it: the third still works", () => {
    const { on, begin } = twoHolders();
    const events = [
      ...begin,
      on("assigned", `${DAY} 16:30`, { agency_responsible: "W3" }),
      on("resolved", `${DAY} 17:00`, { agency_responsible: "W1" }),
      on("returned", `${DAY} 18:00`, { agency_responsible: "W2" }),
    ];
    expect(linesOf(events)[0]).toBe("report due 20 20:30 end – open");
    expect(linesOf(events)[3]).toBe("W3#1 from 20 16:30 due 20 20:30 end – open");
    expect(foldReport(rulebook, events).returned_count).toBe(1);
  });

  test("returned by all, one after the other: each counts, and intake has it", () => {
    const { on, begin } = twoHolders();
    const events = [
      ...begin,
      on("returned", `${DAY} 17:00`, { agency_responsible: "W1" }),
      on("returned", `${DAY} 18:00`, { agency_responsible: "W2" }),
    ];
    expect(foldReport(rulebook, events)).toMatchObject({ returned_count: 2, ending: "open" });
  });

  test("returned in a new turn: what was handled in the one before does not end this one", () => {
    const { on, begin } = pothole();
    const events = [
      ...begin,
      on("resolved", `${DAY} 18:00`, {}),
      on("reopened", "2025-11-21 08:00", {}),
      on("assigned", "2025-11-21 09:00", { agency_responsible: "W2" }),
      on("returned", "2025-11-21 10:00", { agency_responsible: "W2" }),
    ];
    expect(linesOf(events)).toEqual([
      "report due 20 20:30 end – open",
      "W1#1 from 20 16:30 due 20 20:30 end 20 18:00 handled again",
      "W1#2 from 21 08:00 due 21 12:00 end 21 09:00 reassigned no",
      "W2#1 from 21 09:00 due 21 13:00 end 21 10:00 returned no",
    ]);
  });

  test("reopened: a new turn for each that had handled it", () => {
    const { on, begin } = twoHolders();
    const events = [
      ...begin,
      on("resolved", `${DAY} 17:00`, { agency_responsible: "W1" }),
      on("resolved", `${DAY} 18:00`, { agency_responsible: "W2" }),
      on("reopened", "2025-11-21 08:00", {}),
    ];
    expect(linesOf(events).slice(3)).toEqual([
      "W1#2 from 21 08:00 due 21 12:00 end – open",
      "W2#2 from 21 08:00 due 21 12:00 end – open",
    ]);
    // One takes it up; then another is assigned: only the turn that still waits is passed on.
    const later = [
      ...events,
      on("accepted", "2025-11-21 08:10", { agency_responsible: "W2" }),
      on("assigned", "2025-11-21 09:00", { agency_responsible: "W3" }),
    ];
    expect(linesOf(later).slice(3)).toEqual([
      "W1#2 from 21 08:00 due 21 12:00 end 21 09:00 reassigned no",
      "W2#2 from 21 08:00 due 21 12:00 end – open",
      "W3#1 from 21 09:00 due 21 13:00 end – open",
    ]);
  });

  test("reopened again: no turn for who had only handled an earlier one", () => {
    const { on, begin } = pothole();
    const events = [
      ...begin,
      on("resolved", `${DAY} 18:00`, {}),
      on("reopened", "2025-11-21 08:00", {}),
      on("assigned", "2025-11-21 09:00", { agency_responsible: "W2" }),
      on("resolved", "2025-11-21 10:00", {}),
      on("reopened", "2025-11-22 08:00", {}),
    ];
    expect(linesOf(events)).toEqual([
      "report due 20 20:30 end – open",
      "W1#1 from 20 16:30 due 20 20:30 end 20 18:00 handled again",
      "W1#2 from 21 08:00 due 21 12:00 end 21 09:00 reassigned no",
      "W2#1 from 21 09:00 due 21 13:00 end 21 10:00 handled again",
      "W2#2 from 22 08:00 due 22 12:00 end – open",
    ]);
  });
});

describe("passing on", () => {
  test("in the very minute it is due is in time", () => {
    const { on, begin } = pothole();
    const passed = on("reassigned", `${DAY} 20:30`, { from_agency: "W1", agency_responsible: "W2" });
    expect(linesOf([...begin, passed])[1]).toBe("W1#1 from 20 16:30 due 20 20:30 end 20 20:30 reassigned no");
  });

  test("what has no due is never too late", () => {
    const on = reportEvents(`${DAY} 16:20`);
    const state = foldReport(rulebookWith(SOURCE_POLICY), [
      on("received", `${DAY} 16:20`, { channel: "app", service_code: "pothole" }),
      on("assigned", `${DAY} 16:30`, { agency_responsible: "W1" }),
      on("reassigned", "2025-12-20 16:30", { from_agency: "W1", agency_responsible: "W2" }),
    ]);
    expect(state.assignments[0]).toMatchObject({ due_at: null, ending: "reassigned", is_obligation: false });
  });
});

describe("shares of lateness", () => {
  const shares = (state: ReturnType<typeof foldReport>) =>
    state.assignments.map((one) => Math.round(one.late_share * 1000) / 10);

  test("instants shared by two weigh half: the last to finish bears the more", () => {
    const { on, begin } = twoHolders();
    const events = [
      ...begin,
      on("resolved", `${DAY} 21:30`, { agency_responsible: "W1" }),
      on("resolved", `${DAY} 22:30`, { agency_responsible: "W2" }),
    ];
    // Past 20:30: an hour shared, then one of W2's own: 30 and 90 minutes of 120.
    expect(shares(foldReport(rulebook, events))).toEqual([25, 75]);
  });

  test("returned by one of two: its half of each instant is intake's", () => {
    const { on, begin } = twoHolders();
    const events = [
      ...begin,
      on("returned", `${DAY} 21:30`, { agency_responsible: "W1" }),
      on("resolved", `${DAY} 22:30`, { agency_responsible: "W2" }),
    ];
    // Intake owed the first assignment only: half of 16:30–21:30 is beyond that, 150 minutes. W2's 90 are past 20:30.
    const state = foldReport(rulebook, events);
    expect(shares(state)).toEqual([0, 37.5]);
    expect(state.intake_minutes).toBe(10 + 150);
  });

  test("finished in the very minute it is due: no holder was late", () => {
    const { on, begin } = pothole();
    expect(shares(foldReport(rulebook, [...begin, on("resolved", `${DAY} 20:30`, {})]))).toEqual([0]);
  });

  test("without a due no holder is late, however long it takes", () => {
    const on = reportEvents(`${DAY} 16:20`);
    const events = [
      on("received", `${DAY} 16:20`, { channel: "app", service_code: "pothole" }),
      on("assigned", `${DAY} 16:30`, { agency_responsible: "W1" }),
      on("resolved", "2025-12-20 16:30", {}),
    ];
    expect(shares(foldReport(rulebookWith(SOURCE_POLICY), events))).toEqual([0]);
  });

  test("a turn without a due of its own is over no limit; then time held decides, intake's too", () => {
    const on = reportEvents(`${DAY} 16:00`);
    const due = { expected_datetime: rfc(`${DAY} 20:00`) };
    const events = [
      on("received", `${DAY} 16:00`, { channel: "app", service_code: "pothole", ...due }),
      on("assigned", `${DAY} 17:00`, { agency_responsible: "W1" }),
      on("resolved", `${DAY} 18:00`, {}),
      on("reopened", `${DAY} 18:00`, {}),
      on("resolved", `${DAY} 21:00`, {}),
    ];
    // Intake and the first turn an hour each, the second turn three: of five.
    expect(shares(foldReport(rulebookWith(SOURCE_POLICY), events))).toEqual([20, 60]);
  });
});

test("only an extension that came too late is flagged as late", () => {
  const { on, begin } = pothole();
  const earlier = on("extended", `${DAY} 17:00`, { expected_datetime: rfc(`${DAY} 19:00`) });
  expect(foldReport(rulebook, [...begin, earlier]).flags).toEqual([]);
});
