import { EVENT_KINDS, type FoldedReport, type OutcomeCounts, SIMULATOR_SOURCE } from "@toancanh/contracts";
import { computeMetrics, countOutcomes, periodContaining, stateAt } from "@toancanh/domain";
import { locate } from "@toancanh/geo";
import { describe, expect, it } from "vitest";
import type { SimulatedReport } from "./create-simulator.ts";
import { toStoredEvent } from "./stored-event.ts";
import { isValid, kindOf, loadCity } from "./testing/load-city.ts";

const HOUR_MS = 3_600_000;
const city = await loadCity();
const simulator = city.simulate(1022);
const period = periodContaining(city.rulebook, "official", Date.parse("2026-10-10T05:00:00Z"));

const reports: SimulatedReport[] = [];
for (let hour = period.from; hour < period.to; hour += HOUR_MS) {
  reports.push(...simulator.reportsBornIn(hour));
}
const events = reports.flatMap((report) => report.events);
const states = reports.flatMap((report) => {
  const state = stateAt(city.rulebook, report.events.map(toStoredEvent), {
    asOf: period.to,
    knownAt: Number.POSITIVE_INFINITY,
  });
  return state ? [state] : [];
});

describe("the events of a month", () => {
  it("are all as the wire wants them, and of every kind", () => {
    const bad = events.filter((event) => !isValid(event));
    const seen = new Set(events.map(kindOf));
    expect(bad).toEqual([]);
    expect([...seen].sort()).toEqual([...EVENT_KINDS].sort());
  });

  it("have unique ids, and times that never go back from the reception", () => {
    expect(new Set(events.map((event) => event.id)).size).toBe(events.length);
    const wrong = reports.filter((report) => {
      let before = report.received_at;
      return report.events.some((event, index) => {
        const at = Date.parse(event.time);
        const ok =
          at >= before &&
          at <= report.received_at + simulator.maxLifeMs &&
          event.subject === report.service_request_id &&
          event.source === SIMULATOR_SOURCE &&
          Date.parse(event.data.requested_datetime) === report.received_at &&
          (index > 0 || kindOf(event) === "received");
        before = at;
        return !ok;
      });
    });
    expect(wrong).toEqual([]);
  });

  it("are at least five of almost every report, above 5.5 on average", () => {
    const short = reports.filter((report) => report.events.length < 5).length;
    expect(short / reports.length).toBeLessThan(0.005);
    expect(events.length / reports.length).toBeGreaterThan(5.5);
    expect(events.length / reports.length).toBeLessThan(7.5);
  });

  it("repeat only reports that exist and came before", () => {
    const born = new Map(reports.map((report) => [report.service_request_id, report.received_at]));
    const merged = reports.flatMap((report) =>
      report.events.flatMap((event) =>
        "duplicate_of" in event.data ? [{ report, original: String(event.data.duplicate_of) }] : [],
      ),
    );
    expect(merged.length / reports.length).toBeGreaterThan(0.01);
    expect(merged.length / reports.length).toBeLessThan(0.03);
    for (const { report, original } of merged) {
      expect(born.get(original)).toBeLessThanOrEqual(report.received_at);
    }
  });
});

describe("an official period", () => {
  const counts = countOutcomes(states, period.to);
  const shareOf = (...codes: string[]) =>
    states.filter((state) => codes.includes(state.service_code)).length / states.length;

  it("receives what the press published, within 8 %", () => {
    expect(Math.abs(states.length / 14_700 - 1)).toBeLessThan(0.08);
  });

  it("has 96 to 98.5 % handled at the cut-off, and dozens overdue", () => {
    const handled = counts.handled_on_time + counts.handled_late;
    expect(handled / counts.received).toBeGreaterThan(0.96);
    expect(handled / counts.received).toBeLessThan(0.985);
    expect(counts.open_overdue).toBeGreaterThan(20);
    expect(counts.open_overdue).toBeLessThan(126);
  });

  it("is late in 1.5 to 3.5 % of what was due", () => {
    const { late_rate } = computeMetrics(counts);
    expect(late_rate).toBeGreaterThan(0.015);
    expect(late_rate).toBeLessThan(0.035);
  });

  it("has the state block near its target and the others above", () => {
    const obligations = (blocks: readonly string[]): OutcomeCounts =>
      countOutcomes(
        states.flatMap((state: FoldedReport) =>
          state.assignments.filter(
            (one) => one.is_obligation && blocks.includes(city.rulebook.blockOf(one.agency)),
          ),
        ),
        period.to,
      );
    const state = computeMetrics(obligations(["departments", "wards"])).late_rate;
    const others = computeMetrics(
      obligations(["maintenance", "telecom", "power", "water", "lighting", "trees", "services"]),
    ).late_rate;
    expect(state).toBeGreaterThan(0.003);
    expect(state).toBeLessThan(0.015);
    expect(others).toBeGreaterThan(0.015);
    expect(others).toBeLessThan(0.06);
  });

  it("has the fields that the press published", () => {
    const publicServices = shareOf(
      "admin-procedures",
      "residence",
      "land-housing",
      "tax-business",
      "social-security",
      "official-conduct",
    );
    expect(Math.abs(publicServices - 6300 / 14_707)).toBeLessThan(0.03);
    expect(Math.abs(shareOf("noise") - 1350 / 14_707)).toBeLessThan(0.015);
    expect(Math.abs(shareOf("public-transport") - 1130 / 14_707)).toBeLessThan(0.015);
  });

  it("hears of noise at night and of procedures in office hours", () => {
    const hourOf = (at: number) => (Math.floor(at / HOUR_MS) + 7) % 24;
    const within = (code: string, from: number, to: number) => {
      const own = states.filter((state) => state.service_code === code);
      return (
        own.filter((state) => hourOf(state.received_at) >= from && hourOf(state.received_at) < to).length /
        own.length
      );
    };
    expect(within("noise", 18, 24)).toBeGreaterThan(0.5);
    expect(within("admin-procedures", 7, 18)).toBeGreaterThan(0.75);
  });

  it("has 2 to 4 % without a point, and the others in the city", () => {
    const located = states.filter((state) => state.lat !== null && state.long !== null);
    const missing = 1 - located.length / states.length;
    expect(missing).toBeGreaterThan(0.02);
    expect(missing).toBeLessThan(0.04);
    const known = located.filter(
      ({ lat, long }) => locate(city.wardIndex, lat ?? 0, long ?? 0, period.to).ward_code !== "",
    );
    expect(known.length / located.length).toBeGreaterThan(0.99);
  });

  it("sends what a ward's office handles to the ward of the point", () => {
    const wards = new Map(city.profile.agencies.map((agency) => [agency.id, agency.ward_code]));
    let inside = 0;
    let all = 0;
    for (const state of states) {
      const [first] = state.assignments;
      const ward = state.assignments.length === 1 && first ? wards.get(first.agency) : undefined;
      if (!ward || state.lat === null || state.long === null) continue;
      all++;
      if (locate(city.wardIndex, state.lat, state.long).ward_code === ward) inside++;
    }
    expect(all).toBeGreaterThan(3000);
    expect(inside / all).toBeGreaterThan(0.95);
  });

  it("has bursts of rain: hours in which a few wards report flooding together", () => {
    const perHour = new Map<number, number>();
    for (const state of states) {
      if (state.service_code !== "flooding") continue;
      const hour = Math.floor(state.received_at / HOUR_MS);
      perHour.set(hour, (perHour.get(hour) ?? 0) + 1);
    }
    expect(Math.max(...perHour.values())).toBeGreaterThanOrEqual(5);
  });
});
