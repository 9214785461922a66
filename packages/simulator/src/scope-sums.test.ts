import {
  addCounts,
  type MeasuredReport,
  measureScope,
  type Population,
  type ScopeFigures,
  type ScopeKind,
  stateAt,
} from "@toancanh/domain";
import { districtsByUnit, locate } from "@toancanh/geo";
import { beforeAll, describe, expect, it } from "vitest";
import { toStoredEvent } from "./stored-event.ts";
import { loadCity } from "./testing/load-city.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Ten days around the reform of 1 July 2025, local midnight to local midnight: wards of both epochs. */
const FROM = Date.UTC(2025, 5, 25, 17);
const TO = FROM + 10 * DAY_MS;
/** Half-way, with many still open, and long after. */
const CUT_OFFS = [FROM + 5 * DAY_MS, TO + 60 * DAY_MS];
const EXCLUDES: NonNullable<Population["exclude"]>[] = [[], ["rejected", "merged"]];
const REPORT_SCOPES: ScopeKind[] = ["ward", "district", "category", "channel"];

const city = await loadCity();
const districts = districtsByUnit(city.profile.wards, city.profile.former_units);
const scoping = { rulebook: city.rulebook, districtOf: (ward: string) => districts.get(ward) ?? "" };
const reportsAt = new Map<number, MeasuredReport[]>();

beforeAll(() => {
  const simulator = city.simulate(4_874);
  for (const asOf of CUT_OFFS) reportsAt.set(asOf, []);
  for (let hour = FROM; hour < TO; hour += HOUR_MS) {
    for (const { events } of simulator.reportsBornIn(hour, 2.5)) {
      const stored = events.map(toStoredEvent);
      for (const [asOf, reports] of reportsAt) {
        const state = stateAt(city.rulebook, stored, { asOf, knownAt: Number.POSITIVE_INFINITY });
        if (state === null) continue;
        const { lat, long, received_at } = state;
        const place = lat === null || long === null ? null : locate(city.wardIndex, lat, long, received_at);
        reports.push({ ...state, ward_code: place?.ward_code ?? "" });
      }
    }
  }
});

/** Everything of a scope that adds up, over all its keys; compliance and rates do not, what they are made of does. */
function sumOf(byKey: ReadonlyMap<string, ScopeFigures>) {
  const figures = [...byKey.values()];
  const total = (of: (one: ScopeFigures) => number) => figures.reduce((sum, one) => sum + of(one), 0);
  const stages = new Map<string, ScopeFigures["counts"][]>();
  for (const { stage, counts } of figures.flatMap((one) => one.stages)) {
    stages.set(stage, [...(stages.get(stage) ?? []), counts]);
  }
  return {
    counts: addCounts(figures.map((one) => one.counts)),
    stages: [...stages].map(([stage, counts]) => ({ stage, counts: addCounts(counts) })).sort(byStage),
    reopened: total((one) => one.reopened),
    ratings: total((one) => one.ratings.count),
    // A mean times its count is a sum of whole stars again, but for the last bit.
    stars: Math.round(total((one) => (one.ratings.mean ?? 0) * one.ratings.count)),
    estimates: total((one) => one.estimates.count),
    estimatesKept: total((one) => one.estimates.kept),
  };
}

function byStage(a: { stage: string }, b: { stage: string }): number {
  return a.stage < b.stage ? -1 : 1;
}

const CASES = CUT_OFFS.flatMap((asOf) => EXCLUDES.map((exclude) => ({ asOf, exclude })));

describe.each(CASES)("as of $asOf without $exclude", ({ asOf, exclude }) => {
  const measure = (scope: ScopeKind) =>
    measureScope(scoping, reportsAt.get(asOf) ?? [], scope, { from: FROM, to: TO, asOf, exclude });

  it.each(REPORT_SCOPES)("all keys of %s make the city", (scope) => {
    const byKey = measure(scope);
    expect(byKey.size).toBeGreaterThan(scope === "channel" ? 2 : 10);
    expect(sumOf(byKey)).toEqual(sumOf(measure("city")));
  });

  it("all agencies of a block make the block", () => {
    const byAgency = measure("agency");
    const byBlock = measure("block");
    expect(byAgency.size).toBeGreaterThan(100);
    for (const [block, figures] of byBlock) {
      const inBlock = [...byAgency].filter(([agency]) => city.rulebook.blockOf(agency) === block);
      expect(sumOf(new Map(inBlock))).toEqual(sumOf(new Map([[block, figures]])));
    }
    expect(sumOf(byBlock).counts).toEqual(sumOf(byAgency).counts);
  });
});

it("is a history worth adding up", () => {
  for (const [asOf, reports] of reportsAt) {
    const of = sumOf(measureScope(scoping, reports, "city", { from: FROM, to: TO, asOf }));
    expect(of.counts.received).toBe(reports.length);
    expect(
      Math.min(of.counts.handled_on_time, of.counts.handled_late, of.reopened, of.stars),
    ).toBeGreaterThan(0);
    expect(reports.some((report) => report.ward_code === "")).toBe(true);
  }
  expect(reportsAt.get(TO + 60 * DAY_MS)?.length).toBeGreaterThan(10_000);
});
