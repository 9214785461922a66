import type { City, Scorecard, TrendPoint, UnitCounts } from "@toancanh/contracts";
import type { Answer } from "../../../client/client.ts";
import { sampleUnitCounts } from "../outcomes.ts";
import { createRandom, type Random } from "../random.ts";
import { type Situation, stampOf } from "../situations.ts";
import { runningPeriod } from "./periods.ts";

const SEED = 53;
const CADENCE_MS = 300_000;
const MINIMUM = 20;
const SAMPLE = "Dữ liệu mẫu / Sample data";

/** The card of the first agency in the running period; of a city that has just begun it is empty. */
export function sampleScorecard(city: City, situation: Situation): Answer<"scorecard"> {
  const { perDay, period, days, now: at } = situation;
  const random = createRandom(SEED);
  const agency = city.agencies[0];
  const counts = sampleUnitCounts(random, Math.round((perDay * days) / 10));
  const block = city.blocks.find(({ id }) => id === agency?.block);
  const isRanked = counts.due >= MINIMUM;
  return {
    ...stampOf(situation, CADENCE_MS),
    ...runningPeriod(period),
    lang: "vi",
    time_zone: city.time_zone,
    city: city.name.vi,
    line: "1022",
    issuer: null,
    unit: {
      id: agency?.id ?? "city",
      scope: "agency",
      name: agency?.name ?? city.name.vi,
      short_name: agency?.short_name ?? city.name.vi,
    },
    counted: "assignments",
    headline: {
      case: isRanked ? "no_clear_change" : "too_few",
      text: `${SAMPLE}.`,
      change: null,
      earlier_late_rate: null,
      earlier_due: 0,
    },
    standing: {
      group: block?.id ?? "",
      scoring: "sample",
      rank: isRanked ? 7 : null,
      ranked: 20,
      points: isRanked ? 96.01 : null,
      band: isRanked ? 1 : null,
      bands: 2,
      rank_interval: isRanked ? [3, 14] : null,
      late_rate: counts.late_rate,
      interval: isRanked ? [0.01, 0.06] : null,
      text: SAMPLE,
    },
    target: 0.01,
    minimum_due: MINIMUM,
    now: counts,
    before: sampleUnitCounts(random, perDay * 3),
    group:
      block === undefined ? null : { name: block.name.vi, counts: sampleUnitCounts(random, perDay * 20) },
    questions: [
      {
        id: "own_deadlines",
        question: SAMPLE,
        counted: SAMPLE,
        late: counts.late,
        due: counts.due,
        late_rate: counts.late_rate,
        interval: isRanked ? [0.01, 0.06] : null,
      },
    ],
    trend: trendOf(random, perDay * 3, counts),
    usual: perDay === 0 ? null : [0, 0.05],
    handling: {
      median_minutes: 250,
      p90_minutes: 3000,
      median_working_minutes: 200,
      p90_working_minutes: 1500,
    },
    stages: [],
    fields: city.categories.slice(0, 12).map(({ service_code, name }, index) => {
      const { received, due, late, late_rate } = sampleUnitCounts(
        random,
        Math.round(counts.received / (index + 1) / 3),
      );
      return { service_code, name: name.vi, received, due, late, late_rate, median_minutes: 240 };
    }),
    hand_offs: { received_late: 1, passed_on: 2, returned: 3 },
    reopened: { count: 2, ever_handled: counts.received, rate: 0.01 },
    satisfaction: { count: 6, mean: perDay === 0 ? null : 3.2 },
    cases: casesOf(counts, at),
    late_cases: counts.late,
    excused:
      perDay === 0
        ? []
        : [{ service_request_id: "M-00042", objection: "2026-11-0003", reason: SAMPLE, ground: SAMPLE }],
    excused_cases: perDay === 0 ? 0 : 1,
    lost: { late: -1.2, other: -0.4, all: -1.6 },
    map: {
      located: counts.received,
      unlocated: 0,
      points: city.wards.slice(0, counts.received === 0 ? 0 : 30).map(({ lat, long }, index) => ({
        lat,
        long,
        outcome:
          (["handled_on_time", "handled_late", "open_overdue", "open_in_time"] as const)[index % 4] ??
          "handled_on_time",
      })),
    },
    after_cut_off: null,
    scoring: null,
    decisions: [],
    definitions: [{ term: SAMPLE, text: SAMPLE }],
  };
}

/** Eleven periods and the running one; none of a city that has just begun. */
function trendOf(random: Random, received: number, now: UnitCounts): TrendPoint[] {
  return Array.from({ length: 12 }, (_, index) => {
    const counts = index === 11 ? now : sampleUnitCounts(random, received);
    const isKnown = counts.received > 0;
    return {
      period: index === 0 ? "2025-12" : `2026-${String(index).padStart(2, "0")}`,
      received: isKnown ? counts.received : null,
      late: isKnown ? counts.late : null,
      due: isKnown ? counts.due : null,
      late_rate: isKnown ? counts.late_rate : null,
      median_minutes: isKnown ? 200 + 100 * random() : null,
      p90_minutes: isKnown ? 2000 + 2000 * random() : null,
      reopened: isKnown ? Math.floor(random() * 4) : null,
      ratings: isKnown ? 6 : null,
      rating_mean: isKnown ? 3 + random() : null,
    };
  });
}

function casesOf({ late }: UnitCounts, at: number): Scorecard["cases"] {
  return Array.from({ length: Math.min(late, 5) }, (_, index) => ({
    service_request_id: `M-0000${index}`,
    field: SAMPLE,
    outcome: index === 0 ? "open_overdue" : "handled_late",
    due: new Date(at - (index + 2) * 86_400_000).toISOString(),
    finished: index === 0 ? null : new Date(at - index * 86_400_000).toISOString(),
    minutes_late: 2880,
    late_share: 1,
    points: 0.87,
    reason: SAMPLE,
  }));
}
