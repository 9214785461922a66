import type { StoredEvent } from "@toancanh/contracts";
import { describe, expect, test } from "vitest";
import { explainReport } from "../explain/explain.ts";
import { buildRulebook } from "../rules/rulebook.ts";
import { at, reportEvents } from "../testing/event-fixture.ts";
import { CITY } from "../testing/profile-fixture.ts";
import { summarise } from "../testing/summarise.ts";
import { foldReport, stateAt } from "./fold.ts";

const rulebook = buildRulebook(CITY);
const RECEIVED = "2025-11-20 16:20";
const FOREVER = Number.POSITIVE_INFINITY;

/** A report closed on the 20th, of which the source said something else on the 25th. */
function closedReport() {
  const on = reportEvents(RECEIVED);
  const begin = [
    on("received", RECEIVED, { channel: "app", service_code: "pothole" }, { id: "r" }),
    on("assigned", RECEIVED, { agency_responsible: "W1" }, { id: "a" }),
    on("closed", "2025-11-20 18:00", {}, { id: "c" }),
  ];
  return { on, begin };
}

const stood = (events: StoredEvent[], asOf: string, knownAt: number) =>
  summarise(stateAt(rulebook, events, { asOf: at(asOf), knownAt }) ?? foldReport(rulebook, []));

describe("what a source withdraws", () => {
  test("a finish that it corrects counts as the correction says, and stood as it was said before", () => {
    const { on, begin } = closedReport();
    const events = [
      ...begin,
      on("corrected", "2025-11-25 08:00", { withdraws: ["c"] }, { id: "k" }),
      on("closed", "2025-11-23 09:00", {}, { id: "c2", recordedAt: at("2025-11-25 08:00") }),
    ];
    const state = foldReport(rulebook, events);
    expect(state).toMatchObject({ version: 5, event_count: 5, conflict_count: 0, reopen_count: 0 });
    expect(summarise(state)[0]).toBe("report due 20 20:20 end 23 09:00 closed");
    const before = at("2025-11-25 07:59");
    expect(stood(events, "2025-11-21 00:00", before)[0]).toBe("report due 20 20:20 end 20 18:00 closed");
    // Known now, it was still open on the 21st, though the correction itself came later than that.
    expect(stood(events, "2025-11-21 00:00", FOREVER)[0]).toBe("report due 20 20:20 end – open");
    expect(explainReport(rulebook, events, at("2025-11-21 00:00"))?.obligations[0]?.result).toBe(
      "open_overdue",
    );
  });

  test("a reopening that takes back the finish is counted, from its own time on, and gives no new turn", () => {
    const { on, begin } = closedReport();
    const events = [...begin, on("reopened", "2025-11-25 08:00", { withdraws: ["c"] })];
    const state = foldReport(rulebook, events);
    expect(state.reopen_count).toBe(1);
    expect(summarise(state)).toEqual([
      "report due 20 20:20 end – open",
      "W1#1 from 20 16:20 due 20 20:20 end – open",
    ]);
    expect(stood(events, "2025-11-25 07:59", FOREVER)[0]).toBe("report due 20 20:20 end 20 18:00 closed");
    const again = [...events, on("closed", "2025-11-20 18:00", {}, { id: "c9" })];
    expect(foldReport(rulebook, again)).toMatchObject({ ending: "closed", reopen_count: 1 });
  });

  test("the state is that of the facts that stand: no minute of the ledger comes from a correction", () => {
    const { on, begin } = closedReport();
    const [received, assigned] = begin;
    if (!received || !assigned) throw new Error("a report begins");
    const replaced = [
      ...begin.slice(0, 2),
      on("corrected", "2025-11-25 08:00", { withdraws: ["a"] }),
      on("assigned", RECEIVED, { agency_responsible: "U1" }, { id: "a2" }),
    ];
    const fresh = foldReport(rulebook, [
      received,
      on("assigned", RECEIVED, { agency_responsible: "U1" }, { id: "a" }),
    ]);
    const { version, event_count, last_event_at, last_recorded_at, ...figures } = fresh;
    expect(foldReport(rulebook, replaced)).toMatchObject(figures);
  });

  test("only its own events: another source's event of that id stays", () => {
    const { on, begin } = closedReport();
    const other = on("corrected", "2025-11-25 08:00", { withdraws: ["c"] }, { source: "urn:other" });
    expect(foldReport(rulebook, [...begin, other])).toMatchObject({ ending: "closed" });
  });

  test("a correction may say something else as well; a withdrawal is not itself withdrawn", () => {
    const { on, begin } = closedReport();
    const first = on("corrected", "2025-11-25 08:00", { withdraws: ["c"], channel: "web" }, { id: "k" });
    expect(foldReport(rulebook, [...begin, first])).toMatchObject({ ending: "open", channel: "web" });
    const second = on("corrected", "2025-11-26 08:00", { withdraws: ["k"] });
    expect(foldReport(rulebook, [...begin, first, second])).toMatchObject({ ending: "open", channel: "app" });
  });

  test("with everything withdrawn a report is left of which nothing is known", () => {
    const { on, begin } = closedReport();
    const all = on("corrected", "2025-11-25 08:00", { withdraws: ["r", "a", "c"] });
    expect(foldReport(rulebook, [...begin, all])).toMatchObject({
      received_at: at(RECEIVED),
      ending: "open",
      assignments: [],
      flags: ["no_received_event"],
    });
  });
});
