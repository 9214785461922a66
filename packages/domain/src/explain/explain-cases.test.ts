import type { StoredEvent } from "@toancanh/contracts";
import { describe, expect, test } from "vitest";
import { buildRulebook, type Rulebook } from "../rules/rulebook.ts";
import { at, reportEvents, wallOf } from "../testing/event-fixture.ts";
import { pothole } from "../testing/pothole-fixture.ts";
import { CHAINED_POLICY, CITY, rulebookWith, WORKING_HOURS_POLICY } from "../testing/profile-fixture.ts";
import { explainReport } from "./explain.ts";
import type { Explanation } from "./explanation.ts";

/** Every case counted by hand (docs/metrics.md §2–§4); the words behind the figures are the reasoning. */
const rulebook = buildRulebook(CITY);
const DAY = "2025-11-20";
const NEXT_DAY = at("2025-11-21 18:00");

function explain(events: readonly StoredEvent[], asOf: number, rules: Rulebook = rulebook): Explanation {
  const explanation = explainReport(rules, events, asOf);
  if (explanation === null) throw new Error("Nothing had happened yet");
  return explanation;
}

/** `agency: result, minutes late`, the report first. */
function results({ obligations }: Explanation): string[] {
  return obligations.map((one) => `${one.agency}: ${one.result}, ${one.minutes_late}`);
}

/** `stage start (why) – due, done: result` of one obligation. */
function stageLines({ obligations }: Explanation, agency: string): string[] {
  const stages = obligations.find((one) => one.agency === agency)?.stages ?? [];
  return stages.map((stage) => {
    const hour = (ms: number | null) => wallOf(ms)?.slice(11) ?? "–";
    const { start_reason: reason } = stage;
    const why = "after" in reason ? `${reason.kind} ${reason.after.en}` : reason.kind;
    return `${stage.stage} ${hour(stage.start_at)} (${why}) – ${hour(stage.due_at)}, ${hour(stage.done_at)}: ${stage.result}`;
  });
}

describe("at the very moment of the cut-off", () => {
  test("what happens then has happened: the receipt", () => {
    const { begin } = pothole();
    expect(explainReport(rulebook, begin, at(`${DAY} 16:20`) - 1)).toBeNull();
    const explanation = explain(begin, at(`${DAY} 16:20`));
    // Not assigned yet: no stage has begun, nothing is due.
    expect(explanation.obligations).toMatchObject([{ agency: "", stages: [], result: "no_deadline" }]);
    expect(explanation.holders).toMatchObject([{ agency: "", minutes: 0 }]);
  });

  test("a finish then is a finish; a millisecond before, it was open", () => {
    const { on, begin } = pothole();
    const events = [...begin, on("resolved", `${DAY} 18:00`, { agency_responsible: "W1" })];
    const then = explain(events, at(`${DAY} 18:00`));
    expect(then.obligations.map((one) => [one.ending, wallOf(one.finished_at)])).toEqual([
      ["handled", `${DAY} 18:00`],
      ["handled", `${DAY} 18:00`],
    ]);
    expect(results(then)).toEqual([": handled_on_time, 0", "W1: handled_on_time, 0"]);
    const before = explain(events, at(`${DAY} 18:00`) - 1);
    expect(before.obligations.map((one) => [one.ending, one.finished_at])).toEqual([
      ["open", null],
      ["open", null],
    ]);
    expect(results(before)).toEqual([": open_in_time, 0", "W1: open_in_time, 0"]);
  });

  test("the due itself is still in time; overdue is what is open a minute later", () => {
    const { begin } = pothole();
    // It was not checked: verify due 18:30, resolve from then on, due 20:30.
    const then = explain(begin, at(`${DAY} 20:30`));
    expect(results(then)).toEqual([": open_in_time, 0", "W1: open_in_time, 0"]);
    expect(then.holders.map((holder) => holder.late_share)).toEqual([null, null]);
    const after = explain(begin, at(`${DAY} 20:31`));
    expect(results(after)).toEqual([": open_overdue, 1", "W1: open_overdue, 1"]);
    // Intake passed it on at once: the minute beyond the due is W1's.
    expect(after.holders.map((holder) => holder.late_share)).toEqual([0, 1]);
  });
});

describe("at the very moment of the due", () => {
  test("a step done then is done in time, and the next starts from it", () => {
    const { on, begin } = pothole();
    const explanation = explain(
      [...begin, on("verified", `${DAY} 18:30`, {}), on("resolved", `${DAY} 20:30`, {})],
      NEXT_DAY,
    );
    expect(stageLines(explanation, "")).toEqual([
      "verify 16:30 (first_assigned) – 18:30, 18:30: handled_on_time",
      "resolve 18:30 (done Stage verify) – 20:30, 20:30: handled_on_time",
    ]);
    expect(stageLines(explanation, "W1")).toEqual([
      "verify 16:30 (assigned) – 18:30, 18:30: handled_on_time",
      "resolve 18:30 (done Stage verify) – 20:30, 20:30: handled_on_time",
    ]);
    expect(results(explanation)).toEqual([": handled_on_time, 0", "W1: handled_on_time, 0"]);
    expect(explanation.holders.map((holder) => holder.late_share)).toEqual([null, null]);
  });

  test("a minute later both are late, and the next started when this one was due", () => {
    const { on, begin } = pothole();
    const explanation = explain(
      [...begin, on("verified", `${DAY} 18:31`, {}), on("resolved", `${DAY} 20:31`, {})],
      NEXT_DAY,
    );
    expect(stageLines(explanation, "")).toEqual([
      "verify 16:30 (first_assigned) – 18:30, 18:31: handled_late",
      "resolve 18:30 (due Stage verify) – 20:30, 20:31: handled_late",
    ]);
    expect(results(explanation)).toEqual([": handled_late, 1", "W1: handled_late, 1"]);
    expect(explanation.holders.map((holder) => holder.late_share)).toEqual([0, 1]);
  });

  test("closed then: a step that was not done is judged by the end", () => {
    const { on, begin } = pothole();
    const explanation = explain([...begin, on("closed", `${DAY} 18:30`, {})], NEXT_DAY);
    expect(stageLines(explanation, "W1")).toEqual([
      "verify 16:30 (assigned) – 18:30, –: handled_on_time",
      "resolve 18:30 (due Stage verify) – 20:30, 18:30: handled_on_time",
    ]);
  });

  test("passed on then: it was not overdue yet, so it is no obligation of the first agency", () => {
    const { on, begin } = pothole();
    const passed = { from_agency: "W1", agency_responsible: "W2" };
    const explanation = explain([...begin, on("reassigned", `${DAY} 20:30`, passed)], at(`${DAY} 21:00`));
    expect(explanation.obligations[1]).toMatchObject({
      agency: "W1",
      ending: "reassigned",
      is_obligation: false,
      minutes_late: 0,
    });
    expect(stageLines(explanation, "W1")).toEqual([
      "verify 16:30 (assigned) – 18:30, –: open_overdue",
      "resolve 18:30 (due Stage verify) – 20:30, –: open_in_time",
    ]);
  });
});

describe("days off", () => {
  const office = rulebookWith(WORKING_HOURS_POLICY);
  const daysOff = (rules: Rulebook, assigned: string) => {
    const on = reportEvents(assigned);
    const events = [
      on("received", assigned, { channel: "app", service_code: "pothole" }),
      on("assigned", assigned, { agency_responsible: "U1" }),
    ];
    const explanation = explain(events, at(assigned), rules);
    return explanation.obligations.map(({ agency, stages }) => [
      agency,
      wallOf(stages[0]?.limit_due_at ?? null),
      stages[0]?.days_off,
    ]);
  };

  // Ten office hours: the state's days have 8 (7:30–11:30, 13–17), the utility's 9½ (7–16:30, Saturdays too).
  test("inside a limit in working hours: Friday 16:00, each in its own calendar", () => {
    expect(daysOff(office, "2025-11-21 16:00")).toEqual([
      // 1 on Friday, 8 on Monday, 1 on Tuesday.
      ["", "2025-11-25 08:30", ["2025-11-22", "2025-11-23"]],
      // ½ on Friday, 9½ on Saturday to its very end.
      ["U1", "2025-11-22 16:30", []],
    ]);
  });

  test("the day it starts on is one of them when it is off", () => {
    expect(daysOff(office, "2025-11-22 09:00")).toEqual([
      // 8 on Monday, 2 on Tuesday.
      ["", "2025-11-25 09:30", ["2025-11-22", "2025-11-23"]],
      // 7½ on Saturday, 2½ on Monday.
      ["U1", "2025-11-24 09:30", ["2025-11-23"]],
    ]);
  });

  test("holidays are", () => {
    expect(daysOff(office, "2026-04-29 16:00")).toEqual([
      // 1 on Wednesday, 8 on Monday, 1 on Tuesday; Thursday 30 April and Friday 1 May are holidays.
      ["", "2026-05-05 08:30", ["2026-04-30", "2026-05-01", "2026-05-02", "2026-05-03"]],
      // ½ on Wednesday, 9½ on Saturday.
      ["U1", "2026-05-02 16:30", ["2026-04-30", "2026-05-01"]],
    ]);
  });

  test("none within one day, and none where hours run day and night", () => {
    // 7:30–11:30 and 13–17 are 8, and 2 the next day; 7–16:30 is 9½, and ½ the next day.
    expect(daysOff(office, "2025-11-20 07:00")).toEqual([
      ["", "2025-11-21 09:30", []],
      ["U1", "2025-11-21 07:30", []],
    ]);
    // Saturday 23:00 and two hours: Sunday 01:00, and a Saturday off is no less an hour.
    expect(daysOff(rulebook, "2025-11-22 23:00")).toEqual([
      ["", "2025-11-23 01:00", []],
      ["U1", "2025-11-23 01:00", []],
    ]);
  });
});

describe("never reopened", () => {
  test("nothing says so, of the report or of its agency", () => {
    const { on, begin } = pothole();
    const explanation = explain([...begin, on("resolved", `${DAY} 18:00`, {})], NEXT_DAY);
    expect(explanation.reopen_count).toBe(0);
    expect(explanation.obligations.map(({ agency, turn, reopened }) => [agency, turn, reopened])).toEqual([
      ["", 0, false],
      ["W1", 1, false],
    ]);
    expect(explanation.holders.map((holder) => holder.idle_minutes)).toEqual([0, 0]);
  });

  test("asked to be while it is open: it cannot be opened again", () => {
    const { on, begin } = pothole();
    const explanation = explain([...begin, on("reopened", `${DAY} 18:00`, {})], at(`${DAY} 19:00`));
    expect(explanation.reopen_count).toBe(0);
    expect(explanation.obligations.map(({ agency, turn, reopened }) => [agency, turn, reopened])).toEqual([
      ["", 0, false],
      ["W1", 1, false],
    ]);
  });
});

test("in a chain each step names the one before it, not the first", () => {
  const { on, begin } = pothole();
  const events = [...begin, on("verified", `${DAY} 17:00`, {}), on("temporary_fixed", `${DAY} 18:10`, {})];
  // One hour each: forward 16:20–17:20, done 16:30; check done 17:00; secure due 18:00, done too late; mend from 18:00.
  expect(stageLines(explain(events, at(`${DAY} 18:30`), rulebookWith(CHAINED_POLICY)), "")).toEqual([
    "forward 16:20 (received) – 17:20, 16:30: handled_on_time",
    "check 16:30 (done Stage forward) – 17:30, 17:00: handled_on_time",
    "secure 17:00 (done Stage check) – 18:00, 18:10: handled_late",
    "mend 18:00 (due Stage secure) – 19:00, –: open_in_time",
  ]);
});
