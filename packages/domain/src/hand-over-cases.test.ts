import type { StoredEvent } from "@toancanh/contracts";
import { describe, expect, test } from "vitest";
import { foldReport } from "./fold.ts";
import { buildRulebook } from "./rulebook.ts";
import { at, reportEvents, rfc } from "./testing/event-fixture.ts";
import { CITY } from "./testing/profile-fixture.ts";
import { summarise } from "./testing/summarise.ts";

const rulebook = buildRulebook(CITY);

/** An ordinary infrastructure report of Thu 20 Nov 2025: received 16:20, assigned to W1 16:30 (due 20:30). */
function pothole(): { on: ReturnType<typeof reportEvents>; begin: StoredEvent[] } {
  const on = reportEvents("2025-11-20 16:20");
  const begin = [
    on("received", "2025-11-20 16:20", { channel: "app", service_code: "pothole" }),
    on("assigned", "2025-11-20 16:30", { agency_responsible: "W1" }),
  ];
  return { on, begin };
}

function expectState(events: StoredEvent[], lines: string[]): void {
  expect(summarise(foldReport(rulebook, events))).toEqual(lines);
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

  test("handled by intake itself, nobody assigned", () => {
    const on = reportEvents("2025-11-20 16:20");
    expectState(
      [
        on("received", "2025-11-20 16:20", { channel: "app", service_code: "pothole" }),
        on("resolved", "2025-11-20 16:40", {}),
      ],
      ["report due – end 20 16:40 handled"],
    );
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

  test("assigned after it was handled: somebody holds it, so it is open again", () => {
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

describe("hand-offs", () => {
  test("returned as not ours: no obligation, and the citizen's clock does not start anew", () => {
    const { on, begin } = pothole();
    expectState(
      [
        ...begin,
        on("returned", "2025-11-20 17:30", { agency_responsible: "W1" }),
        on("assigned", "2025-11-20 18:00", { agency_responsible: "W2" }),
      ],
      [
        "report due 20 20:30 end – open",
        "W1#1 from 20 16:30 due 20 20:30 end 20 17:30 returned no",
        "W2#1 from 20 18:00 due 20 22:00 end – open",
      ],
    );
  });

  test("returned past its due is no obligation either", () => {
    const { on, begin } = pothole();
    expectState(
      [...begin, on("returned", "2025-11-21 09:00", { agency_responsible: "W1" })],
      ["report due 20 20:30 end – open", "W1#1 from 20 16:30 due 20 20:30 end 21 09:00 returned no"],
    );
  });

  test("returned by one who does not hold it: passed over", () => {
    const { on, begin } = pothole();
    const events = [...begin, on("returned", "2025-11-20 17:00", { agency_responsible: "W3" })];
    expectState(events, ["report due 20 20:30 end – open", "W1#1 from 20 16:30 due 20 20:30 end – open"]);
    expect(foldReport(rulebook, events).returned_count).toBe(0);
  });

  test("the last holder returns what the other has handled: nothing is left to do", () => {
    const { on, begin } = pothole();
    expectState(
      [
        ...begin,
        on("assigned", "2025-11-20 16:30", { agency_responsible: "W2" }),
        on("resolved", "2025-11-20 17:00", { agency_responsible: "W1" }),
        on("returned", "2025-11-20 18:00", { agency_responsible: "W2" }),
      ],
      [
        "report due 20 20:30 end 20 18:00 handled",
        "W1#1 from 20 16:30 due 20 20:30 end 20 17:00 handled",
        "W2#1 from 20 16:30 due 20 20:30 end 20 18:00 returned no",
      ],
    );
  });

  test("passed on in time: the deadline is the next one's", () => {
    const { on, begin } = pothole();
    expectState(
      [...begin, on("reassigned", "2025-11-20 18:00", { from_agency: "W1", agency_responsible: "W2" })],
      [
        "report due 20 20:30 end – open",
        "W1#1 from 20 16:30 due 20 20:30 end 20 18:00 reassigned no",
        "W2#1 from 20 18:00 due 20 22:00 end – open",
      ],
    );
  });

  test("passed on past the due: missed here", () => {
    const { on, begin } = pothole();
    expectState(
      [...begin, on("reassigned", "2025-11-20 20:31", { from_agency: "W1", agency_responsible: "W2" })],
      [
        "report due 20 20:30 end – open",
        "W1#1 from 20 16:30 due 20 20:30 end 20 20:31 reassigned",
        "W2#1 from 20 20:31 due 21 00:31 end – open",
      ],
    );
  });

  test("there and back: the second time is a turn of its own", () => {
    const { on, begin } = pothole();
    expectState(
      [
        ...begin,
        on("reassigned", "2025-11-20 17:00", { from_agency: "W1", agency_responsible: "W2" }),
        on("reassigned", "2025-11-20 18:00", { from_agency: "W2", agency_responsible: "W1" }),
      ],
      [
        "report due 20 20:30 end – open",
        "W1#1 from 20 16:30 due 20 20:30 end 20 17:00 reassigned no",
        "W2#1 from 20 17:00 due 20 21:00 end 20 18:00 reassigned no",
        "W1#2 from 20 18:00 due 20 22:00 end – open",
      ],
    );
  });

  test("a history that begins with `reassigned` has left intake all the same", () => {
    const on = reportEvents("2025-11-17 10:00");
    const state = foldReport(rulebook, [
      on("received", "2025-11-17 10:00", { channel: "app", service_code: "idea" }),
      on("reassigned", "2025-11-17 11:00", { from_agency: "W1", agency_responsible: "W2" }),
    ]);
    expect(state.first_assigned_at).toBe(at("2025-11-17 11:00"));
    expect(state.stages[0]).toMatchObject({ stage: "forward", done_at: at("2025-11-17 11:00") });
  });

  test("assigned twice to the same agency: its clock does not start anew", () => {
    const { on, begin } = pothole();
    expectState(
      [...begin, on("assigned", "2025-11-20 19:00", { agency_responsible: "W1" })],
      ["report due 20 20:30 end – open", "W1#1 from 20 16:30 due 20 20:30 end – open"],
    );
  });
});

describe("reopening", () => {
  test("for the citizen the original due, for the agency a new turn with a fresh clock", () => {
    const { on, begin } = pothole();
    const events = [
      ...begin,
      on("resolved", "2025-11-20 18:00", { agency_responsible: "W1" }),
      on("reopened", "2025-11-21 08:00", {}),
    ];
    expectState(events, [
      "report due 20 20:30 end – open",
      "W1#1 from 20 16:30 due 20 20:30 end 20 18:00 handled again",
      "W1#2 from 21 08:00 due 21 12:00 end – open",
    ]);
    expect(foldReport(rulebook, events).reopen_count).toBe(1);
  });

  test("handled again within the new turn: late for the citizen, twice in time for the agency", () => {
    const { on, begin } = pothole();
    expectState(
      [
        ...begin,
        on("resolved", "2025-11-20 18:00", { agency_responsible: "W1" }),
        on("reopened", "2025-11-21 08:00", {}),
        on("resolved", "2025-11-21 11:00", { agency_responsible: "W1" }),
      ],
      [
        "report due 20 20:30 end 21 11:00 handled",
        "W1#1 from 20 16:30 due 20 20:30 end 20 18:00 handled again",
        "W1#2 from 21 08:00 due 21 12:00 end 21 11:00 handled",
      ],
    );
  });

  test("assigned again to the same agency: the new turn's clock starts there", () => {
    const { on, begin } = pothole();
    expectState(
      [
        ...begin,
        on("resolved", "2025-11-20 18:00", {}),
        on("reopened", "2025-11-21 08:00", {}),
        on("assigned", "2025-11-21 09:00", { agency_responsible: "W1" }),
      ],
      [
        "report due 20 20:30 end – open",
        "W1#1 from 20 16:30 due 20 20:30 end 20 18:00 handled again",
        "W1#2 from 21 09:00 due 21 13:00 end – open",
      ],
    );
  });

  test("assigned to another agency: the new turn is that one's", () => {
    const { on, begin } = pothole();
    expectState(
      [
        ...begin,
        on("closed", "2025-11-20 18:00", {}),
        on("reopened", "2025-11-21 08:00", {}),
        on("assigned", "2025-11-21 09:00", { agency_responsible: "W2" }),
      ],
      [
        "report due 20 20:30 end – open",
        "W1#1 from 20 16:30 due 20 20:30 end 20 18:00 closed again",
        "W2#1 from 21 09:00 due 21 13:00 end – open",
      ],
    );
  });

  test("taken up by the agency: another assignment comes beside it", () => {
    const { on, begin } = pothole();
    expectState(
      [
        ...begin,
        on("resolved", "2025-11-20 18:00", {}),
        on("reopened", "2025-11-21 08:00", {}),
        on("accepted", "2025-11-21 08:10", { agency_responsible: "W1" }),
        on("assigned", "2025-11-21 09:00", { agency_responsible: "W2" }),
      ],
      [
        "report due 20 20:30 end – open",
        "W1#1 from 20 16:30 due 20 20:30 end 20 18:00 handled again",
        "W1#2 from 21 08:00 due 21 12:00 end – open",
        "W2#1 from 21 09:00 due 21 13:00 end – open",
      ],
    );
  });

  test("only those who had handled the latest turn get a new one", () => {
    const { on, begin } = pothole();
    expectState(
      [
        ...begin,
        on("reassigned", "2025-11-20 17:00", { from_agency: "W1", agency_responsible: "W2" }),
        on("resolved", "2025-11-20 18:00", { agency_responsible: "W2" }),
        on("reopened", "2025-11-21 08:00", {}),
        on("resolved", "2025-11-21 09:00", { agency_responsible: "W2" }),
        on("reopened", "2025-11-22 08:00", {}),
      ],
      [
        "report due 20 20:30 end – open",
        "W1#1 from 20 16:30 due 20 20:30 end 20 17:00 reassigned no",
        "W2#1 from 20 17:00 due 20 21:00 end 20 18:00 handled again",
        "W2#2 from 21 08:00 due 21 12:00 end 21 09:00 handled again",
        "W2#3 from 22 08:00 due 22 12:00 end – open",
      ],
    );
  });

  test("handled twice in one turn by the same agency: one new turn", () => {
    const { on, begin } = pothole();
    expectState(
      [
        ...begin,
        on("resolved", "2025-11-20 17:00", {}),
        on("assigned", "2025-11-20 18:00", { agency_responsible: "W1" }),
        on("resolved", "2025-11-20 19:00", {}),
        on("reopened", "2025-11-21 08:00", {}),
      ],
      [
        "report due 20 20:30 end – open",
        "W1#1 from 20 16:30 due 20 20:30 end 20 17:00 handled again",
        "W1#2 from 20 18:00 due 20 22:00 end 20 19:00 handled again",
        "W1#3 from 21 08:00 due 21 12:00 end – open",
      ],
    );
  });

  test("of an open report: nothing to reopen", () => {
    const { on, begin } = pothole();
    const events = [...begin, on("reopened", "2025-11-20 17:00", {})];
    expectState(events, ["report due 20 20:30 end – open", "W1#1 from 20 16:30 due 20 20:30 end – open"]);
    expect(foldReport(rulebook, events).reopen_count).toBe(0);
  });

  test("of one that no agency held: open at intake", () => {
    const on = reportEvents("2025-11-20 16:20");
    expectState(
      [
        on("received", "2025-11-20 16:20", { channel: "app", service_code: "pothole" }),
        on("rejected", "2025-11-20 17:00", { reason: "hoax" }),
        on("reopened", "2025-11-20 18:00", {}),
        on("assigned", "2025-11-20 18:30", { agency_responsible: "W1" }),
      ],
      ["report due 20 22:30 end – open", "W1#1 from 20 18:30 due 20 22:30 end – open"],
    );
  });
});

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

  test("without a rule there is no deadline, and resolved or responded ends it", () => {
    const on = reportEvents("2025-11-20 16:20");
    expectState(
      [
        on("received", "2025-11-20 16:20", {
          channel: "app",
          service_code: "pothole",
          complexity: "coordinated",
        }),
        on("assigned", "2025-11-20 16:30", { agency_responsible: "W1" }),
        on("responded", "2025-11-20 17:00", {}),
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
