import type { City, Closings, RankingRow } from "@toancanh/contracts";
import type { Answer } from "../../../client/client.ts";
import { sampleUnitCounts } from "../outcomes.ts";
import { createRandom, pickWhole } from "../random.ts";
import { type Situation, stampOf } from "../situations.ts";

const SEED = 47;
const CADENCE_MS = 60_000;
const MINIMUM = 20;

/** What is known of a period that has not ended. */
export function runningPeriod({ from, to }: Situation["period"]) {
  return {
    period: "2026-11",
    kind: "official",
    state: "running",
    revision: 0,
    from,
    to,
    cut_off: to,
    known_at: null,
    hash: null,
    published_at: null,
  } as const;
}

/** The running period and the one before, which was published and revised once. */
export function sampleClosings({ perDay, period, previousPeriod, now }: Situation): Closings {
  const random = createRandom(SEED);
  const city = sampleUnitCounts(random, perDay * 30);
  const revision = (number: number, reason: string) => ({
    revision: number,
    recorded_at: new Date(now).toISOString(),
    known_at: new Date(now).toISOString(),
    hash: String(number).repeat(64).slice(0, 64),
    reason,
    changed_units: number === 1 ? 0 : 3,
  });
  return {
    periods: [
      {
        ...runningPeriod(period),
        blocked_by: [],
        revisions: [],
        city: null,
      },
      {
        period: "2026-10",
        kind: "official",
        state: "published",
        revision: 2,
        from: previousPeriod.from,
        to: previousPeriod.to,
        cut_off: previousPeriod.to,
        known_at: new Date(now).toISOString(),
        hash: "2".repeat(64),
        published_at: new Date(now).toISOString(),
        blocked_by: [],
        revisions: [revision(1, ""), revision(2, "Dữ liệu mẫu / Sample data")],
        city,
      },
    ],
  };
}

export function samplePeerGroups(city: City): Answer<"peer_groups"> {
  return {
    groups: city.blocks.map(({ id, name }) => ({
      group: id,
      scope: "agency",
      name,
      units: unitsOf(city, id),
    })),
    scorings: [
      {
        id: "sample",
        version: 1,
        name: { vi: "Bộ trọng số mẫu", en: "Sample weights" },
        note: { vi: "Không phải công thức của Thành phố.", en: "Not the city's formula." },
        is_default: true,
      },
    ],
  };
}

const unitsOf = (city: City, block: string) =>
  city.agencies
    .filter((one) => one.block === block)
    .map(({ id, name, short_name }) => ({ unit: id, name, short_name }));

/** Units of the first block; the last one has too little due for a rank. */
export function sampleRanking(city: City, situation: Situation): Answer<"rankings"> {
  const random = createRandom(SEED);
  const units = unitsOf(city, city.blocks[0]?.id ?? "");
  const rows = units.map(({ unit }, index): RankingRow => {
    const due = situation.perDay === 0 ? 0 : index === units.length - 1 ? 14 : pickWhole(random, 30, 300);
    const late = Math.round(due * 0.02 * (index + 1));
    const isRanked = due >= MINIMUM;
    const rate = due === 0 ? null : late / due;
    return {
      unit,
      rank: isRanked ? index + 1 : null,
      previous_rank: isRanked ? ((index + 2) % units.length) + 1 : null,
      points: due === 0 ? null : 100 - 60 * (rate ?? 0),
      components: [
        {
          id: "on_time",
          bad: late,
          base: due,
          value: rate,
          weight: 60,
          nominal_weight: 60,
          points: 60 * (1 - (rate ?? 0)),
          left_out: false,
        },
      ],
      received: due,
      due,
      late,
      late_rate: rate,
      fair:
        rate === null
          ? null
          : {
              late_rate: rate * 0.8,
              interval: [rate * 0.4, rate * 1.5 + 0.01],
              rank_interval: isRanked ? [Math.max(1, index), Math.min(units.length, index + 3)] : null,
              p_best_tenth: isRanked ? 0.1 : null,
              p_worst_tenth: isRanked ? 0.1 : null,
              band: isRanked ? (index < 4 ? 1 : 2) : null,
            },
    };
  });
  return {
    period: "2026-11",
    kind: "official",
    group: city.blocks[0]?.id ?? "",
    scoring: "sample",
    scoring_file: {
      version: 1,
      name: { vi: "Bộ trọng số mẫu", en: "Sample weights" },
      note: { vi: "Không phải công thức của Thành phố.", en: "Not the city's formula." },
      minimum_volume: MINIMUM,
      points_in_all: 100,
      valid_from: "2026-01-01",
      valid_to: null,
    },
    state: "running",
    as_of: stampOf(situation, CADENCE_MS).as_of,
    rows,
    prior: { alpha: 2, beta: 50, method: "sample", basis: "this_period" },
    funnel: { rate: situation.perDay === 0 ? null : 0.03, overdispersion: 1, units: [] },
    revision: 0,
    simulated: false,
    scope: "agency",
    units,
  };
}
