import type { Agencies, AgencyRow, Metrics } from "@toancanh/contracts";
import { describe, expect, it } from "vitest";
import { agencyPages, biggestMovers, isClearlyAbove } from "./agency-pages.ts";

const metrics = (late_rate: number | null): Metrics => ({
  received: 10,
  handled_on_time: 9,
  handled_late: 1,
  open_overdue: 0,
  open_in_time: 0,
  no_deadline: 0,
  handled: 10,
  late: 1,
  due: 10,
  late_rate,
  on_time_rate: late_rate === null ? null : 1 - late_rate,
  closed_share: 1,
});
const row = (id: string, block: string, rate: number | null, change: number | null = null): AgencyRow => ({
  agency_responsible: id,
  name: id,
  short_name: id,
  block,
  metrics: metrics(rate),
  interval: rate === null ? null : [rate / 2, rate * 2],
  previous_late_rate: null,
  week_due: 5,
  week_change: change,
  week_late_rate: null,
});
const agencies: Agencies = {
  as_of: "2026-11-22T07:00:00Z",
  latest_event_at: null,
  simulated: true,
  period: { kind: "official", from: "2026-10-25T05:00:00Z", to: "2026-11-25T05:00:00Z" },
  denominator: "due",
  blocks: [
    { id: "state", name: { vi: "a", en: "a" }, late_rate_target: 0.01, metrics: metrics(0.02) },
    { id: "empty", name: { vi: "b", en: "b" }, late_rate_target: null, metrics: metrics(null) },
    { id: "power", name: { vi: "c", en: "c" }, late_rate_target: null, metrics: metrics(0.02) },
  ],
  rows: [
    ...Array.from({ length: 13 }, (_, index) => row(`s${index}`, "state", index / 200, index / 300)),
    row("none", "state", null),
    row("p", "power", 0.3, -0.02),
    row("q", "power", 0, -0.001),
  ],
};

describe("agencyPages", () => {
  const pages = agencyPages(agencies);
  it("pages ten by ten, the worst first, and only counts who was never late", () => {
    expect(pages.map((page) => page.lines.length)).toEqual([10, 6]);
    expect(pages[0]?.lines[0]).toMatchObject({ kind: "agency", key: "s12" });
    expect(pages[1]?.lines.map((line) => line.kind)).toEqual([
      "agency",
      "agency",
      "punctual",
      "block",
      "agency",
      "punctual",
    ]);
    expect(pages[1]?.lines[2]).toMatchObject({ count: 1 });
  });
  it("lets a short block share a page, and its axis", () => {
    expect(pages[1]?.blocks.map((block) => block.id)).toEqual(["state", "power"]);
    expect(pages[1]?.highest).toBeGreaterThanOrEqual(0.3);
    expect(pages[0]?.highest).toBeLessThan(0.3);
  });
});

describe("biggestMovers", () => {
  it("marks up to three each way in a block that moved beyond chance", () => {
    const moved = (id: string, change: number): AgencyRow => ({
      ...row(id, "state", 0.05, change),
      week_late_rate: 0.1,
      week_due: 900,
    });
    const rows = [
      moved("a", 0.05),
      moved("b", 0.06),
      moved("c", 0.07),
      moved("d", 0.08),
      moved("e", -0.06),
      moved("f", -0.001),
      { ...moved("tiny", 0.09), week_due: 5 },
    ];
    expect([...biggestMovers({ ...agencies, rows })].sort()).toEqual(["b", "c", "d", "e"]);
  });
});

describe("isClearlyAbove", () => {
  it("asks the interval, not the rate alone", () => {
    expect(isClearlyAbove(row("a", "x", 0.015), 0.01)).toBe(false);
    expect(isClearlyAbove(row("a", "x", 0.05), 0.01)).toBe(true);
    expect(isClearlyAbove(row("a", "x", null), 0.01)).toBe(false);
    expect(isClearlyAbove(row("a", "x", 0.5), null)).toBe(false);
  });
});
