import type { Complexity } from "@toancanh/contracts";
import { describe, expect, test } from "vitest";
import { duesOf } from "../testing/dues-of.ts";
import { reportEvents } from "../testing/event-fixture.ts";

// Every case counted by hand on a clock; the word behind it is the reasoning.

describe("infrastructure: hours run day and night, holidays too", () => {
  test.each<[Complexity, string, string | null, string[], string]>([
    [
      "normal",
      "2025-11-20 23:30",
      "2025-11-21 00:15",
      ["2025-11-21 01:30", "2025-11-21 02:15"],
      "over midnight",
    ],
    [
      "normal",
      "2025-11-20 16:30",
      "2025-11-20 18:30",
      ["2025-11-20 18:30", "2025-11-20 20:30"],
      "verified at its due",
    ],
    [
      "normal",
      "2025-11-20 16:30",
      "2025-11-20 18:31",
      ["2025-11-20 18:30", "2025-11-20 20:30"],
      "a minute late",
    ],
    ["normal", "2025-11-20 16:30", null, ["2025-11-20 18:30", "2025-11-20 20:30"], "never verified"],
    [
      "normal",
      "2025-11-20 16:30",
      "2025-11-20 16:30",
      ["2025-11-20 18:30", "2025-11-20 18:30"],
      "verified at once",
    ],
    ["normal", "2025-12-31 22:30", null, ["2026-01-01 00:30", "2026-01-01 02:30"], "over the year's end"],
    [
      "normal",
      "2026-02-17 00:00",
      "2026-02-17 00:30",
      ["2026-02-17 02:00", "2026-02-17 02:30"],
      "New Year's night",
    ],
    [
      "normal",
      "2024-02-28 23:00",
      "2024-02-28 23:30",
      ["2024-02-29 01:00", "2024-02-29 01:30"],
      "into the leap day",
    ],
    [
      "normal",
      "2024-05-04 16:59",
      "2024-05-04 17:30",
      ["2024-05-04 18:59", "2024-05-04 19:30"],
      "office end is nothing to it",
    ],
    [
      "complex",
      "2024-04-26 17:00",
      "2024-04-26 18:00",
      ["2024-04-26 19:00", "2024-04-26 20:00", "2024-04-27 02:00"],
      "both from verified",
    ],
    [
      "complex",
      "2025-11-22 08:00",
      null,
      ["2025-11-22 10:00", "2025-11-22 12:00", "2025-11-22 18:00"],
      "both from verify's due",
    ],
    [
      "complex",
      "2027-02-05 20:00",
      "2027-02-05 23:59",
      ["2027-02-05 22:00", "2027-02-06 00:00", "2027-02-06 06:00"],
      "verified late on New Year's Eve",
    ],
  ])("%s, assigned %s, verified %s: %j (%s)", (complexity, assigned, verified, dues) => {
    const on = reportEvents(assigned);
    const events = [
      on("received", assigned, { channel: "app", service_code: "pothole", complexity }),
      on("assigned", assigned, { agency_responsible: "W1" }),
    ];
    if (verified !== null) events.push(on("verified", verified, { agency_responsible: "W1" }));
    expect(duesOf(events)).toEqual(dues);
  });
});
