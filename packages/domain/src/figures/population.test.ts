import type { StoredEvent } from "@toancanh/contracts";
import { describe, expect, test } from "vitest";
import { foldReport } from "../fold/fold.ts";
import { buildRulebook } from "../rules/rulebook.ts";
import { at, reportEvents, rfc } from "../testing/event-fixture.ts";
import { CITY } from "../testing/profile-fixture.ts";
import { addCounts } from "./metrics.ts";
import { periodContaining } from "./periods.ts";
import {
  isMeasured,
  type MeasuredReport,
  measureScope,
  obligationsOf,
  type ScopeKind,
} from "./population.ts";
import { reconcilePeriods } from "./reconcile.ts";

const rulebook = buildRulebook(CITY);
const scoping = { rulebook, districtOf: (ward: string) => (ward === "" ? "" : `D-${ward}`) };
const DAY = "2025-11-20";
const MONTH = { from: at("2025-11-01 00:00"), to: at("2025-12-01 00:00"), asOf: at("2025-11-30 00:00") };

type More = (on: ReturnType<typeof reportEvents>) => StoredEvent[];

function report(more: More, ward = "W", received = `${DAY} 08:00`): MeasuredReport {
  const on = reportEvents(received);
  const begin = on("received", received, { channel: ward === "" ? "web" : "app", service_code: "pothole" });
  return { ...foldReport(rulebook, [begin, ...more(on)]), ward_code: ward };
}

/** Five reports of one day; W1 and W2 are of one block, U1 of another. */
const REPORTS: MeasuredReport[] = [
  // In time, rated, estimate kept.
  report((on) => [
    on("assigned", `${DAY} 08:00`, { agency_responsible: "W1" }),
    on("verified", `${DAY} 09:00`, {}),
    on("estimate_published", `${DAY} 09:00`, { expected_datetime: rfc(`${DAY} 11:00`) }),
    on("resolved", `${DAY} 10:00`, {}),
    on("rated", `${DAY} 12:00`, { rating: 5 }),
  ]),
  // Returned by W1, late at W2, estimate broken.
  report(
    (on) => [
      on("assigned", `${DAY} 08:00`, { agency_responsible: "W1" }),
      on("returned", `${DAY} 08:30`, { agency_responsible: "W1" }),
      on("assigned", `${DAY} 09:00`, { agency_responsible: "W2" }),
      on("estimate_published", `${DAY} 09:30`, { expected_datetime: rfc(`${DAY} 12:00`) }),
      on("resolved", `${DAY} 14:00`, {}),
      on("rated", `${DAY} 15:00`, { rating: 2 }),
    ],
    "",
  ),
  // Open and overdue at U1.
  report((on) => [on("assigned", `${DAY} 08:00`, { agency_responsible: "U1" })]),
  // Handled in time, reopened, handled late for the citizen, in time for the agency.
  report((on) => [
    on("assigned", `${DAY} 08:00`, { agency_responsible: "W1" }),
    on("resolved", `${DAY} 10:00`, {}),
    on("reopened", "2025-11-21 08:00", {}),
    on("resolved", "2025-11-21 09:00", {}),
    on("rated", "2025-11-21 10:00", { rating: 3 }),
  ]),
  // Rejected at intake.
  report((on) => [on("rejected", `${DAY} 08:10`, { reason: "hoax" })], "V"),
];

describe("scopes", () => {
  test("city: both questions have their own answer", () => {
    const city = measureScope(scoping, REPORTS, "city", MONTH).get("");
    expect(city?.counts).toEqual({
      received: 5,
      handled_on_time: 1,
      handled_late: 2,
      open_overdue: 1,
      open_in_time: 0,
      no_deadline: 1,
    });
    expect(city?.metrics.late_rate).toBe(0.75);
    expect(city?.handling.clock).toEqual({
      median: (120 + 360) / 2,
      p90: expect.closeTo(360 + 0.7 * (1500 - 360)),
    });
    expect(city?.handling.working.median).toBe((120 + 270) / 2);
    expect(city).toMatchObject({ reopened: 1, reopen_rate: 1 / 4 });
    expect(city?.ratings).toEqual({ count: 3, mean: 10 / 3 });
    expect(city?.estimates).toEqual({ count: 2, kept: 1, kept_rate: 0.5 });
  });

  test("agencies: assignments that are obligations, returned ones not", () => {
    const byAgency = measureScope(scoping, REPORTS, "agency", MONTH);
    const counts = Object.fromEntries([...byAgency].map(([key, { counts: of }]) => [key, of]));
    expect(Object.keys(counts).sort()).toEqual(["U1", "W1", "W2"]);
    expect(counts.W1).toMatchObject({ received: 3, handled_on_time: 3 });
    expect(counts.W2).toMatchObject({ received: 1, handled_late: 1 });
    expect(counts.U1).toMatchObject({ received: 1, open_overdue: 1 });
    // The reopened turn's rating goes to the turn after it.
    expect(byAgency.get("W1")).toMatchObject({
      reopened: 1,
      reopen_rate: 1 / 3,
      ratings: { count: 2, mean: 4 },
    });
    expect(byAgency.get("U1")).toMatchObject({
      handling: { clock: { median: null, p90: null } },
      reopen_rate: null,
      ratings: { count: 0, mean: null },
      estimates: { count: 0, kept_rate: null },
    });
  });

  test("agencies: the time each took, by the clock and by its own office hours; not what finished after the cut-off", () => {
    const handledBy = (agency: string, until: string) =>
      report((on) => [
        on("assigned", "2025-11-21 10:00", { agency_responsible: agency }),
        on("resolved", until, {}),
      ]);
    const handling = (reports: MeasuredReport[], agency: string, asOf = MONTH.asOf) =>
      measureScope(scoping, reports, "agency", { ...MONTH, asOf }).get(agency)?.handling;
    // Friday 10:00 to Monday 8:00: 70 hours; of office 5:30 + 0:30 in a ward, 6:30 + 9:30 + 1:00 at a utility.
    const weekend = [handledBy("W1", "2025-11-24 08:00"), handledBy("U1", "2025-11-24 08:00")];
    expect(handling(weekend, "W1")).toMatchObject({ clock: { median: 4200 }, working: { median: 360 } });
    expect(handling(weekend, "U1")).toMatchObject({ clock: { median: 4200 }, working: { median: 1020 } });
    const finish = at("2025-11-24 08:00");
    expect(handling(weekend, "W1", finish)?.clock).toEqual({ median: 4200, p90: 4200 });
    expect(handling(weekend, "W1", finish - 1)?.clock).toEqual({ median: null, p90: null });
    // A finish recorded before the assignment took no time.
    const early = report((on) => [
      on("closed", `${DAY} 09:00`, {}),
      on("assigned", `${DAY} 10:00`, { agency_responsible: "W1" }),
    ]);
    expect(handling([early], "W1")).toMatchObject({ clock: { median: 0 }, working: { median: 0 } });
  });

  test("agencies: the stages of their own turns only", () => {
    const stages = (agency: string) =>
      measureScope(scoping, REPORTS, "agency", MONTH)
        .get(agency)
        ?.stages.map(({ stage, counts }) => [stage, counts.received]);
    // Two reports, one of them in two turns.
    expect(stages("W1")).toEqual([
      ["verify", 3],
      ["resolve", 3],
    ]);
    expect(stages("W2")).toEqual([
      ["verify", 1],
      ["resolve", 1],
    ]);
  });

  test("blocks sum to their agencies", () => {
    const byBlock = measureScope(scoping, REPORTS, "block", MONTH);
    const byAgency = measureScope(scoping, REPORTS, "agency", MONTH);
    const sum = addCounts([...byAgency.values()].map(({ counts }) => counts));
    expect(addCounts([...byBlock.values()].map(({ counts }) => counts))).toEqual(sum);
    expect(byBlock.get("wards")?.counts.received).toBe(4);
  });

  test.each<[ScopeKind, Record<string, number>]>([
    ["ward", { W: 3, "": 1, V: 1 }],
    ["district", { "D-W": 3, "": 1, "D-V": 1 }],
    ["category", { pothole: 5 }],
    ["channel", { app: 4, web: 1 }],
  ])("%s sums to the city, the unlocated under an empty key", (scope, received) => {
    const found = measureScope(scoping, REPORTS, scope, MONTH);
    expect(Object.fromEntries([...found].map(([key, { counts }]) => [key, counts.received]))).toEqual(
      received,
    );
    const city = measureScope(scoping, REPORTS, "city", MONTH).get("")?.counts;
    expect(addCounts([...found.values()].map(({ counts }) => counts))).toEqual(city);
  });

  test("a report that has not been located has no ward", () => {
    const { ward_code: _, ...folded } = report(() => []);
    expect(obligationsOf(scoping, folded, "ward")[0]?.key).toBe("");
    expect(obligationsOf(scoping, folded, "district")[0]?.key).toBe("");
  });

  test("stage compliance", () => {
    const stages = measureScope(scoping, REPORTS, "city", MONTH).get("")?.stages;
    // Verified at 9:00, or not at all: then with the finish, or not before the cut-off.
    expect(stages).toMatchObject([
      {
        stage: "verify",
        counts: { received: 4, handled_on_time: 1, handled_late: 2, open_overdue: 1 },
        compliance: 0.25,
      },
      {
        stage: "resolve",
        counts: { received: 4, handled_on_time: 1, handled_late: 2, open_overdue: 1 },
        compliance: 0.25,
      },
    ]);
  });

  test("the denominator is one switch", () => {
    const rate = (denominator: "handled" | "received") =>
      measureScope(scoping, REPORTS, "city", MONTH, denominator).get("")?.metrics.late_rate;
    expect([rate("handled"), rate("received")]).toEqual([2 / 3, 3 / 5]);
  });
});

describe("population", () => {
  test("received in the period, its end excluded", () => {
    const [first] = REPORTS;
    const received = at(`${DAY} 08:00`);
    const isIn = (from: number, to: number) =>
      first !== undefined && isMeasured(first, { from, to, asOf: MONTH.asOf });
    expect(isIn(received, received + 1)).toBe(true);
    expect(isIn(received - 1, received)).toBe(false);
    expect(isIn(received + 1, received + 2)).toBe(false);
  });

  test("the second reading leaves out what was rejected or merged by the cut-off", () => {
    const rejected = REPORTS.slice(4);
    const received = (exclude: ("rejected" | "merged")[], asOf = MONTH.asOf) =>
      measureScope(scoping, rejected, "city", { ...MONTH, asOf, exclude }).size;
    expect(received([])).toBe(1);
    expect(received(["rejected"])).toBe(0);
    expect(received(["merged"])).toBe(1);
    expect(received(["merged", "rejected"], at(`${DAY} 08:09`))).toBe(1);
    expect(received(["merged", "rejected"], at(`${DAY} 08:10`))).toBe(0);
  });
});

test("the second reading takes the agencies' part of a rejected report out as well", () => {
  const rejected = report((on) => [
    on("assigned", `${DAY} 08:00`, { agency_responsible: "W1" }),
    on("rejected", `${DAY} 09:00`, { reason: "out_of_scope" }),
  ]);
  const count = (exclude: ("rejected" | "merged")[]) =>
    measureScope(scoping, [rejected], "agency", { ...MONTH, exclude }).get("W1")?.counts.handled_on_time;
  expect([count([]), count(["rejected"])]).toEqual([1, undefined]);
});

test("a report of the 25th at 12:00 belongs to the period that begins, one of 11:59 to the one that ends", () => {
  const settings = { timeZone: CITY.time_zone, periods: CITY.periods };
  const { from, to } = periodContaining(settings, "official", at("2025-11-24 09:00"));
  const isIn = (received: string) =>
    isMeasured(
      report(() => [], "W", received),
      { from, to, asOf: at("2025-12-01 00:00") },
    );
  expect(["2025-10-25 11:59", "2025-10-25 12:00", "2025-11-25 11:59", "2025-11-25 12:00"].map(isIn)).toEqual([
    false,
    true,
    true,
    false,
  ]);
});

describe("reconciliation", () => {
  const of = (wall: string) => ({ received_at: at(wall), due_at: null, finished_at: null });
  const obligations = [
    // At the very turn of both periods: of the one that begins.
    "2025-10-25 12:00",
    "2025-10-30 09:00",
    "2025-11-10 09:00",
    "2025-11-20 09:00",
    "2025-11-25 12:00",
    "2025-11-28 09:00",
    "2025-12-01 00:00",
    "2025-12-24 09:00",
  ].map(of);
  const official = { from: at("2025-10-25 12:00"), to: at("2025-11-25 12:00") };
  const found = reconcilePeriods(obligations, official, MONTH, MONTH.asOf);

  test("a = both + only a, b = both + only b", () => {
    expect(
      [found.a, found.b, found.both, found.only_a, found.only_b].map(({ received }) => received),
    ).toEqual([4, 4, 2, 2, 2]);
    expect(addCounts([found.both, found.only_a])).toEqual(found.a);
    expect(addCounts([found.both, found.only_b])).toEqual(found.b);
  });
});
