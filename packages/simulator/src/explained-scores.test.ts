import type { StoredEvent } from "@toancanh/contracts";
import {
  type CostedObligation,
  explainCosts,
  namedPeriodContaining,
  obligationsOf,
  PeriodTally,
  periodsBefore,
  rankGroup,
  stateAt,
} from "@toancanh/domain";
import { describe, expect, it } from "vitest";
import { toStoredEvent } from "./stored-event.ts";
import { loadCity } from "./testing/load-city.ts";

const HOUR_MS = 3_600_000;
const city = await loadCity();
const scoping = { rulebook: city.rulebook, districtOf: () => "" };
const newest = namedPeriodContaining(city.rulebook, "official", Date.UTC(2026, 9, 1));
const periods = [newest, ...periodsBefore(city.rulebook, newest, 11)];
const [scoring] = city.profile.scorings.filter(({ is_default }) => is_default);

/** One hour in two days, at several times the city's volume: some hundred reports a period. */
function simulate(from: number, to: number): StoredEvent[][] {
  const simulator = city.simulate(1_022);
  const reports: StoredEvent[][] = [];
  for (let hour = Math.ceil(from / HOUR_MS) * HOUR_MS; hour < to; hour += 49 * HOUR_MS) {
    for (const { events } of simulator.reportsBornIn(hour, 3)) reports.push(events.map(toStoredEvent));
  }
  return reports;
}

describe("scores of twelve periods", () => {
  it.each(periods)("are explained to their last digit in $period", (period) => {
    if (scoring === undefined) throw new Error("profiles/hcmc has no default scoring");
    const tally = new PeriodTally(scoping, period, period.to);
    const byAgency = new Map<string, CostedObligation[]>();
    for (const events of simulate(period.from, period.to)) {
      const state = stateAt(city.rulebook, events, { asOf: period.to, knownAt: Number.POSITIVE_INFINITY });
      if (state === null) continue;
      tally.add(state);
      for (const obligation of obligationsOf(scoping, state, "agency")) {
        const known = byAgency.get(obligation.key) ?? [];
        known.push({ service_request_id: state.service_request_id, obligation, asOf: period.to });
        byAgency.set(obligation.key, known);
      }
    }
    const { units } = tally.figures();
    const group = [...byAgency.keys()].flatMap((unit) => {
      const counts = units[unit];
      return counts === undefined ? [] : [{ unit, counts }];
    });
    let costly = 0;
    for (const { unit, score } of rankGroup(scoring, group)) {
      if (score === null) continue;
      const costs = explainCosts(scoring, score, byAgency.get(unit) ?? []);
      const units3 = (values: readonly number[]) =>
        values.reduce((sum, value) => sum + Math.round(value * 1000), 0);
      expect(units3(costs.map(({ points }) => points)), unit).toBe(Math.round((100 - score.points) * 1000));
      expect(units3(score.components.map(({ points }) => points)), unit).toBe(
        Math.round(score.points * 1000),
      );
      for (const cost of costs) {
        expect(units3(cost.components.map(({ points }) => points))).toBe(Math.round(cost.points * 1000));
      }
      if (costs.length > 0) costly += 1;
    }
    expect(costly).toBeGreaterThan(5);
  });
});
