import { SIMULATOR_SOURCE, type StoredEvent } from "@toancanh/contracts";
import { describe, expect, test } from "vitest";
import { CalendarRangeError } from "../calendar/calendar.ts";
import { buildRulebook } from "../rules/rulebook.ts";
import { at, reportEvents, rfc } from "../testing/event-fixture.ts";
import { CITY } from "../testing/profile-fixture.ts";
import { foldReport, stateAt } from "./fold.ts";

const rulebook = buildRulebook(CITY);
const DAY = "2025-11-20";

function pothole(): { on: ReturnType<typeof reportEvents>; begin: StoredEvent[] } {
  const on = reportEvents(`${DAY} 16:20`);
  const begin = [
    on("received", `${DAY} 16:20`, {
      channel: "app",
      service_code: "pothole",
      urgency: 2,
      lat: 10.7,
      long: 106.7,
    }),
    on("assigned", `${DAY} 16:30`, { agency_responsible: "W1" }),
  ];
  return { on, begin };
}

describe("fields", () => {
  test("of an ordinary life", () => {
    const { on, begin } = pothole();
    const state = foldReport(rulebook, [
      ...begin,
      on("accepted", `${DAY} 16:35`, { agency_responsible: "W1" }),
      on("accepted", `${DAY} 16:36`, { agency_responsible: "W1" }),
      on("verified", `${DAY} 17:10`, { agency_responsible: "W1" }),
      on("resolved", `${DAY} 18:00`, { agency_responsible: "W1" }),
      on("rated", `${DAY} 19:00`, { rating: 4 }, { recordedAt: at(`${DAY} 23:00`) }),
    ]);
    expect(state).toEqual({
      service_request_id: "R1",
      received_at: at(`${DAY} 16:20`),
      version: 7,
      event_count: 7,
      conflict_count: 0,
      last_event_at: at(`${DAY} 19:00`),
      last_recorded_at: at(`${DAY} 23:00`),
      simulated: false,
      channel: "app",
      service_code: "pothole",
      field_group: "infrastructure",
      complexity: "normal",
      urgency: 2,
      policy_id: "qd4874-2023",
      lat: 10.7,
      long: 106.7,
      ending: "handled",
      first_assigned_at: at(`${DAY} 16:30`),
      finished_at: at(`${DAY} 18:00`),
      due_at: at(`${DAY} 19:10`),
      reopen_count: 0,
      rating: 4,
      expected_datetime: null,
      estimate_kept: null,
      handling_minutes: 100,
      handling_working_minutes: 40,
      returned_count: 0,
      intake_minutes: 10,
      flags: [],
      stages: ["", "W1"].flatMap((agency) => [
        {
          stage: "verify",
          agency,
          turn: agency === "" ? 0 : 1,
          start_at: at(`${DAY} 16:30`),
          due_at: at(`${DAY} 18:30`),
          done_at: at(`${DAY} 17:10`),
        },
        {
          stage: "resolve",
          agency,
          turn: agency === "" ? 0 : 1,
          start_at: at(`${DAY} 17:10`),
          due_at: at(`${DAY} 19:10`),
          done_at: at(`${DAY} 18:00`),
        },
      ]),
      assignments: [
        {
          agency: "W1",
          turn: 1,
          assigned_at: at(`${DAY} 16:30`),
          accepted_at: at(`${DAY} 16:35`),
          due_at: at(`${DAY} 19:10`),
          finished_at: at(`${DAY} 18:00`),
          ending: "handled",
          is_obligation: true,
          reopened: false,
          held_minutes: 90,
          late_share: 0,
        },
      ],
    });
  });

  test("without events there is no state", () => {
    expect(() => foldReport(rulebook, [])).toThrow(RangeError);
    expect(stateAt(rulebook, [], { asOf: Infinity, knownAt: Infinity })).toBeNull();
  });

  test("before the oldest policy there is neither policy nor deadline", () => {
    const on = reportEvents("2022-12-31 23:00");
    const state = foldReport(rulebook, [
      on("received", "2022-12-31 23:00", { channel: "app", service_code: "licence" }),
      on("assigned", "2022-12-31 23:30", { agency_responsible: "W1" }),
    ]);
    expect(state).toMatchObject({ policy_id: "", due_at: null, stages: [] });
    const paused = on("paused", "2022-12-31 23:40", {});
    expect(foldReport(rulebook, [paused]).flags).toEqual(["no_received_event"]);
  });

  test("a deadline beyond the calendar is an error", () => {
    const on = reportEvents("2027-12-30 09:00");
    const events = [
      on("received", "2027-12-30 09:00", { channel: "app", service_code: "licence" }),
      on("assigned", "2027-12-30 09:00", { agency_responsible: "W1" }),
    ];
    expect(() => foldReport(rulebook, events)).toThrow(CalendarRangeError);
  });

  test("the receipt fills only what an earlier classification left out; later ones replace it", () => {
    const on = reportEvents(`${DAY} 16:20`);
    const early = [
      on("classified", `${DAY} 16:19`, { service_code: "licence", urgency: 5, complexity: "complex" }),
      on("received", `${DAY} 16:20`, {
        channel: "app",
        service_code: "pothole",
        urgency: 1,
        complexity: "normal",
      }),
    ];
    expect(foldReport(rulebook, early)).toMatchObject({
      service_code: "licence",
      urgency: 5,
      complexity: "complex",
    });
    const later = on("classified", `${DAY} 16:25`, { service_code: "idea", urgency: 3 });
    expect(foldReport(rulebook, [...early, later])).toMatchObject({
      service_code: "idea",
      field_group: "suggestion",
      urgency: 3,
      complexity: "complex",
    });
  });

  test("a second receipt changes nothing, a correction does", () => {
    const { on, begin } = pothole();
    const again = on("received", `${DAY} 16:21`, {
      channel: "web",
      service_code: "idea",
      lat: 1,
      long: 2,
      urgency: 9,
    });
    expect(foldReport(rulebook, [...begin, again])).toMatchObject({
      channel: "app",
      service_code: "pothole",
      lat: 10.7,
      long: 106.7,
      urgency: 2,
    });
    const fix = on("corrected", `${DAY} 16:22`, { channel: "web", lat: 1, long: 2 });
    expect(foldReport(rulebook, [...begin, fix])).toMatchObject({
      channel: "web",
      lat: 1,
      long: 2,
      urgency: 2,
    });
  });

  test("the simulator's reports are marked", () => {
    const on = reportEvents(`${DAY} 16:20`);
    const event = on("received", `${DAY} 16:20`, { channel: "app" }, { source: SIMULATOR_SOURCE });
    expect(foldReport(rulebook, [event]).simulated).toBe(true);
  });
});

describe("flags", () => {
  test("unknown codes stand under the profile's own unknown ones", () => {
    const on = reportEvents(`${DAY} 16:20`);
    const state = foldReport(rulebook, [
      on("received", `${DAY} 16:20`, { channel: "app", service_code: "dragons" }),
      on("assigned", `${DAY} 16:30`, { agency_responsible: "Atlantis" }),
    ]);
    expect(state).toMatchObject({ service_code: "unclassified", field_group: "socioeconomic" });
    expect(state.assignments[0]?.agency).toBe("none");
    expect(state.flags).toEqual(["unknown_service_code", "unknown_agency"]);
  });

  test("not yet classified is not unknown", () => {
    const on = reportEvents(`${DAY} 16:20`);
    const state = foldReport(rulebook, [on("received", `${DAY} 16:20`, { channel: "app" })]);
    expect(state).toMatchObject({ service_code: "unclassified", flags: [] });
  });

  test("no receipt, redaction, ignored pause", () => {
    const { on, begin } = pothole();
    expect(foldReport(rulebook, begin.slice(1)).flags).toEqual(["no_received_event"]);
    const more = [on("paused", `${DAY} 17:00`, {}), on("redacted", `${DAY} 18:00`, {})];
    expect(foldReport(rulebook, [...begin, ...more]).flags).toEqual(["pause_ignored", "redacted"]);
  });

  test("one id with two payloads: the smaller hash wins, the conflict is counted", () => {
    const on = reportEvents(`${DAY} 16:20`);
    const web = on("received", `${DAY} 16:20`, { channel: "web" }, { id: "x", hash: "b", recordedAt: 5 });
    const app = on("received", `${DAY} 16:20`, { channel: "app" }, { id: "x", hash: "a", recordedAt: 3 });
    const zalo = on("received", `${DAY} 16:20`, { channel: "zalo" }, { id: "x", hash: "c", recordedAt: 9 });
    const expected = { channel: "app", event_count: 1, conflict_count: 2, version: 3, last_recorded_at: 9 };
    for (const events of [
      [web, app, zalo, web],
      [zalo, web, app],
      [app, zalo, zalo, web],
    ]) {
      const state = foldReport(rulebook, events);
      expect(state).toMatchObject(expected);
      expect(state.flags).toEqual(["event_conflict"]);
    }
    const redelivered = { ...zalo, recorded_at: 50 };
    expect(foldReport(rulebook, [redelivered, app, zalo]).last_recorded_at).toBe(9);
  });

  test("delivered again later: it was known since the first time", () => {
    const { begin } = pothole();
    const again = begin.map((event) => ({ ...event, recorded_at: event.recorded_at + 60_000 }));
    expect(foldReport(rulebook, [...begin, ...again]).last_recorded_at).toBe(at(`${DAY} 16:30`));
    expect(foldReport(rulebook, [...again, ...begin]).last_recorded_at).toBe(at(`${DAY} 16:30`));
  });

  test("of the same minute the id decides, not which came in first", () => {
    const { on, begin } = pothole();
    const service = (code: string) => ({ service_code: code });
    const first = on("classified", `${DAY} 16:25`, service("licence"), { id: "x1" });
    const second = on("classified", `${DAY} 16:25`, service("idea"), { id: "x2" });
    for (const events of [
      [first, second],
      [second, first],
    ]) {
      expect(foldReport(rulebook, [...begin, ...events]).service_code).toBe("idea");
    }
  });
});

describe("estimates", () => {
  const until = (wall: string) => ({ expected_datetime: rfc(wall) });

  test.each<[string[], string, boolean | null, string]>([
    [["18:00"], "17:59", true, "kept"],
    [["18:00"], "18:00", true, "kept to the minute"],
    [["18:00"], "18:01", false, "broken"],
    [["17:00", "18:00"], "17:30", true, "the last one counts"],
    [[], "17:30", null, "none given"],
  ])("%j, finished %s: %s (%s)", (estimates, finished, kept) => {
    const { on, begin } = pothole();
    const published = estimates.map((e, index) =>
      on("estimate_published", `${DAY} 16:4${index}`, until(`${DAY} ${e}`)),
    );
    const events = [...begin, ...published, on("resolved", `${DAY} ${finished}`, {})];
    expect(foldReport(rulebook, events).estimate_kept).toBe(kept);
  });

  test("not judged while open, and one published after the finish is none", () => {
    const { on, begin } = pothole();
    const open = [...begin, on("estimate_published", `${DAY} 17:00`, until(`${DAY} 18:00`))];
    expect(foldReport(rulebook, open)).toMatchObject({
      estimate_kept: null,
      expected_datetime: at(`${DAY} 18:00`),
    });
    const { on: also, begin: first } = pothole();
    const after = [
      ...first,
      also("resolved", `${DAY} 17:00`, {}),
      also("estimate_published", `${DAY} 17:01`, until(`${DAY} 18:00`)),
    ];
    expect(foldReport(rulebook, after)).toMatchObject({ estimate_kept: null, expected_datetime: null });
  });
});

describe("state_at", () => {
  test("as things stood, as far as was then known", () => {
    const { on, begin } = pothole();
    const resolved = on("resolved", `${DAY} 18:00`, {}, { recordedAt: at("2025-11-25 09:00") });
    const events = [...begin, resolved];
    const ask = (asOf: string, knownAt: string) =>
      stateAt(rulebook, events, { asOf: at(asOf), knownAt: at(knownAt) });
    expect(ask(`${DAY} 16:19`, "2025-12-01 00:00")).toBeNull();
    expect(ask(`${DAY} 17:59`, "2025-12-01 00:00")?.ending).toBe("open");
    expect(ask(`${DAY} 18:00`, "2025-11-25 08:59")?.ending).toBe("open");
    expect(ask(`${DAY} 18:00`, "2025-11-25 09:00")?.ending).toBe("handled");
  });

  test("the ledger of an open report runs to the cut-off", () => {
    const { begin } = pothole();
    const state = stateAt(rulebook, begin, { asOf: at(`${DAY} 21:30`), knownAt: Infinity });
    expect(state?.assignments[0]).toMatchObject({ held_minutes: 300, late_share: 1 });
    expect(foldReport(rulebook, begin).assignments[0]).toMatchObject({ held_minutes: 0, late_share: 0 });
  });
});
