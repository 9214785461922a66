import { betaQuantile } from "../statistics/beta.ts";
import { type BetaPrior, posteriorOf, type Trials } from "../statistics/beta-binomial.ts";
import { drawBeta, seededRandom } from "../statistics/seeded-draws.ts";

/** A unit beside its peers, with what chance can do to it. Rates are shares 0..1. */
export interface FairView {
  /** Shrunk towards the peer group. */
  late_rate: number;
  /** 90 % of the posterior. */
  interval: [number, number];
  /** 90 % of the ranks drawn, 1 = fewest late; null for a unit below the minimum volume, as all that follow. */
  rank_interval: [number, number] | null;
  p_best_tenth: number | null;
  p_worst_tenth: number | null;
  /** 1, 2, …: within one the order says nothing. */
  band: number | null;
}

/** A unit as the fair view takes it. */
export interface FairUnit extends Trials {
  unit: string;
  /** Whether it has the volume to be ranked. */
  ranked: boolean;
}

const DRAWS = 4000;
const TAIL = 0.05;

/**
 * The fair view of a peer group (docs/metrics.md §7), by unit. Ranks are drawn among the ranked units only; the same
 * seed and units give the same draws whatever the order they come in.
 */
export function viewFairly(
  group: readonly FairUnit[],
  prior: BetaPrior,
  seed: string,
): Map<string, FairView> {
  const posteriors = new Map(group.map((one) => [one.unit, posteriorOf(prior, one)] as const));
  const ranked = group
    .filter((one) => one.ranked)
    .map(({ unit }) => unit)
    .sort();
  const ranks = drawRanks(
    ranked.map((unit) => posteriors.get(unit) ?? prior),
    seed,
  );
  const tenth = Math.ceil(ranked.length / 10);
  const intervals = new Map(ranked.map((unit, index) => [unit, rankInterval(ranks[index] ?? [])] as const));
  const bands = formBands(
    ranked
      .map((unit) => ({
        unit,
        rate: meanOf(posteriors.get(unit) ?? prior),
        interval: intervals.get(unit) ?? [1, 1],
      }))
      .sort((a, b) => a.rate - b.rate || (a.unit < b.unit ? -1 : 1)),
  );
  return new Map(
    group.map(({ unit }) => {
      const posterior = posteriors.get(unit) ?? prior;
      const drawn = ranks[ranked.indexOf(unit)];
      const shareOf = (wanted: (rank: number) => boolean) =>
        drawn === undefined ? null : drawn.filter(wanted).length / DRAWS;
      return [
        unit,
        {
          late_rate: meanOf(posterior),
          interval: rateIntervalOf(posterior),
          rank_interval: intervals.get(unit) ?? null,
          p_best_tenth: shareOf((rank) => rank <= tenth),
          p_worst_tenth: shareOf((rank) => rank > ranked.length - tenth),
          band: bands.get(unit) ?? null,
        },
      ];
    }),
  );
}

function meanOf({ alpha, beta }: BetaPrior): number {
  return alpha / (alpha + beta);
}

function rateIntervalOf({ alpha, beta }: BetaPrior): [number, number] {
  return [betaQuantile(TAIL, alpha, beta), betaQuantile(1 - TAIL, alpha, beta)];
}

/** For each unit its ranks in all draws, 1 = the lowest rate. */
function drawRanks(posteriors: readonly BetaPrior[], seed: string): number[][] {
  const random = seededRandom(seed);
  const ranks: number[][] = posteriors.map(() => []);
  const rates = new Float64Array(posteriors.length);
  for (let draw = 0; draw < DRAWS; draw++) {
    for (const [index, posterior] of posteriors.entries()) rates[index] = drawBeta(random, posterior);
    const order = [...rates.keys()].sort((a, b) => (rates[a] ?? 0) - (rates[b] ?? 0));
    for (const [place, index] of order.entries()) ranks[index]?.push(place + 1);
  }
  return ranks;
}

function rankInterval(ranks: readonly number[]): [number, number] {
  const sorted = Float64Array.from(ranks).sort();
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 1;
  return [at(TAIL), at(1 - TAIL)];
}

interface Banded {
  unit: string;
  interval: [number, number];
}

/**
 * Bands of units in order of their rates: one joins while its rank interval and that of every unit in the band have
 * more than half of the longer in common.
 */
export function formBands(ordered: readonly Banded[]): Map<string, number> {
  const bands = new Map<string, number>();
  let members: Banded[] = [];
  let band = 1;
  for (const one of ordered) {
    if (!members.every((member) => isMostlyShared(member.interval, one.interval))) {
      band += 1;
      members = [];
    }
    members.push(one);
    bands.set(one.unit, band);
  }
  return bands;
}

function isMostlyShared(a: [number, number], b: [number, number]): boolean {
  const length = ([low, high]: [number, number]) => high - low + 1;
  const shared = Math.max(0, Math.min(a[1], b[1]) - Math.max(a[0], b[0]) + 1);
  return shared > Math.max(length(a), length(b)) / 2;
}
