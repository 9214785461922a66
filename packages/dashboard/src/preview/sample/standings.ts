import type { AgencyStandings, City, RecentOutcomes, WardStandings } from "@toancanh/contracts";
import { levelAgainst, share, standAgencies, type UnitTrials } from "@toancanh/domain";
import { CADENCE } from "../../data/wall-data.ts";
import { divide, sampleMetrics } from "./outcomes.ts";
import { createRandom } from "./random.ts";
import { openOf, type Situation, stampOf } from "./situations.ts";

const SEED = { recent: 21, agencies: 22, wards: 23 };
const DAY = 24 * 3_600_000;
const WINDOW_DAYS = 30;
/** Late share of the sample's earlier months. */
const USUAL = 0.045;

const windowOf = ({ now }: Situation) => ({
  from: new Date(now - WINDOW_DAYS * DAY).toISOString(),
  to: new Date(now).toISOString(),
  days: WINDOW_DAYS,
});

export function sampleRecentOutcomes(situation: Situation): RecentOutcomes {
  const random = createRandom(SEED.recent);
  const { perDay, period, previousPeriod, now, days, lateShare, state } = situation;
  const usual = { open: 0.05, overdue: 0.25, late: lateShare };
  const running = state === "first-hour" ? { open: 1, overdue: 0, late: 0 } : usual;
  const inPeriod = sampleMetrics(random, Math.round(perDay * days), running);
  const midnight = Math.floor((now + DAY * (7 / 24)) / DAY) * DAY - DAY * (7 / 24);
  const open = openOf(situation);
  return {
    ...stampOf(situation, CADENCE.recent),
    window: windowOf(situation),
    metrics: sampleMetrics(random, perDay * WINDOW_DAYS, usual),
    target: { on_time_rate: 0.95, source: "sample" },
    days: Array.from({ length: WINDOW_DAYS }, (_, index) => {
      const { due, late, on_time_rate } = sampleMetrics(random, perDay, usual);
      return { day: new Date(midnight - (WINDOW_DAYS - index) * DAY).toISOString(), due, late, on_time_rate };
    }),
    last_7_days: sampleMetrics(random, perDay * 7, usual),
    period: { period, metrics: inPeriod },
    same_stretch: {
      period: previousPeriod,
      metrics: sampleMetrics(random, Math.round(perDay * days), running),
    },
    previous: { period: previousPeriod, metrics: sampleMetrics(random, perDay * 30, usual) },
    open: {
      total: open.total,
      overdue: open.overdue,
      overdue_recent: Math.round(open.overdue * 0.7),
      unlocated: perDay === 0 ? 0 : 23,
    },
  };
}

/** Units that differ more than chance lets one of them vary. */
function sampleTrials(seed: number, situation: Situation, ids: readonly string[]): UnitTrials[] {
  const random = createRandom(seed);
  const now = divide(random, situation.perDay * WINDOW_DAYS, ids.length);
  const before = divide(random, (situation.perDay === 0 ? 0 : 500) * 90, ids.length);
  const trials = (due: number, rate: number) => ({
    due,
    late: Math.min(due, Math.round(due * rate * (0.6 + 0.8 * random()))),
  });
  return ids.map((id, index) => {
    const habit = 0.2 + 2 * random() ** 2;
    return {
      id,
      now: trials(now[index] ?? 0, Math.min(0.9, situation.lateShare * habit)),
      before: trials(before[index] ?? 0, Math.min(0.9, USUAL * habit * (0.7 + 0.6 * random()))),
    };
  });
}

export function sampleAgencyStandings(city: City, situation: Situation): AgencyStandings {
  const ids = city.agencies.map((agency) => agency.id);
  const units = sampleTrials(SEED.agencies, situation, ids);
  const blocks = new Map(city.agencies.map((agency) => [agency.id, agency.block]));
  const blockOf = (id: string) => blocks.get(id) ?? "";
  return {
    ...stampOf(situation, CADENCE.agencies),
    window: windowOf(situation),
    ...standAgencies(units, { agencies: city.agencies, blocks: city.blocks, blockOf }, city.minimum_due),
  };
}

export function sampleWardStandings(city: City, situation: Situation): WardStandings {
  const codes = city.wards.map((ward) => ward.code);
  const units = sampleTrials(SEED.wards, situation, codes);
  return {
    ...stampOf(situation, CADENCE.wards),
    window: windowOf(situation),
    minimum_due: city.minimum_due,
    rows: city.wards.map(({ code, name, short_name }, index) => {
      const { now, before } = units[index] ?? { now: { late: 0, due: 0 }, before: { late: 0, due: 0 } };
      const usual = share(before.late, before.due);
      const { level, probability } = levelAgainst(now, usual, city.minimum_due);
      return {
        ward_code: code,
        name,
        short_name,
        ...now,
        usual_late_rate: usual,
        probability_more: probability,
        level,
      };
    }),
  };
}
