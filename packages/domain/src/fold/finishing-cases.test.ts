import { describe, expect, test } from "vitest";
import { buildRulebook } from "../rules/rulebook.ts";
import { at, reportEvents } from "../testing/event-fixture.ts";
import { linesOf, pothole } from "../testing/pothole-fixture.ts";
import { CITY } from "../testing/profile-fixture.ts";
import { foldReport } from "./fold.ts";

const rulebook = buildRulebook(CITY);
const ASSIGNED = at("2025-11-20 16:30");

function expectState(events: Parameters<typeof linesOf>[0], lines: string[]): void {
  expect(linesOf(events)).toEqual(lines);
}

describe("finishing", () => {
  test("in time: the last stage done ends assignment and report", () => {
    const { on, begin } = pothole();
    expectState(
      [...begin, on("resolved", "2025-11-20 20:30", { agency_responsible: "W1" })],
      ["report due 20 20:30 end 20 20:30 handled", "W1#1 from 20 16:30 due 20 20:30 end 20 20:30 handled"],
    );
  });

  test("another stage's event does not end it", () => {
    const { on, begin } = pothole();
    expectState(
      [...begin, on("responded", "2025-11-20 18:00", {})],
      ["report due 20 20:30 end – open", "W1#1 from 20 16:30 due 20 20:30 end – open"],
    );
  });

  test.each([
    ["closed", {}],
    ["rejected", { reason: "hoax" }],
    ["merged", { duplicate_of: "R0" }],
  ] as const)("%s ends all that is open", (kind, data) => {
    const on = reportEvents("2025-11-20 16:20");
    expectState(
      [
        on("received", "2025-11-20 16:20", { channel: "app", service_code: "pothole" }),
        on("assigned", "2025-11-20 16:30", { agency_responsible: "W1" }),
        on("assigned", "2025-11-20 17:00", { agency_responsible: "W2" }),
        on(kind, "2025-11-20 18:00", { reason: "x", duplicate_of: "x", ...data }),
      ],
      [
        `report due 20 20:30 end 20 18:00 ${kind}`,
        `W1#1 from 20 16:30 due 20 20:30 end 20 18:00 ${kind}`,
        `W2#1 from 20 17:00 due 20 21:00 end 20 18:00 ${kind}`,
      ],
    );
  });

  test("whichever comes first: closing what is handled changes nothing", () => {
    const { on, begin } = pothole();
    expectState(
      [...begin, on("resolved", "2025-11-20 18:00", {}), on("closed", "2025-11-20 22:00", {})],
      ["report due 20 20:30 end 20 18:00 handled", "W1#1 from 20 16:30 due 20 20:30 end 20 18:00 handled"],
    );
  });

  test("parallel agencies: the citizen is served when the last has done its part", () => {
    const { on, begin } = pothole();
    expectState(
      [
        ...begin,
        on("assigned", "2025-11-20 17:00", { agency_responsible: "W2" }),
        on("resolved", "2025-11-20 18:00", { agency_responsible: "W1" }),
        on("resolved", "2025-11-20 22:00", { agency_responsible: "W2" }),
      ],
      [
        "report due 20 20:30 end 20 22:00 handled",
        "W1#1 from 20 16:30 due 20 20:30 end 20 18:00 handled",
        "W2#1 from 20 17:00 due 20 21:00 end 20 22:00 handled",
      ],
    );
  });

  test("handled by intake itself, never assigned", () => {
    const on = reportEvents("2025-11-20 16:20");
    expectState(
      [
        on("received", "2025-11-20 16:20", { channel: "app", service_code: "pothole" }),
        on("resolved", "2025-11-20 16:40", {}),
      ],
      ["report due – end 20 16:40 handled"],
    );
  });

  test("not finished: no time of handling, not one of zero minutes", () => {
    const { on, begin } = pothole();
    const nothing = { finished_at: null, handling_minutes: null, handling_working_minutes: null };
    const open = [...begin, on("verified", "2025-11-20 17:10", {})];
    expect(foldReport(rulebook, open)).toMatchObject({
      ...nothing,
      ending: "open",
      first_assigned_at: ASSIGNED,
    });
    // Finished and opened again: the time of the first turn is not the report's.
    const again = [...open, on("resolved", "2025-11-20 18:00", {}), on("reopened", "2025-11-21 08:00", {})];
    expect(foldReport(rulebook, again)).toMatchObject({ ...nothing, ending: "open", reopen_count: 1 });
  });

  test("from receipt to finish: all hours, and office hours of the state's calendar", () => {
    const { on, begin } = pothole();
    const resolved = on("resolved", "2025-11-24 08:00", {});
    // Thursday 16:20 to Monday 08:00: 3 d 15 h 40 min; 40 min on Thursday, 8 h on Friday, 30 min on Monday.
    expect(foldReport(rulebook, [...begin, resolved])).toMatchObject({
      handling_minutes: (3 * 24 + 15) * 60 + 40,
      handling_working_minutes: 40 + 480 + 30,
    });
  });

  test("closed before it was received keeps its outcome and is flagged", () => {
    const on = reportEvents("2025-11-20 16:20");
    const events = [
      on("closed", "2025-11-20 12:00", {}),
      on("received", "2025-11-20 16:20", { channel: "app", service_code: "pothole" }),
      on("assigned", "2025-11-20 16:30", { agency_responsible: "W1" }),
    ];
    expectState(events, [
      "report due 20 20:30 end 20 12:00 closed",
      "W1#1 from 20 16:30 due 20 20:30 end 20 12:00 closed",
    ]);
    const state = foldReport(rulebook, events);
    expect(state.flags).toEqual(["finished_before_start"]);
    expect(state).toMatchObject({ handling_minutes: 0, handling_working_minutes: 0, intake_minutes: 0 });
  });

  test("closed before it was received and never assigned: flagged too", () => {
    const on = reportEvents("2025-11-20 16:20");
    const closed = on("closed", "2025-11-20 16:19", {});
    const received = on("received", "2025-11-20 16:20", { channel: "app", service_code: "pothole" });
    expect(foldReport(rulebook, [closed, received])).toMatchObject({
      ending: "closed",
      assignments: [],
      flags: ["finished_before_start"],
    });
  });

  test("any other step recorded before the receipt is flagged as that", () => {
    const on = reportEvents("2025-11-20 16:20");
    const received = on("received", "2025-11-20 16:20", { channel: "app", service_code: "pothole" });
    const assigned = on("assigned", "2025-11-20 16:19", { agency_responsible: "W1" });
    expect(foldReport(rulebook, [assigned, received]).flags).toEqual(["event_before_received"]);
    const early = on("received", "2025-11-20 16:00", { channel: "app", service_code: "pothole" });
    expect(foldReport(rulebook, [early]).flags).toEqual(["event_before_received"]);
    const onTime = on("assigned", "2025-11-20 16:20", { agency_responsible: "W1" });
    expect(foldReport(rulebook, [received, onTime]).flags).toEqual([]);
  });

  test("finished in the very minute it came in or was assigned is not before the start", () => {
    const on = reportEvents("2025-11-20 16:20");
    const received = on("received", "2025-11-20 16:20", { channel: "app", service_code: "pothole" });
    const closed = on("closed", "2025-11-20 16:20", {});
    expect(foldReport(rulebook, [received, closed])).toMatchObject({ handling_minutes: 0, flags: [] });
    const { on: also, begin } = pothole();
    const resolved = also("resolved", "2025-11-20 16:30", {});
    expect(foldReport(rulebook, [...begin, resolved])).toMatchObject({ ending: "handled", flags: [] });
  });

  test("only the agency's part lies before its start: flagged too", () => {
    const { on, begin } = pothole();
    const events = [
      ...begin,
      on("closed", "2025-11-20 17:00", {}),
      on("assigned", "2025-11-20 18:00", { agency_responsible: "W2" }),
    ];
    expect(foldReport(rulebook, events).flags).toEqual(["finished_before_start"]);
  });

  test("resolved before the first assignment ends that assignment too", () => {
    const on = reportEvents("2025-11-20 16:20");
    expectState(
      [
        on("received", "2025-11-20 16:20", { channel: "app", service_code: "pothole" }),
        on("resolved", "2025-11-20 16:29", { agency_responsible: "W1" }),
        on("assigned", "2025-11-20 16:30", { agency_responsible: "W1" }),
      ],
      ["report due 20 20:30 end 20 16:29 handled", "W1#1 from 20 16:30 due 20 20:30 end 20 16:29 handled"],
    );
  });

  test("assigned after it was closed: ended with it", () => {
    const { on, begin } = pothole();
    expectState(
      [
        ...begin,
        on("closed", "2025-11-20 17:00", {}),
        on("assigned", "2025-11-20 18:00", { agency_responsible: "W2" }),
      ],
      [
        "report due 20 20:30 end 20 17:00 closed",
        "W1#1 from 20 16:30 due 20 20:30 end 20 17:00 closed",
        "W2#1 from 20 18:00 due 20 22:00 end 20 17:00 closed",
      ],
    );
  });

  test("assigned after it was handled: an agency holds it, so it is open again", () => {
    const { on, begin } = pothole();
    const events = [
      ...begin,
      on("resolved", "2025-11-20 17:00", {}),
      on("assigned", "2025-11-20 18:00", { agency_responsible: "W2" }),
    ];
    expectState(events, [
      "report due 20 20:30 end – open",
      "W1#1 from 20 16:30 due 20 20:30 end 20 17:00 handled",
      "W2#1 from 20 18:00 due 20 22:00 end – open",
    ]);
    expect(foldReport(rulebook, events).reopen_count).toBe(0);
  });
});
