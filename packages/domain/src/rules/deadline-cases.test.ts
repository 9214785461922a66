import type { Complexity, StoredEvent } from "@toancanh/contracts";
import { describe, expect, test } from "vitest";
import { foldReport } from "../fold/fold.ts";
import { duesOf } from "../testing/dues-of.ts";
import { reportEvents, wallOf } from "../testing/event-fixture.ts";
import { CHAINED_POLICY, rulebookWith } from "../testing/profile-fixture.ts";

// Every case counted by hand on a printed calendar; the word behind it is the reasoning.

function socioEconomic(assigned: string, agency: string): StoredEvent[] {
  const on = reportEvents(assigned);
  return [
    on("received", assigned, { channel: "app", service_code: "licence" }),
    on("assigned", assigned, { agency_responsible: agency }),
  ];
}

test("a chain of three stages, read from a policy: each follows the one before it, for the agency too", () => {
  const chained = rulebookWith(CHAINED_POLICY);
  const on = reportEvents("2025-11-20 08:00");
  const state = foldReport(chained, [
    on("received", "2025-11-20 08:00", { channel: "app", service_code: "pothole" }),
    on("assigned", "2025-11-20 08:10", { agency_responsible: "W1" }),
    on("verified", "2025-11-20 08:30", {}),
    on("temporary_fixed", "2025-11-20 08:45", {}),
  ]);
  expect(state.stages.map(({ stage, agency, due_at }) => [agency, stage, wallOf(due_at)?.slice(11)])).toEqual(
    [
      ["", "forward", "09:00"],
      ["", "check", "09:10"],
      ["", "secure", "09:30"],
      ["", "mend", "09:45"],
      ["W1", "check", "09:10"],
      ["W1", "secure", "09:30"],
      ["W1", "mend", "09:45"],
    ],
  );
  expect([state.due_at, state.assignments[0]?.due_at].map((due) => wallOf(due ?? null))).toEqual([
    "2025-11-20 09:45",
    "2025-11-20 09:45",
  ]);
});

describe("five working days from assigned (socio-economic)", () => {
  test.each([
    // Tết 2024: Thu 8 – Wed 14 Feb off.
    ["2024-01-31 09:00", "2024-02-07", "the five days just before Tết"],
    ["2024-02-01 09:00", "2024-02-15", "four before Tết, one after"],
    ["2024-02-02 16:59", "2024-02-16", "three before, two after"],
    ["2024-02-03 08:00", "2024-02-16", "Saturday counts like the Friday before"],
    ["2024-02-04 23:59", "2024-02-16", "Sunday's last minute too"],
    ["2024-02-05 00:00", "2024-02-19", "Monday's first minute: that Monday no longer counts"],
    ["2024-02-07 17:00", "2024-02-21", "office end on the last day: all five after Tết"],
    ["2024-02-08 10:00", "2024-02-21", "29 Tết: day 1 is the first day back"],
    ["2024-02-10 00:00", "2024-02-21", "New Year's morning"],
    ["2024-02-14 23:59", "2024-02-21", "last minute of Tết"],
    ["2024-02-15 00:00", "2024-02-22", "first minute back: the day itself no longer counts"],
    // Hùng Kings 2024: Thu 18 Apr off.
    ["2024-04-11 09:00", "2024-04-19", "Thursday off inside"],
    ["2024-04-17 09:00", "2024-04-25", "off the very next day"],
    ["2024-04-18 09:00", "2024-04-25", "assigned on the holiday"],
    ["2024-04-19 09:00", "2024-04-26", "the day after: an ordinary week"],
    // 29 Apr – 1 May 2024 off, Sat 4 May worked instead.
    ["2024-04-25 09:00", "2024-05-06", "26 Apr, 2, 3, 4 (make-up), 6 May"],
    ["2024-04-27 09:00", "2024-05-07", "an ordinary Saturday before"],
    ["2024-04-29 09:00", "2024-05-07", "on the swapped day off"],
    ["2024-05-01 23:59", "2024-05-07", "last minute of the holiday"],
    ["2024-05-02 09:00", "2024-05-08", "make-up Saturday is day 2"],
    ["2024-05-03 18:00", "2024-05-09", "make-up Saturday is day 1"],
    ["2024-05-04 08:00", "2024-05-10", "assigned on the make-up Saturday: day 1 is Monday"],
    ["2024-05-04 23:59", "2024-05-10", "its last minute"],
    ["2024-05-05 00:00", "2024-05-10", "Sunday after it is off as ever"],
    // National Day 2024: Mon 2 and Tue 3 Sep off.
    ["2024-08-30 09:00", "2024-09-10", "long weekend"],
    ["2024-09-02 09:00", "2024-09-10", "on the day"],
    ["2024-09-03 23:59", "2024-09-10", "end of the second day"],
    ["2024-09-04 00:00", "2024-09-11", "first minute back"],
    // Turn of the year: Wed 1 Jan 2025 off.
    ["2024-12-26 09:00", "2025-01-03", "over the year's end"],
    ["2024-12-31 23:59", "2025-01-08", "last minute of the year"],
    ["2025-01-01 00:00", "2025-01-08", "first minute of the year"],
    // Tết 2025: Mon 27 Jan – Sat 1 Feb off.
    ["2025-01-17 09:00", "2025-01-24", "the week just before"],
    ["2025-01-20 09:00", "2025-02-03", "four before, one after"],
    ["2025-01-23 09:00", "2025-02-06", "one before, four after"],
    ["2025-01-24 16:45", "2025-02-07", "Friday afternoon: all after"],
    ["2025-01-26 12:00", "2025-02-07", "Sunday before Tết"],
    ["2025-01-29 00:00", "2025-02-07", "New Year's midnight"],
    ["2025-02-02 23:59", "2025-02-07", "Sunday after Tết"],
    ["2025-02-03 00:00", "2025-02-10", "first minute back"],
    // 2025: Mon 7 Apr, 30 Apr, 1 May, 1–2 Sep off.
    ["2025-03-31 09:00", "2025-04-08", "1–4 Apr, then Tuesday"],
    ["2025-04-04 09:00", "2025-04-14", "three days off after the Friday"],
    ["2025-04-29 09:00", "2025-05-08", "2 May is worked in this calendar"],
    ["2025-04-30 09:00", "2025-05-08", "on the holiday"],
    ["2025-05-01 23:59", "2025-05-08", "its last minute"],
    ["2025-05-02 00:00", "2025-05-09", "first minute of the Friday between"],
    ["2025-08-29 09:00", "2025-09-09", "Monday and Tuesday off"],
    ["2025-11-20 16:59", "2025-11-27", "an ordinary week, before office end"],
    ["2025-11-20 17:00", "2025-11-27", "at office end: the same"],
    ["2025-11-20 17:01", "2025-11-27", "after it: the same, the date decides"],
    ["2025-11-20 23:59", "2025-11-27", "last minute of the date"],
    ["2025-11-21 00:00", "2025-11-28", "one minute more is one day more"],
    // Tết 2026: Mon 16 – Fri 20 Feb off.
    ["2026-02-06 09:00", "2026-02-13", "the week just before"],
    ["2026-02-09 09:00", "2026-02-23", "four before, one after"],
    ["2026-02-12 09:00", "2026-02-26", "one before, four after"],
    ["2026-02-16 09:00", "2026-02-27", "New Year's Eve"],
    ["2026-02-22 23:59", "2026-02-27", "Sunday after"],
    ["2026-02-23 00:00", "2026-03-02", "first minute back"],
    // 2026: Sun 26 Apr with Mon 27 instead; 30 Apr, 1 May; Tue 1, Wed 2 Sep off.
    ["2026-04-22 09:00", "2026-05-04", "both holidays inside"],
    ["2026-04-24 09:00", "2026-05-06", "Monday off instead of Sunday"],
    ["2026-04-27 09:00", "2026-05-06", "on that Monday"],
    ["2026-04-28 09:00", "2026-05-07", "one day between"],
    ["2026-08-28 09:00", "2026-09-08", "Monday worked, Tuesday and Wednesday off"],
    ["2026-08-31 09:00", "2026-09-09", "off from tomorrow"],
    ["2026-12-31 09:00", "2027-01-08", "Friday 1 January off"],
    // Tết 2027: Thu 4 – Wed 10 Feb off.
    ["2027-01-27 09:00", "2027-02-03", "the five days just before"],
    ["2027-01-28 09:00", "2027-02-11", "four before, one after"],
    ["2027-01-29 09:00", "2027-02-12", "three before, two after"],
    ["2027-02-03 17:00", "2027-02-17", "office end on the last day"],
    ["2027-02-06 00:00", "2027-02-17", "New Year's midnight"],
    ["2027-02-10 23:59", "2027-02-17", "last minute of Tết"],
    ["2027-02-11 00:00", "2027-02-18", "first minute back"],
    // 2027: Fri 16 Apr; Fri 30 Apr and Mon 3 May; Thu 2 and Fri 3 Sep off.
    ["2027-04-15 09:00", "2027-04-23", "Friday off"],
    ["2027-04-29 09:00", "2027-05-10", "Friday and Monday off"],
    ["2027-09-01 09:00", "2027-09-10", "Thursday and Friday off"],
  ])("assigned %s: due %s 17:00 (%s)", (assigned, date) => {
    expect(duesOf(socioEconomic(assigned, "W1"))).toEqual([`${date} 17:00`]);
    expect(duesOf(socioEconomic(assigned, "W1"), "W1")).toEqual([`${date} 17:00`]);
  });
});

describe("a utility counts its own days: Monday to Saturday, closing 16:30", () => {
  test.each([
    ["2025-11-21 09:00", "2025-11-27 16:30", "2025-11-28 17:00", "Saturday is day 1 for it"],
    ["2026-02-13 09:00", "2026-02-25 16:30", "2026-02-27 17:00", "Saturdays 14 and 21 Feb worked"],
    ["2024-04-26 09:00", "2024-05-06 16:30", "2024-05-07 17:00", "27 Apr worked by it; 4 May by all"],
    ["2025-01-24 09:00", "2025-02-06 16:30", "2025-02-07 17:00", "25 Jan worked, Saturday 1 Feb is Tết"],
  ])("assigned %s: utility %s, citizen %s (%s)", (assigned, own, citizen) => {
    const events = socioEconomic(assigned, "U1");
    expect(duesOf(events, "U1")).toEqual([own]);
    expect(duesOf(events)).toEqual([citizen]);
  });
});

describe("suggestions: forward within 1 working day, respond within 10 (coordinated 15) from forwarded-or-due", () => {
  test.each<[Complexity, string, string | null, string, string, string]>([
    [
      "normal",
      "2025-11-17 10:00",
      "2025-11-17 15:00",
      "2025-11-18 17:00",
      "2025-12-01 17:00",
      "forwarded the same day",
    ],
    [
      "normal",
      "2025-11-17 10:00",
      "2025-11-18 17:00",
      "2025-11-18 17:00",
      "2025-12-02 17:00",
      "at the last minute",
    ],
    [
      "normal",
      "2025-11-17 10:00",
      "2025-11-20 09:00",
      "2025-11-18 17:00",
      "2025-12-02 17:00",
      "late: no time bought",
    ],
    [
      "normal",
      "2025-11-17 10:00",
      null,
      "2025-11-18 17:00",
      "2025-12-02 17:00",
      "not forwarded: counts as due",
    ],
    [
      "normal",
      "2026-02-13 20:00",
      "2026-02-16 09:00",
      "2026-02-23 17:00",
      "2026-03-06 17:00",
      "forwarded in Tết",
    ],
    ["normal", "2026-02-13 20:00", null, "2026-02-23 17:00", "2026-03-09 17:00", "left lying over Tết"],
    [
      "normal",
      "2024-05-03 16:00",
      "2024-05-04 10:00",
      "2024-05-04 17:00",
      "2024-05-17 17:00",
      "due on a make-up Saturday",
    ],
    [
      "normal",
      "2024-05-03 16:00",
      null,
      "2024-05-04 17:00",
      "2024-05-17 17:00",
      "its date decides, not its hour",
    ],
    [
      "coordinated",
      "2024-01-31 09:00",
      "2024-01-31 10:00",
      "2024-02-01 17:00",
      "2024-02-28 17:00",
      "15 days round Tết",
    ],
    [
      "coordinated",
      "2027-01-29 17:30",
      "2027-02-01 08:00",
      "2027-02-01 17:00",
      "2027-03-01 17:00",
      "2, 3, then 13 after Tết",
    ],
  ] as const)(
    "%s, received %s, forwarded %s: %s, %s (%s)",
    (complexity, received, forwarded, forward, respond) => {
      const on = reportEvents(received);
      const events = [on("received", received, { channel: "app", service_code: "idea", complexity })];
      if (forwarded !== null) events.push(on("assigned", forwarded, { agency_responsible: "W1" }));
      expect(duesOf(events)).toEqual([forward, respond]);
    },
  );

  test("the agency's own ten days run from its assignment, however late intake forwarded", () => {
    const on = reportEvents("2025-11-17 10:00");
    const events = [
      on("received", "2025-11-17 10:00", { channel: "app", service_code: "idea" }),
      on("assigned", "2025-11-20 09:00", { agency_responsible: "W1" }),
    ];
    expect(duesOf(events, "W1")).toEqual(["2025-12-04 17:00"]);
  });
});
