import type { Agencies, AgencyRow, City, Metrics, Summary, WardRow, Wards } from "@toancanh/contracts";
import { addCounts, computeMetrics, lateFraction, rateInterval } from "@toancanh/domain";
import { CADENCE } from "../../data/wall-data.ts";
import { divide, sampleMetrics } from "./outcomes.ts";
import { createRandom, type Random } from "./random.ts";
import { openOf, type Situation, stampOf } from "./situations.ts";

const SEED = { summary: 11, agencies: 12, wards: 13 };
const HOUR = 3_600_000;
/** Agencies with one assignment done in the first hour; the first of them late. */
const FIRST_DONE = 4;
const NOTHING = { open: 0, overdue: 0, late: 0 };

const sharesOf = ({ lateShare, state }: Situation) => ({
  open: state === "first-hour" ? 0.9 : 0.06,
  overdue: state === "first-hour" ? 0 : 0.25,
  late: lateShare,
});
const receivedIn = ({ perDay, days }: Situation) => Math.round(perDay * days);

/** The reports of the last 24 hours by hour, oldest first; few at night, many in a flood's last hours. */
function sampleFlow(random: Random, { now, perDay, rush }: Situation): Summary["flow"] {
  const last = Math.floor(now / HOUR) * HOUR;
  return Array.from({ length: 24 }, (_, index) => {
    const hour = last - (23 - index) * HOUR;
    const clock = new Date(hour + 7 * HOUR).getUTCHours();
    const daily = clock < 6 ? 0.25 : 1.25;
    const weight = index >= 21 ? (rush / 3) * 24 : daily * (1 - rush) * 1.1;
    const received = Math.round((perDay / 24) * weight * (0.8 + 0.4 * random()));
    const handled = Math.round((perDay / 24) * daily * (0.7 + 0.5 * random()));
    return { hour: new Date(hour).toISOString(), received, handled };
  });
}

export function sampleSummary(situation: Situation): Summary {
  const random = createRandom(SEED.summary);
  const { perDay, period, previousPeriod } = situation;
  const shares = sharesOf(situation);
  const metrics = sampleMetrics(random, receivedIn(situation), shares);
  const usual = { open: 0.02, overdue: 0.3, late: 0.04 };
  return {
    ...stampOf(situation, CADENCE.summary),
    denominator: "due",
    period,
    metrics,
    previous_period: previousPeriod,
    previous: sampleMetrics(random, 516 * (perDay === 0 ? 0 : 30), usual),
    target: { on_time_rate: 0.95, source: "sample" },
    windows: {
      today: sampleMetrics(random, Math.round(perDay * 0.4), { ...shares, open: 0.5 }),
      last_7_days: sampleMetrics(random, perDay * 7, {
        open: 0.06,
        overdue: 0.25,
        late: situation.lateShare,
      }),
      quarter: sampleMetrics(random, perDay * 42, usual),
    },
    open: { ...openOf(situation), unlocated: perDay === 0 ? 0 : 23 },
    flow: sampleFlow(random, situation),
    median_handling_minutes: perDay === 0 ? null : 1_460,
    p90_handling_minutes: perDay === 0 ? null : 7_300,
    reopened: perDay === 0 ? 0 : 61,
    ratings: perDay === 0 ? { count: 0, mean: null } : { count: 318, mean: 3.9 },
  };
}

/** An agency's row; in the first hour one has already been late with its only assignment. */
function sampleAgency(
  random: Random,
  agency: City["agencies"][number],
  metrics: Metrics,
  perDay: number,
): AgencyRow {
  const { late, of } = lateFraction(metrics, "due");
  const weekLate = metrics.late_rate ?? 0.05;
  const change = (random() - 0.5) * 0.16;
  const weekDue = perDay === 0 ? 0 : Math.round(perDay * 0.06 * random()) + 4;
  return {
    agency_responsible: agency.id,
    name: agency.name,
    short_name: agency.short_name,
    block: agency.block,
    metrics,
    interval: rateInterval(late, of, 0.9),
    previous_late_rate: perDay === 0 ? null : weekLate,
    week_late_rate: perDay === 0 ? null : Math.min(1, Math.max(0, weekLate + change / 2)),
    week_due: weekDue,
    week_change: weekDue < 10 ? null : change,
  };
}

const compareWorstFirst = (a: AgencyRow, b: AgencyRow) =>
  (b.metrics.late_rate ?? -1) - (a.metrics.late_rate ?? -1) ||
  (a.agency_responsible < b.agency_responsible ? -1 : 1);

export function sampleAgencies(city: City, situation: Situation): Agencies {
  const random = createRandom(SEED.agencies);
  const { state, perDay, period } = situation;
  const volumes = divide(random, receivedIn(situation), city.agencies.length);
  const rows = city.agencies.map((agency, index) => {
    const received = volumes[index] ?? 0;
    // Agencies differ more than the outcomes of one do.
    const late = Math.min(0.8, situation.lateShare * 2.4 * random() ** 2);
    const metrics = sampleMetrics(random, received, { open: 0.05, overdue: 0.3, late });
    return sampleAgency(random, agency, metrics, perDay);
  });
  if (state === "first-hour") {
    rows.forEach((row, index) => {
      const done = index < FIRST_DONE ? 1 : 0;
      const counts = { handled_on_time: index === 0 ? 0 : done, handled_late: index === 0 ? done : 0 };
      const quiet = { received: done, open_overdue: 0, open_in_time: 0, no_deadline: 0 };
      row.metrics = computeMetrics({ ...quiet, ...counts }, "due");
      row.interval = rateInterval(counts.handled_late, done, 0.9);
    });
  }
  return {
    ...stampOf(situation, CADENCE.agencies),
    period,
    denominator: "due",
    blocks: city.blocks.map(({ id, name, late_rate_target }) => ({
      id,
      name,
      late_rate_target,
      metrics: computeMetrics(addCounts(rows.filter((row) => row.block === id).map((row) => row.metrics))),
    })),
    rows: perDay === 0 ? [] : rows.sort(compareWorstFirst),
  };
}

export function sampleWards(city: City, situation: Situation): Wards {
  const random = createRandom(SEED.wards);
  const volumes = divide(random, receivedIn(situation), city.wards.length);
  const rows = city.wards.map(({ code, name, short_name }, index): WardRow => {
    const late = Math.min(0.9, situation.lateShare * (0.4 + 2.2 * random() ** 3));
    const shares = situation.state === "first-hour" ? NOTHING : { open: 0.06, overdue: 0.25, late };
    return {
      ward_code: code,
      name,
      short_name,
      metrics: sampleMetrics(random, volumes[index] ?? 0, shares),
      usual_late_rate: situation.perDay === 0 ? null : 0.02 + 0.06 * random(),
    };
  });
  return {
    ...stampOf(situation, CADENCE.wards),
    period: situation.period,
    rows: situation.perDay === 0 ? [] : rows.filter((row) => row.metrics.received > 0),
  };
}
