import { expect, it } from "vitest";
import { choosePeriod, monthText, toDeskPeriods } from "./period-names.ts";

const ZONE = "Asia/Ho_Chi_Minh";
const rows = [
  { kind: "official" as const, from: "2026-11-25T05:00:00Z", to: "2026-12-25T05:00:00Z" },
  { kind: "official" as const, from: "2026-10-25T05:00:00Z", to: "2026-11-25T05:00:00Z" },
];

it("calls an official period by the month it ends in, a calendar month by its own", () => {
  expect(toDeskPeriods({ rows }, ZONE).map(({ id, offset }) => [id, offset])).toEqual([
    ["2026-12", 0],
    ["2026-11", 1],
  ]);
  const month = { kind: "calendar" as const, from: "2026-10-31T17:00:00Z", to: "2026-11-30T17:00:00Z" };
  expect(toDeskPeriods({ rows: [month] }, ZONE)[0]?.id).toBe("2026-11");
  expect(monthText("2026-11")).toBe("11/2026");
});

it("shows the one that is asked for, else the one that runs", () => {
  const periods = toDeskPeriods({ rows }, ZONE);
  expect(choosePeriod(periods, "2026-11")?.offset).toBe(1);
  expect(choosePeriod(periods, "1999-01")?.offset).toBe(0);
  expect(choosePeriod([], null)).toBeNull();
});
