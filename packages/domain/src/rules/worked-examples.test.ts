import type { StoredEvent } from "@toancanh/contracts";
import { describe, expect, test } from "vitest";
import { foldReport } from "../fold/fold.ts";
import { at, reportEvents, wallOf } from "../testing/event-fixture.ts";
import { CITY } from "../testing/profile-fixture.ts";
import { buildRulebook } from "./rulebook.ts";

const rulebook = buildRulebook(CITY);

/** Stage → due of the report itself. */
function dues(events: StoredEvent[]): Record<string, string | null> {
  const { stages } = foldReport(rulebook, events);
  return Object.fromEntries(
    stages.filter(({ agency }) => agency === "").map((s) => [s.stage, wallOf(s.due_at)]),
  );
}

describe("worked examples of docs/metrics.md §3", () => {
  test("infrastructure normal, assigned Thu 20 Nov 2025 16:30, verified 17:10", () => {
    const on = reportEvents("2025-11-20 16:20");
    const events = [
      on("received", "2025-11-20 16:20", { channel: "app", service_code: "pothole" }),
      on("assigned", "2025-11-20 16:30", { agency_responsible: "W1" }),
      on("verified", "2025-11-20 17:10", { agency_responsible: "W1" }),
    ];
    expect(dues(events)).toEqual({ verify: "2025-11-20 18:30", resolve: "2025-11-20 19:10" });
  });

  test("the same, verified only at 19:40", () => {
    const on = reportEvents("2025-11-20 16:20");
    const events = [
      on("received", "2025-11-20 16:20", { channel: "app", service_code: "pothole" }),
      on("assigned", "2025-11-20 16:30", { agency_responsible: "W1" }),
      on("verified", "2025-11-20 19:40", { agency_responsible: "W1" }),
    ];
    expect(dues(events)).toEqual({ verify: "2025-11-20 18:30", resolve: "2025-11-20 20:30" });
    const verify = foldReport(rulebook, events).stages[0];
    expect(verify?.done_at).toBe(at("2025-11-20 19:40"));
  });

  test("infrastructure complex, assigned 20 Nov 2025 22:00, verified 23:00", () => {
    const on = reportEvents("2025-11-20 21:50");
    const events = [
      on("received", "2025-11-20 21:50", { channel: "app", service_code: "pothole", complexity: "complex" }),
      on("assigned", "2025-11-20 22:00", { agency_responsible: "W1" }),
      on("verified", "2025-11-20 23:00", { agency_responsible: "W1" }),
    ];
    expect(dues(events)).toEqual({
      verify: "2025-11-21 00:00",
      temporary_fix: "2025-11-21 01:00",
      resolve: "2025-11-21 07:00",
    });
  });

  test.each([
    ["2025-04-25 16:45", "2025-05-06 17:00", "30 Apr and 1 May off"],
    ["2026-02-13 09:00", "2026-02-27 17:00", "Tết 16–20 Feb"],
    ["2024-04-26 09:00", "2024-05-07 17:00", "29 Apr–1 May off, Sat 4 May worked"],
  ])("socio-economic, assigned %s: respond %s (%s)", (assigned, due) => {
    const on = reportEvents(assigned);
    const events = [
      on("received", assigned, { channel: "app", service_code: "licence" }),
      on("assigned", assigned, { agency_responsible: "W1" }),
    ];
    expect(dues(events)).toEqual({ respond: due });
  });

  test("suggestion coordinated, received Sat 22 Nov 2025 10:00, forwarded Mon 24 Nov 09:00", () => {
    const on = reportEvents("2025-11-22 10:00");
    const events = [
      on("received", "2025-11-22 10:00", { channel: "app", service_code: "idea", complexity: "coordinated" }),
      on("assigned", "2025-11-24 09:00", { agency_responsible: "W1" }),
    ];
    expect(dues(events)).toEqual({ forward: "2025-11-24 17:00", respond: "2025-12-15 17:00" });
  });
});
