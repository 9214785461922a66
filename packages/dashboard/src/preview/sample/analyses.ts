import type {
  AgeBands,
  City,
  Comparison,
  Matrix,
  Movers,
  Period,
  Periods,
  TimeSeries,
  Trend,
} from "@toancanh/contracts";
import { addCounts, computeMetrics, lateFraction } from "@toancanh/domain";
import { divide, sampleCounts, sampleMetrics } from "./outcomes.ts";
import { createRandom, pickWhole } from "./random.ts";
import { openOf, type Situation, stampOf } from "./situations.ts";

const SEED = { matrix: 41, series: 42, movers: 44, compare: 45, trend: 46 };
/** Explore renews its figures every five minutes. */
const CADENCE_MS = 300_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const stamp = (situation: Situation) => stampOf(situation, CADENCE_MS);
const receivedIn = ({ perDay, days }: Situation) => Math.round(perDay * days);

export function sampleMatrix(city: City, situation: Situation): Matrix {
  const random = createRandom(SEED.matrix);
  const { period, lateShare } = situation;
  const wards = ["", ...city.wards.map((ward) => ward.code)];
  const byWard = divide(random, receivedIn(situation), wards.length);
  return {
    ...stamp(situation),
    period,
    denominator: "due",
    rows: wards.flatMap((ward_code, place) => {
      const byCategory = divide(random, byWard[place] ?? 0, city.categories.length);
      return city.categories.flatMap(({ service_code }, index) => {
        const received = byCategory[index] ?? 0;
        if (received === 0) return [];
        const counts = sampleCounts(random, received, { open: 0.06, overdue: 0.3, late: lateShare });
        const { late, of: due } = lateFraction(counts, "due");
        return [{ ward_code, service_code, received, late, due, late_rate: due === 0 ? null : late / due }];
      });
    }),
  };
}

const STEP: Record<TimeSeries["bucket"], number> = { hour: HOUR, day: DAY, month: 30 * DAY };

export function sampleTimeSeries(situation: Situation, bucket: TimeSeries["bucket"]): TimeSeries {
  const random = createRandom(SEED.series);
  const { now, period, perDay, lateShare } = situation;
  const from = Date.parse(period.from);
  const step = STEP[bucket];
  const count = perDay === 0 ? 0 : Math.max(1, Math.ceil((now - from) / step));
  return {
    ...stamp(situation),
    period,
    bucket,
    rows: Array.from({ length: count }, (_, index) => {
      const at = from + index * step;
      const share = Math.min(1, (now - at) / step) * (step / DAY);
      const handled = Math.round(perDay * share * (0.6 + 0.6 * random()));
      const handled_late = Math.round(handled * lateShare * random() * 2);
      return {
        at: new Date(at).toISOString(),
        received: Math.round(perDay * share * (0.7 + 0.6 * random())),
        handled,
        handled_on_time: handled - handled_late,
        handled_late,
      };
    }),
  };
}

/** Bands of age by their beginning in minutes, and the share of the open reports in each. */
const BANDS = [
  { from: 0, share: 0.22 },
  { from: 240, share: 0.27 },
  { from: 1_440, share: 0.3 },
  { from: 4_320, share: 0.15 },
  { from: 14_400, share: 0.06 },
] as const;

export function sampleAgeBands(situation: Situation): AgeBands {
  const open = openOf(situation);
  return {
    ...stamp(situation),
    rows: BANDS.map(({ from, share }, index) => ({
      from_minutes: from,
      to_minutes: BANDS[index + 1]?.from ?? null,
      open: Math.round(open.total * share),
      overdue: Math.min(Math.round(open.total * share), Math.round((open.overdue * index) / 10)),
    })),
  };
}

export function sampleMovers(city: City, situation: Situation): Movers {
  const random = createRandom(SEED.movers);
  const { period, previousPeriod, perDay, state } = situation;
  // In the first hour no agency has had ten due yet.
  const agencies = perDay === 0 || state === "first-hour" ? [] : city.agencies.slice(0, 14);
  const rows = agencies.map(({ id, name, short_name, block }) => {
    const due = pickWhole(random, 10, 400);
    const volume = (share: number) => {
      const late = Math.round(due * share);
      return { due, late, late_rate: late / due };
    };
    const current = volume(Math.min(0.9, situation.lateShare * 3 * random()));
    const previous = volume(0.12 * random());
    const change = current.late_rate - previous.late_rate;
    return { agency_responsible: id, name, short_name, block, current, previous, change };
  });
  return {
    ...stamp(situation),
    period,
    previous_period: previousPeriod,
    rows: rows.sort((a, b) => b.change - a.change),
  };
}

export function sampleComparison(situation: Situation): Comparison {
  const random = createRandom(SEED.compare);
  const { period, previousPeriod, perDay, lateShare, state } = situation;
  const open = state === "first-hour" ? 0.95 : 0.06;
  return {
    ...stamp(situation),
    denominator: "due",
    period,
    metrics: sampleMetrics(random, receivedIn(situation), { open, overdue: 0, late: lateShare }),
    compared_period: previousPeriod,
    compared: sampleMetrics(random, perDay * 30, { open: 0.02, overdue: 0.3, late: 0.04 }),
  };
}

/** The running period and those before it, oldest first; each as long as a month of the calendar. */
function samplePeriods(situation: Situation, count: number): Period[] {
  const { period } = situation;
  const months = (instant: string, back: number) => {
    const date = new Date(instant);
    date.setUTCMonth(date.getUTCMonth() - back);
    return date.toISOString();
  };
  return Array.from({ length: count }, (_, index) => {
    const back = count - 1 - index;
    return { kind: period.kind, from: months(period.from, back), to: months(period.to, back) };
  });
}

export function samplePeriodList(situation: Situation, limit: number): Periods {
  return {
    ...stamp(situation),
    kinds: ["official", "calendar", "quarter", "year", "last_7_days", "day"],
    default_kind: situation.period.kind,
    rows: samplePeriods(situation, limit).reverse(),
  };
}

export function sampleTrend(
  city: City,
  situation: Situation,
  { periods: count, ward }: { periods: number; ward: string | null },
): Trend {
  const random = createRandom(SEED.trend);
  const { perDay, days } = situation;
  const periods = samplePeriods(situation, count);
  const volumeOf = (received: number) => {
    const counts = sampleCounts(random, received, { open: 0.03, overdue: 0.3, late: 0.05 });
    const { late, of: due } = lateFraction(counts, "due");
    return { received, due, late, late_rate: computeMetrics(addCounts([counts])).late_rate };
  };
  const totals = periods.map((_, index) =>
    volumeOf(Math.round(perDay * (index === count - 1 ? days : 30) * (0.8 + 0.4 * random()))),
  );
  const shares = divide(random, 10_000, city.wards.length);
  const rows = city.wards.map(({ code, name, short_name }, place): Trend["rows"][number] => {
    const part = totals.map(({ received }) =>
      volumeOf(Math.round((received * (shares[place] ?? 0)) / 10_000)),
    );
    return {
      unit: code,
      name,
      short_name,
      kind: "same",
      like_for_like: part,
      as_then: part,
      counted_in: [],
      made_of: [],
    };
  });
  return {
    ...stamp(situation),
    periods,
    totals,
    rows: perDay === 0 ? [] : rows,
    ...(ward === null
      ? {}
      : {
          explanation: {
            vi: ["Ranh giới không đổi trong các kỳ này (dữ liệu mẫu)."],
            en: ["Its boundary did not change in these periods (sample data)."],
          },
        }),
  };
}
