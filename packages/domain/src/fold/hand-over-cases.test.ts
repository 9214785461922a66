import { describe, expect, test } from "vitest";
import { buildRulebook } from "../rules/rulebook.ts";
import { at, reportEvents, rfc } from "../testing/event-fixture.ts";
import { linesOf, pothole } from "../testing/pothole-fixture.ts";
import { CITY } from "../testing/profile-fixture.ts";
import { foldReport } from "./fold.ts";

const rulebook = buildRulebook(CITY);

function expectState(events: Parameters<typeof linesOf>[0], lines: string[]): void {
  expect(linesOf(events)).toEqual(lines);
}

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

  test("assigned again to the same agency: its turn runs on from the reopening", () => {
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
        "W1#2 from 21 08:00 due 21 12:00 end – open",
      ],
    );
  });

  test("assigned to another agency: the waiting turn is passed on, the other's clock begins", () => {
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
        "W1#2 from 21 08:00 due 21 12:00 end 21 09:00 reassigned no",
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

  test.each([
    ["accepted", {}],
    ["verified", {}],
    ["temporary_fixed", {}],
    ["estimate_published", { expected_datetime: rfc("2025-11-21 12:00") }],
    ["extended", { expected_datetime: rfc("2025-11-21 13:00") }],
    ["paused", {}],
    ["resumed", {}],
    ["responded", {}],
  ] as const)("taken up by any work (%s): it stays when another is assigned", (kind, data) => {
    const { on, begin } = pothole();
    const work = { agency_responsible: "W1", expected_datetime: rfc("2025-11-21 12:00"), ...data };
    const state = foldReport(rulebook, [
      ...begin,
      on("resolved", "2025-11-20 18:00", {}),
      on("reopened", "2025-11-21 08:00", {}),
      on(kind, "2025-11-21 08:10", work),
      on("assigned", "2025-11-21 09:00", { agency_responsible: "W2" }),
    ]);
    expect(state.assignments.map(({ agency, turn }) => `${agency}#${turn}`)).toEqual([
      "W1#1",
      "W1#2",
      "W2#1",
    ]);
  });

  test("classified or rated by others: the agency has not taken it up, and it is passed on", () => {
    const { on, begin } = pothole();
    const state = foldReport(rulebook, [
      ...begin,
      on("resolved", "2025-11-20 18:00", {}),
      on("reopened", "2025-11-21 08:00", {}),
      on("classified", "2025-11-21 08:10", { service_code: "pothole" }),
      on("rated", "2025-11-21 08:20", { rating: 1 }),
      on("assigned", "2025-11-21 09:00", { agency_responsible: "W2" }),
    ]);
    expect(state.assignments.map(({ agency, turn, ending }) => `${agency}#${turn} ${ending}`)).toEqual([
      "W1#1 handled",
      "W1#2 reassigned",
      "W2#1 open",
    ]);
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
