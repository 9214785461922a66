import type { IncidentFamily } from "@toancanh/contracts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clusterReports, type PlacedReport } from "./cluster-reports.ts";
import { metresBetween } from "./distance.ts";

const MINUTE = 60_000;
const METRE = 1 / 111_320;
const text = { vi: "x", en: "x" };
const family = (id: string, nearby: IncidentFamily["nearby"], codes = [id]): IncidentFamily => ({
  id,
  name: text,
  sign: "water",
  service_codes: codes,
  nearby,
  reason: text,
});
const FAMILIES = [
  family("flood", { radius_m: 800, minutes: 180 }),
  family("drain", { radius_m: 150, minutes: 120 }, ["drain", "sewer"]),
  family("fire", null),
];
const report = (
  id: string,
  minute: number,
  north: number,
  over: Partial<PlacedReport> = {},
): PlacedReport => ({
  service_request_id: id,
  received_at: minute * MINUTE,
  service_code: "flood",
  lat: north * METRE,
  long: 0,
  merged_into: "",
  ...over,
});
const idsOf = (reports: readonly PlacedReport[]) =>
  clusterReports(reports, FAMILIES).map((group) => group.reports.map((one) => one.service_request_id));

describe("clusterReports", () => {
  it("joins what lies within radius and time of a first report, which does not move", () => {
    // c lies 700 m from b, but 1,300 m from the first report.
    expect(idsOf([report("a", 0, 0), report("b", 60, 600), report("c", 61, 1_300)])).toEqual([
      ["a", "b"],
      ["c"],
    ]);
    expect(idsOf([report("a", 0, 0), report("b", 180, 0), report("c", 181, 0)])).toEqual([["a", "b"], ["c"]]);
  });

  it("joins the nearest of several groups, the earlier of two as near", () => {
    expect(idsOf([report("a", 0, 0), report("b", 1, 1_000), report("c", 2, 600)])).toEqual([
      ["a"],
      ["b", "c"],
    ]);
    expect(idsOf([report("a", 0, 0), report("b", 1, 1_000), report("c", 2, 500)])).toEqual([
      ["a", "c"],
      ["b"],
    ]);
  });

  it("keeps families apart, takes their categories together, and leaves out those without radius", () => {
    expect(
      idsOf([
        report("a", 0, 0, { service_code: "drain" }),
        report("b", 1, 0),
        report("c", 2, 100, { service_code: "sewer" }),
        report("d", 3, 0, { service_code: "fire" }),
        report("e", 4, 0, { service_code: "unheard-of" }),
      ]),
    ).toEqual([["a", "c"], ["b"]]);
  });

  it("puts what was merged where it was merged into, wherever it lies, also along a chain", () => {
    expect(
      idsOf([
        report("a", 0, 0),
        report("b", 1, 5_000, { merged_into: "a" }),
        report("c", 2, 9_000, { merged_into: "b" }),
        report("d", 3, 5_000),
        report("e", 4, 9_000, { merged_into: "not here" }),
      ]),
    ).toEqual([["a", "b", "c"], ["d"], ["e"]]);
  });

  it("takes the first of those merged in a circle for all", () => {
    expect(
      idsOf([
        report("a", 5, 0, { merged_into: "b" }),
        report("b", 1, 5_000, { merged_into: "c" }),
        report("c", 2, 9_000, { merged_into: "b" }),
        report("d", 7, 0, { merged_into: "d" }),
      ]),
    ).toEqual([["b", "c", "a"], ["d"]]);
  });

  it("gives the same for 1,000 orders of arrival", () => {
    const random = fc
      .sample(fc.double({ min: 0, max: 1, noNaN: true }), { numRuns: 1_200, seed: 7 })
      .map((value) => value);
    const codes = ["flood", "drain", "sewer"];
    const reports = Array.from({ length: 300 }, (_, index) =>
      report(`r${index}`, Math.floor((random[index] ?? 0) * 300), (random[index + 300] ?? 0) * 3_000, {
        service_code: codes[index % 3] ?? "flood",
        long: (random[index + 600] ?? 0) * 3_000 * METRE,
        merged_into:
          (random[index + 900] ?? 0) > 0.9 ? `r${Math.floor((random[index + 900] ?? 0) * 299)}` : "",
      }),
    );
    const expected = idsOf(reports);
    expect(expected.filter((group) => group.length > 2).length).toBeGreaterThan(5);
    fc.assert(
      fc.property(fc.shuffledSubarray(reports, { minLength: reports.length }), (shuffled) => {
        expect(idsOf(shuffled)).toEqual(expected);
      }),
      { numRuns: 1_000 },
    );
  });

  it("loses no report, doubles none, and keeps every one near its first", () => {
    const reports = fc.array(
      fc.record({ minute: fc.integer({ min: 0, max: 600 }), north: fc.integer({ min: 0, max: 4_000 }) }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(reports, (places) => {
        const all = places.map(({ minute, north }, index) => report(`r${index}`, minute, north));
        const groups = clusterReports(all, FAMILIES);
        expect(groups.flatMap((group) => group.reports.map((one) => one.service_request_id)).sort()).toEqual(
          all.map((one) => one.service_request_id).sort(),
        );
        for (const { anchor, reports: members } of groups) {
          for (const member of members) {
            expect(metresBetween(anchor, member)).toBeLessThanOrEqual(800);
            expect(member.received_at - anchor.received_at).toBeLessThanOrEqual(180 * MINUTE);
          }
        }
      }),
    );
  });
});
