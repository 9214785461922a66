import { describe, expect, it } from "vitest";
import { buildCalendar } from "../calendar/calendar.ts";
import { officeEndsBetween } from "../calendar/office-ends.ts";
import { STATE_CALENDAR } from "../testing/calendar-fixture.ts";
import { dueByAgency, dueWithin, type OwedMark } from "./due-next.ts";

const mark = (agency: string, in_minutes: number, count = 1, recent = count): OwedMark => ({
  agency,
  in_minutes,
  count,
  recent,
});

describe("dueByAgency", () => {
  it("puts those with most due soonest in front, and counts each pane", () => {
    const { lanes, panes, others, overdue } = dueByAgency(
      [
        mark("late-only", -1, 9, 2),
        mark("evening", 158, 6),
        mark("two", 119),
        mark("two", 3),
        mark("one", 0),
        mark("tomorrow", 240, 3),
      ],
      6,
    );
    expect(lanes.map(({ agency_responsible, due }) => [agency_responsible, due])).toEqual([
      ["two", 2],
      ["one", 1],
      ["evening", 6],
      ["tomorrow", 3],
    ]);
    expect(lanes[0]?.marks).toEqual([
      { in_minutes: 3, count: 1 },
      { in_minutes: 119, count: 1 },
    ]);
    expect(panes.map(({ due }) => due)).toEqual([3, 6, 3]);
    expect(overdue).toEqual({ total: 9, recent: 2 });
    expect(others).toBeNull();
  });
  it("pools the others in one lane, minute by minute, and never one agency alone", () => {
    const marks = ["a", "b", "c", "d"].map((agency) => mark(agency, 5));
    expect(dueByAgency(marks, 3)).toMatchObject({ lanes: [{}, {}, {}, {}], others: null });
    const { lanes, others } = dueByAgency(marks, 2);
    expect(lanes.map((lane) => lane.agency_responsible)).toEqual(["a", "b"]);
    expect(others).toEqual({ agencies: 2, due: 2, marks: [{ in_minutes: 5, count: 2 }] });
  });
  it("loses nothing: lanes and others together are what the panes count", () => {
    const marks = Array.from({ length: 200 }, (_, n) => mark(`a${n % 23}`, (n * 7) % 1440, 1 + (n % 3)));
    const { lanes, others, panes } = dueByAgency(marks, 6);
    const shown = lanes.reduce((total, lane) => total + lane.due, others?.due ?? 0);
    expect(shown).toBe(panes.reduce((total, pane) => total + pane.due, 0));
    expect(shown).toBe(dueWithin(marks, 0, 1440));
  });
  it("is empty where nothing is owed", () => {
    expect(dueByAgency([], 6)).toMatchObject({ overdue: { total: 0, recent: 0 }, lanes: [], others: null });
  });
});

describe("officeEndsBetween", () => {
  const calendar = buildCalendar(STATE_CALENDAR);
  const day = (text: string) => Date.parse(`${text}:00+07:00`);
  const ends = (text: string) => {
    const from = day(text);
    return officeEndsBetween(calendar, from, from + 86_400_000);
  };
  it("finds the end of the last shift, today's or the next day's", () => {
    expect(ends("2026-02-12T14:22")).toEqual([day("2026-02-12T17:00")]);
    expect(ends("2026-02-12T17:01")).toEqual([day("2026-02-13T17:00")]);
  });
  it("finds none on days off, on holidays and beyond the calendar", () => {
    expect(ends("2026-02-13T18:00")).toEqual([]);
    expect(ends("2026-02-15T17:30")).toEqual([]);
    expect(ends("2028-03-01T10:00")).toEqual([]);
  });
});
