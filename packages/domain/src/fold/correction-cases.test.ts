import { describe, expect, test } from "vitest";
import { buildRulebook } from "../rules/rulebook.ts";
import { at, reportEvents, rfc, wallOf } from "../testing/event-fixture.ts";
import { pothole } from "../testing/pothole-fixture.ts";
import { CITY } from "../testing/profile-fixture.ts";
import { foldReport } from "./fold.ts";

const rulebook = buildRulebook(CITY);
const DAY = "2025-11-20";

function dueOf(events: Parameters<typeof foldReport>[1]): string | null {
  return wallOf(foldReport(rulebook, events).due_at);
}

describe("a correction", () => {
  test.each([
    [{ lat: 1 }, { channel: "app", lat: 1, long: null }],
    [{ long: 2 }, { channel: "app", lat: null, long: 2 }],
    [{ channel: "web" }, { channel: "web", lat: null, long: null }],
  ])("of %j alone leaves the rest as it was", (data, expected) => {
    const { on, begin } = pothole();
    expect(foldReport(rulebook, [...begin, on("corrected", `${DAY} 16:40`, data)])).toMatchObject(expected);
  });

  test("of the place does not judge finished work by a later classification", () => {
    const { on, begin } = pothole();
    const events = [
      ...begin,
      on("resolved", `${DAY} 18:00`, {}),
      on("classified", `${DAY} 18:30`, { service_code: "licence" }),
      on("corrected", `${DAY} 19:00`, { lat: 10.7 }),
    ];
    expect(dueOf(events)).toBe(`${DAY} 20:30`);
  });

  test("of the place does not make finished complex work a normal one", () => {
    const { on, begin } = pothole();
    const events = [
      ...begin,
      on("complexity_changed", `${DAY} 16:40`, { complexity: "complex" }),
      on("resolved", `${DAY} 18:00`, {}),
      on("corrected", `${DAY} 19:00`, { lat: 10.7 }),
    ];
    expect(dueOf(events)).toBe("2025-11-21 02:30");
  });

  test("of open work is not the last word on it", () => {
    const { on, begin } = pothole();
    const events = [
      ...begin,
      on("corrected", `${DAY} 17:00`, { service_code: "licence" }),
      on("classified", `${DAY} 17:30`, { service_code: "pothole" }),
    ];
    expect(dueOf(events)).toBe(`${DAY} 20:30`);
  });
});

describe("what comes to a report that no agency holds", () => {
  test("an extension before the first assignment is the citizen's, by any agency", () => {
    const on = reportEvents("2025-11-17 10:00");
    const events = [
      on("received", "2025-11-17 10:00", { channel: "app", service_code: "idea" }),
      on("extended", "2025-11-17 11:00", {
        agency_responsible: "W1",
        expected_datetime: rfc("2026-01-05 17:00"),
      }),
    ];
    expect(dueOf(events)).toBe("2026-01-05 17:00");
  });

  test("an extension of what is finished extends nothing, though it is reopened later", () => {
    const { on, begin } = pothole();
    const events = [
      ...begin,
      on("resolved", `${DAY} 17:00`, {}),
      on("extended", `${DAY} 17:30`, { expected_datetime: rfc("2025-11-21 12:00") }),
      on("reopened", `${DAY} 18:00`, {}),
    ];
    expect(dueOf(events)).toBe(`${DAY} 20:30`);
  });

  test("resolved a second time: the first counts", () => {
    const { on, begin } = pothole();
    const state = foldReport(rulebook, [
      ...begin,
      on("resolved", `${DAY} 17:00`, {}),
      on("resolved", `${DAY} 22:00`, {}),
    ]);
    expect(state).toMatchObject({ ending: "handled", finished_at: at(`${DAY} 17:00`) });
  });

  test("a check done after it was closed does not count when it is reopened", () => {
    const { on, begin } = pothole();
    const events = [
      ...begin,
      on("closed", `${DAY} 16:40`, {}),
      on("verified", `${DAY} 16:50`, {}),
      on("reopened", `${DAY} 17:00`, {}),
    ];
    expect(dueOf(events)).toBe(`${DAY} 20:30`);
  });
});

test("done without a name: done for all who hold it", () => {
  const { on, begin } = pothole();
  const state = foldReport(rulebook, [
    ...begin,
    on("assigned", `${DAY} 16:30`, { agency_responsible: "W2" }),
    on("assigned", `${DAY} 16:30`, { agency_responsible: "W3" }),
    on("resolved", `${DAY} 18:00`, {}),
  ]);
  expect(state.assignments.map(({ ending }) => ending)).toEqual(["handled", "handled", "handled"]);
  expect(state.ending).toBe("handled");
});

test("an agency named where it means nothing is an unknown field, not an unknown agency", () => {
  const { on, begin } = pothole();
  const more = { reason: "done", agency_responsible: "Atlantis" };
  expect(foldReport(rulebook, [...begin, on("closed", `${DAY} 17:00`, more)]).flags).toEqual([]);
});
