import { describe, expect, test } from "vitest";
import { buildCalendar } from "../calendar/calendar.ts";
import { bitsOf, KIND_BITS } from "../fold/event-bits.ts";
import { STATE_CALENDAR } from "../testing/calendar-fixture.ts";
import { at, wallOf } from "../testing/event-fixture.ts";
import { computeStages, type Extension, NO_EXTENSIONS, NO_PAUSES, type StageClock } from "./deadline.ts";
import type { PreparedStage } from "./rule.ts";

const DAY = "2025-11-20";
const ASSIGNED = at(`${DAY} 08:00`);

const CLOCK: StageClock = {
  calendar: buildCalendar(STATE_CALENDAR),
  receivedAt: ASSIGNED,
  receivedBy: "received",
  assignedAt: ASSIGNED,
  assignedBy: "assigned",
  sourceDue: null,
  marks: [],
  extensions: NO_EXTENSIONS,
  extensionAllowed: true,
  pauses: NO_PAUSES,
  pauseAllowed: true,
};

/** Stages one after another, each 2 hours unless told otherwise. */
function chain(...differing: Partial<PreparedStage>[]): PreparedStage[] {
  return differing.map((one, index) => ({
    stage: `s${index}`,
    index,
    name: { vi: "Bước", en: "Stage" },
    limit: 2,
    unit: "hours",
    start: index === 0 ? "assigned" : "after",
    after: index - 1,
    doneBits: 0,
    isLast: index === differing.length - 1,
    ...one,
  }));
}

function pause(from: string, to: string | null): StageClock["pauses"][number] {
  return { eventId: `p${from}`, from: at(from), to: to === null ? Number.POSITIVE_INFINITY : at(to) };
}

function extension(granted: string, to: string, stage: string | null = null): Extension {
  return { eventId: `x${granted}`, at: at(granted), to: at(to), stage };
}

/** `start–due` of each stage. */
function spans(stages: PreparedStage[], clock: Partial<StageClock>): string[] {
  return computeStages(stages, { ...CLOCK, ...clock }).map(
    ({ startAt, dueAt }) => `${wallOf(startAt)?.slice(8)}–${wallOf(dueAt)?.slice(8)}`,
  );
}

/** What became of the pauses and extensions, stage by stage. */
function reasons(stages: PreparedStage[], clock: Partial<StageClock>): (string[] | null)[] {
  return computeStages(stages, { ...CLOCK, ...clock }).map(
    ({ adjustments }) => adjustments?.map((one) => `${one.kind} ${one.reason}`) ?? null,
  );
}

describe("a chain of stages", () => {
  test("each starts at the one it follows, not at the first", () => {
    const marks = [KIND_BITS.verified, at(`${DAY} 09:00`), KIND_BITS.temporary_fixed, at(`${DAY} 10:00`)];
    const stages = chain(
      { doneBits: bitsOf(["verified"]) },
      { doneBits: bitsOf(["temporary_fixed"]) },
      { doneBits: bitsOf(["resolved"]) },
    );
    expect(spans(stages, { marks })).toEqual(["20 08:00–20 10:00", "20 09:00–20 11:00", "20 10:00–20 12:00"]);
    expect(spans(stages, {})).toEqual(["20 08:00–20 10:00", "20 10:00–20 12:00", "20 12:00–20 14:00"]);
  });

  test("what follows a stage without a due begins when that one is done, and not before", () => {
    const stages = chain({ unit: "source", limit: null, doneBits: bitsOf(["verified"]) }, {});
    const marks = [KIND_BITS.verified, at(`${DAY} 09:30`)];
    expect(spans(stages, { marks })[1]).toBe("20 09:30–20 11:30");
    expect(computeStages(stages, CLOCK)).toHaveLength(1);
  });

  test("not assigned: what starts there has not begun, and nothing after it", () => {
    expect(computeStages(chain({}, {}), { ...CLOCK, assignedAt: null })).toEqual([]);
  });
});

describe("pauses", () => {
  const oneDay = chain({ unit: "working_days", limit: 1 });

  test.each([
    [`${DAY} 10:00`, `${DAY} 11:00`, "20 10:00", "begins as the due falls: too late"],
    [`${DAY} 09:59`, `${DAY} 10:59`, "20 11:00", "begins a minute before: its hour is added"],
    [`${DAY} 07:00`, `${DAY} 08:00`, "20 10:00", "over as the stage starts"],
    [`${DAY} 07:00`, `${DAY} 08:30`, "20 10:30", "lasts into the stage: only that part"],
  ])("hours, paused %s to %s: due %s (%s)", (from, to, due) => {
    expect(spans(chain({}), { pauses: [pause(from, to)] })).toEqual([`20 08:00–${due}`]);
  });

  test.each([
    ["2025-11-21 17:00", "2025-11-21 17:01", "24 17:00", "begins at office end: it stood still then"],
    ["2025-11-21 16:00", "2025-11-21 17:00", "21 17:00", "over at office end"],
    ["2025-11-21 17:01", "2025-11-22 09:00", "21 17:00", "begins after it"],
    ["2025-11-20 09:00", "2025-11-20 18:00", "21 17:00", "over before day 1"],
  ])("a working day, paused %s to %s: due %s (%s)", (from, to, due) => {
    expect(spans(oneDay, { pauses: [pause(from, to)] })).toEqual([`20 08:00–${due}`]);
  });

  test("what became of them is told only where they could matter", () => {
    const early = pause(`${DAY} 06:00`, `${DAY} 08:00`);
    const within = pause(`${DAY} 09:00`, `${DAY} 09:30`);
    const late = pause(`${DAY} 10:30`, `${DAY} 11:00`);
    const open = pause(`${DAY} 09:45`, null);
    expect(reasons(chain({}), {})).toEqual([null]);
    expect(reasons(chain({}), { pauses: [early, within, late] })).toEqual([
      ["pause outside_stage", "pause applied", "pause outside_stage"],
    ]);
    expect(reasons(chain({}), { pauses: [open] })).toEqual([["pause applied"]]);
    expect(reasons(chain({}), { pauses: [within], pauseAllowed: false })).toEqual([
      ["pause not_allowed_by_policy"],
    ]);
    expect(reasons(chain({ unit: "source" }), { pauses: [early, within] })).toEqual([
      ["pause nothing_due", "pause nothing_due"],
    ]);
  });
});

describe("extensions", () => {
  const two = chain({ doneBits: bitsOf(["verified"]) }, {});
  const marks = [KIND_BITS.verified, at(`${DAY} 09:00`)];

  test("of a stage before, beyond the last one's due, is no extension of the last", () => {
    const extensions = [extension(`${DAY} 08:30`, "2025-11-21 08:00", "s0")];
    expect(spans(two, { marks, extensions })).toEqual(["20 08:00–21 08:00", "20 09:00–20 11:00"]);
    expect(reasons(two, { marks, extensions })).toEqual([["extension applied"], []]);
  });

  test.each([
    [extension(`${DAY} 09:00`, `${DAY} 10:00`), "not_later_than_due", "the very due it has"],
    [extension(`${DAY} 09:00`, `${DAY} 10:01`), "applied", "a minute more"],
    [extension(`${DAY} 10:00`, `${DAY} 12:00`), "granted_too_late", "granted as it fell due"],
    [
      extension(`${DAY} 09:00`, `${DAY} 12:00`, "dance"),
      "unknown_stage",
      "of a stage the rule does not have",
    ],
  ])("%#: %s", (one, reason) => {
    expect(reasons(chain({}), { extensions: [one] })).toEqual([[`extension ${reason}`]]);
  });

  test("of what has no due, or under a policy without extensions, are told as such", () => {
    const extensions = [extension(`${DAY} 09:00`, `${DAY} 12:00`)];
    expect(reasons(chain({ unit: "source" }), { extensions })).toEqual([["extension nothing_due"]]);
    expect(reasons(chain({}), { extensions, extensionAllowed: false })).toEqual([
      ["extension not_allowed_by_policy"],
    ]);
  });
});
