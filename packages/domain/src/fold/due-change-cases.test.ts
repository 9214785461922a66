import { describe, expect, test } from "vitest";
import { buildRulebook } from "../rules/rulebook.ts";
import { reportEvents, rfc, wallOf } from "../testing/event-fixture.ts";
import { linesOf, pothole } from "../testing/pothole-fixture.ts";
import { CITY } from "../testing/profile-fixture.ts";
import { foldReport } from "./fold.ts";

const rulebook = buildRulebook(CITY);

function expectState(events: Parameters<typeof linesOf>[0], lines: string[]): void {
  expect(linesOf(events)).toEqual(lines);
}

describe("complexity", () => {
  test("changed: recomputed from the same start with the new limits", () => {
    const { on, begin } = pothole();
    expectState(
      [...begin, on("complexity_changed", "2025-11-20 17:00", { complexity: "complex" })],
      ["report due 21 02:30 end – open", "W1#1 from 20 16:30 due 21 02:30 end – open"],
    );
  });

  test("changed after the end: finished work is not judged anew", () => {
    const { on, begin } = pothole();
    expectState(
      [
        ...begin,
        on("resolved", "2025-11-20 22:00", {}),
        on("complexity_changed", "2025-11-20 22:01", { complexity: "complex" }),
      ],
      ["report due 20 20:30 end 20 22:00 handled", "W1#1 from 20 16:30 due 20 20:30 end 20 22:00 handled"],
    );
  });

  test("corrected after the end: it was so from the beginning", () => {
    const { on, begin } = pothole();
    expectState(
      [
        ...begin,
        on("resolved", "2025-11-20 22:00", {}),
        on("corrected", "2025-11-20 22:01", { complexity: "complex" }),
      ],
      ["report due 21 02:30 end 20 22:00 handled", "W1#1 from 20 16:30 due 21 02:30 end 20 22:00 handled"],
    );
  });

  test("corrected field: another rule from the beginning", () => {
    const { on, begin } = pothole();
    expectState(
      [
        ...begin,
        on("resolved", "2025-11-20 22:00", {}),
        on("corrected", "2025-11-20 22:01", { service_code: "licence" }),
      ],
      ["report due 27 17:00 end 20 22:00 handled", "W1#1 from 20 16:30 due 27 17:00 end 20 22:00 handled"],
    );
  });

  test("changed in a new turn: the finished turn keeps its limits, citizen and new turn get the new ones", () => {
    const { on, begin } = pothole();
    expectState(
      [
        ...begin,
        on("resolved", "2025-11-20 18:00", {}),
        on("reopened", "2025-11-21 08:00", {}),
        on("complexity_changed", "2025-11-21 08:30", { complexity: "complex" }),
      ],
      [
        "report due 21 02:30 end – open",
        "W1#1 from 20 16:30 due 20 20:30 end 20 18:00 handled again",
        "W1#2 from 21 08:00 due 21 18:00 end – open",
      ],
    );
  });

  test("classified anew after the end: finished work is not judged anew either", () => {
    const { on, begin } = pothole();
    expectState(
      [
        ...begin,
        on("resolved", "2025-11-20 22:00", {}),
        on("classified", "2025-11-20 22:01", { service_code: "licence", complexity: "complex" }),
      ],
      ["report due 20 20:30 end 20 22:00 handled", "W1#1 from 20 16:30 due 20 20:30 end 20 22:00 handled"],
    );
  });

  test.each(["responded", "resolved"] as const)("without a rule there is no deadline; %s ends it", (kind) => {
    const on = reportEvents("2025-11-20 16:20");
    expectState(
      [
        on("received", "2025-11-20 16:20", {
          channel: "app",
          service_code: "pothole",
          complexity: "coordinated",
        }),
        on("assigned", "2025-11-20 16:30", { agency_responsible: "W1" }),
        on(kind, "2025-11-20 17:00", {}),
      ],
      ["report due – end 20 17:00 handled", "W1#1 from 20 16:30 due – end 20 17:00 handled"],
    );
  });
});

describe("extensions", () => {
  test.each([
    ["2025-11-20 20:29", "2025-11-21 12:00", "21 12:00", "in time: moved"],
    ["2025-11-20 20:30", "2025-11-21 12:00", "20 20:30", "at the due: no longer before it"],
    ["2025-11-21 08:00", "2025-11-21 12:00", "20 20:30", "late: recorded and ignored"],
    ["2025-11-20 17:00", "2025-11-20 19:00", "20 20:30", "earlier than the due: no extension"],
  ])("granted %s until %s: due %s (%s)", (granted, until, due) => {
    const { on, begin } = pothole();
    expectState(
      [...begin, on("extended", granted, { expected_datetime: rfc(until) })],
      [`report due ${due} end – open`, `W1#1 from 20 16:30 due ${due} end – open`],
    );
  });

  test("late: flagged", () => {
    const { on, begin } = pothole();
    const late = on("extended", "2025-11-21 08:00", { expected_datetime: rfc("2025-11-21 12:00") });
    expect(foldReport(rulebook, [...begin, late]).flags).toEqual(["late_extension_ignored"]);
  });

  // Received on Monday 17 November; forward due on Tuesday 17:00, respond ten working days after forward's due.
  test.each([
    ["2025-11-18 16:59", "2025-11-20 17:00", "2025-12-04 17:00", [], "in time: both move"],
    ["2025-11-18 17:00", "2025-11-18 17:00", "2025-12-02 17:00", ["late_extension_ignored"], "at the due"],
  ])(
    "of intake's own stage, not assigned yet, granted %s: %s, %s, %j (%s)",
    (granted, forward, respond, flags) => {
      const on = reportEvents("2025-11-17 10:00");
      const state = foldReport(rulebook, [
        on("received", "2025-11-17 10:00", { channel: "app", service_code: "idea" }),
        on("extended", granted, { stage: "forward", expected_datetime: rfc("2025-11-20 17:00") }),
      ]);
      expect(state.stages.map((stage) => wallOf(stage.due_at))).toEqual([forward, respond]);
      expect(state.flags).toEqual(flags);
    },
  );

  test("a second one, late, is flagged though the first counted", () => {
    const { on, begin } = pothole();
    const state = foldReport(rulebook, [
      ...begin,
      on("extended", "2025-11-20 20:00", { expected_datetime: rfc("2025-11-21 12:00") }),
      on("extended", "2025-11-21 12:00", { expected_datetime: rfc("2025-11-21 20:00") }),
    ]);
    expect([wallOf(state.due_at), state.flags]).toEqual(["2025-11-21 12:00", ["late_extension_ignored"]]);
  });

  test("a second one builds on the first", () => {
    const { on, begin } = pothole();
    expectState(
      [
        ...begin,
        on("extended", "2025-11-20 20:00", { expected_datetime: rfc("2025-11-21 12:00") }),
        on("extended", "2025-11-21 11:00", { expected_datetime: rfc("2025-11-21 20:00") }),
      ],
      ["report due 21 20:00 end – open", "W1#1 from 20 16:30 due 21 20:00 end – open"],
    );
  });

  test("of a stage before moves what follows", () => {
    const { on, begin } = pothole();
    expectState(
      [
        ...begin,
        on("extended", "2025-11-20 17:00", { stage: "verify", expected_datetime: rfc("2025-11-20 20:00") }),
      ],
      ["report due 20 22:00 end – open", "W1#1 from 20 16:30 due 20 22:00 end – open"],
    );
  });

  test("of one agency moves that one and the citizen's, not its neighbour's", () => {
    const { on, begin } = pothole();
    expectState(
      [
        ...begin,
        on("assigned", "2025-11-20 16:30", { agency_responsible: "W2" }),
        on("extended", "2025-11-20 17:00", {
          agency_responsible: "W2",
          expected_datetime: rfc("2025-11-21 12:00"),
        }),
      ],
      [
        "report due 21 12:00 end – open",
        "W1#1 from 20 16:30 due 20 20:30 end – open",
        "W2#1 from 20 16:30 due 21 12:00 end – open",
      ],
    );
  });

  test("of a stranger or of an unknown stage moves nothing", () => {
    const { on, begin } = pothole();
    expectState(
      [
        ...begin,
        on("extended", "2025-11-20 17:00", {
          agency_responsible: "W3",
          expected_datetime: rfc("2025-11-21 12:00"),
        }),
        on("extended", "2025-11-20 17:00", { stage: "dance", expected_datetime: rfc("2025-11-21 12:00") }),
      ],
      ["report due 20 20:30 end – open", "W1#1 from 20 16:30 due 20 20:30 end – open"],
    );
  });

  test("in a new turn: too late for the citizen, in time for the agency, so not flagged", () => {
    const { on, begin } = pothole();
    const events = [
      ...begin,
      on("resolved", "2025-11-20 18:00", {}),
      on("reopened", "2025-11-21 08:00", {}),
      on("extended", "2025-11-21 09:00", { expected_datetime: rfc("2025-11-22 12:00") }),
    ];
    expectState(events, [
      "report due 20 20:30 end – open",
      "W1#1 from 20 16:30 due 20 20:30 end 20 18:00 handled again",
      "W1#2 from 21 08:00 due 22 12:00 end – open",
    ]);
    expect(foldReport(rulebook, events).flags).toEqual([]);
  });
});
