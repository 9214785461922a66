import type { Agencies, City, Summary } from "@toancanh/contracts";
import { CADENCE } from "../../data/wall-data.ts";
import { divide, sampleMetrics } from "./outcomes.ts";
import { createRandom, type Random } from "./random.ts";
import { openOf, type Situation, stampOf } from "./situations.ts";

const SEED = 11;
const HOUR = 3_600_000;

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
  const random = createRandom(SEED);
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

/** Blocks of the city in the period; assignments are a little more than reports. */
export function sampleAgencies(city: City, situation: Situation): Agencies {
  const random = createRandom(SEED + 1);
  const received = Math.round(receivedIn(situation) * 1.04);
  const shares = divide(random, received, city.blocks.length);
  return {
    ...stampOf(situation, CADENCE.agencies),
    period: situation.period,
    denominator: "due",
    blocks: city.blocks.map(({ id, name, late_rate_target }, index) => ({
      id,
      name,
      late_rate_target,
      metrics: sampleMetrics(random, shares[index] ?? 0, sharesOf(situation)),
    })),
    rows: [],
  };
}
