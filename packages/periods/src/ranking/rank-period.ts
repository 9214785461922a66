import type {
  PeriodFigures,
  Ranking,
  RankingRow,
  Scoring,
  StoredEvent,
  ToldVerdict,
  WhatIf,
} from "@toancanh/contracts";
import {
  type FairView,
  judgePeriod,
  type NamedPeriod,
  type Placed,
  periodsBefore,
  rankGroup,
} from "@toancanh/domain";
import { describeVerdict } from "@toancanh/words";
import type { KnownPeriod } from "../closing/period-states.ts";
import type { FigureKeeper } from "../measuring/keep-figures.ts";
import { measurePeriod } from "../measuring/measure-period.ts";
import type { Moment } from "../measuring/moment.ts";
import type { PeriodCity, PeriodStore } from "../period-city.ts";
import { PeriodError } from "../period-error.ts";
import { closingEvents } from "./closing-events.ts";
import { type ExplainedUnit, explainUnit, type JudgedPeriod } from "./explain-unit.ts";
import type { PeerGroup } from "./peer-group.ts";
import { trialsOf, unitsOf, viewGroup } from "./view-group.ts";

/** Periods before, on which the prior of the fair view rests, and with which a unit is compared. */
const PRIOR_PERIODS = 6;
export const OWN_PERIODS = 11;

/** What rankings are made from. */
export interface RankingGround {
  city: PeriodCity;
  store: PeriodStore;
  figures: FigureKeeper;
}

/** What is ranked, all of it checked. */
export interface RankingAsked {
  known: KnownPeriod;
  /** At which the period is judged; {@link judgedAt}. */
  moment: Moment;
  /** Of a closed period: whose figures are ranked; null to measure them as of `moment`. */
  revision: number | null;
  group: PeerGroup;
  scoring: Scoring;
  /** So many periods together, the named one the last. */
  over: number;
  whatIf: { unit: string; ids: readonly string[] } | null;
}

/** The scoring named, else the default in force when the period ended. @throws PeriodError */
export function chooseScoring(
  { profile }: Pick<PeriodCity, "profile">,
  period: NamedPeriod,
  id: string | undefined,
): Scoring {
  const named = profile.scorings.find((scoring) => scoring.id === id);
  if (named !== undefined) return named;
  const ids = profile.scorings.map((scoring) => scoring.id).join(", ");
  if (id !== undefined) throw new PeriodError("usage", `no scoring "${id}"; there are: ${ids}`);
  const isInForce = ({ valid_from, valid_to }: Scoring) =>
    valid_from.slice(0, 7) <= period.period && period.period <= (valid_to ?? "9999").slice(0, 7);
  const found = profile.scorings.find((scoring) => scoring.is_default && isInForce(scoring));
  if (found !== undefined) return found;
  throw new PeriodError(
    "usage",
    `no default scoring was in force in ${period.period}: name one as scoring (${ids})`,
  );
}

/** A ranking with what its explanation rests on. */
export interface RankedPeriod {
  answer: Ranking;
  placed: Placed[];
  /** Closing events supposed, by report. */
  closing: ReadonlyMap<string, readonly StoredEvent[]>;
  whatIf: Omit<WhatIf, "ranking"> | null;
}

/** Ranks a peer group in a period: points with their components, and the fair view beside them. */
export async function rankPeriod(ground: RankingGround, asked: RankingAsked): Promise<RankedPeriod> {
  const { city, store, figures } = ground;
  const { known, moment, group, scoring, over, whatIf } = asked;
  const { period } = known;
  const { knownAt } = moment;
  const earlier = await figures.before(period, over - 1, knownAt);
  const place = (own: PeriodFigures["units"]) => rankGroup(scoring, unitsOf(group, [own, ...earlier]));
  const placed = place(await unitsAt(ground, asked));
  const closing: ReadonlyMap<string, readonly StoredEvent[]> =
    whatIf === null ? new Map() : await closingEvents(store, whatIf.ids, moment.asOf, knownAt);
  const closed =
    whatIf === null
      ? placed
      : place((await measurePeriod(city, store, period, moment, "states", closing)).figures.units);
  const first = periodsBefore(city.rulebook, period, over - 1).at(-1) ?? period;
  const before = await figures.before(first, PRIOR_PERIODS, knownAt);
  const view = (units: readonly Placed[]) => viewGroup({ period, group, scoring, over }, before, units);
  const fair = view(closed);
  const ranks = over > 1 ? null : ranksOf(rankGroup(scoring, unitsOf(group, before.slice(0, 1))));
  return {
    answer: {
      period: period.period,
      kind: period.kind,
      ...(over === 1 ? {} : { over }),
      group: group.group,
      scoring: scoring.id,
      scoring_file: describeScoring(scoring),
      state: known.state,
      as_of: new Date(moment.asOf).toISOString(),
      rows: closed.map((one) => ({
        ...describeRow(one, fair.views.get(one.unit)),
        previous_rank: ranks?.get(one.unit) ?? null,
      })),
      prior: fair.prior,
      funnel: fair.funnel,
    },
    placed: closed,
    closing,
    whatIf:
      whatIf === null
        ? null
        : {
            unit: whatIf.unit,
            closed: [...whatIf.ids],
            closed_at: new Date(moment.asOf).toISOString(),
            before: describePlace(whatIf.unit, placed, view(placed).views),
            after: describePlace(whatIf.unit, closed, fair.views),
          },
  };
}

/** Why a unit has its points, and how it stands beside its own past. @throws PeriodError for one without reports */
export async function explainRank(
  { city, store, figures }: RankingGround,
  { known, moment, group, scoring, over }: RankingAsked,
  unit: string,
  placed: readonly Placed[],
  closing: ReadonlyMap<string, readonly StoredEvent[]>,
): Promise<ExplainedUnit & { verdict?: ToldVerdict }> {
  const { period } = known;
  const own = placed.find((one) => one.unit === unit);
  if (own === undefined) {
    throw new PeriodError(
      "missing",
      `"${unit}" has no report in period ${period.period}: there is nothing to explain`,
    );
  }
  const judged: JudgedPeriod[] = [{ period, moment }];
  for (const one of periodsBefore(city.rulebook, period, over - 1)) {
    judged.push({ period: one, moment: await figures.momentOf(one, moment.knownAt) });
  }
  const explained = await explainUnit(city, store, scoring, own, group.scope, judged, closing);
  // Several periods together have no periods of their own kind before them.
  if (over > 1) return explained;
  const before = trialsOf(await figures.before(period, OWN_PERIODS, moment.knownAt), [unit]);
  const verdict = judgePeriod({ late: own.counts.late, due: own.counts.due }, before);
  return { ...explained, verdict: { ...verdict, text: describeVerdict(verdict) } };
}

/** The figures ranked: those that a revision fixed, else measured. */
async function unitsAt(
  { figures }: RankingGround,
  { known, moment, revision }: RankingAsked,
): Promise<PeriodFigures["units"]> {
  const stored = revision === null ? null : await figures.fixed(known.period, revision);
  return (stored ?? (await figures.measured(known.period, moment)).figures).units;
}

function ranksOf(placed: readonly Placed[]): Map<string, number | null> {
  return new Map(placed.map(({ unit, rank }) => [unit, rank] as const));
}

function describeScoring({
  version,
  name,
  note,
  minimum_volume,
  points_in_all = 100,
  valid_from,
  valid_to,
}: Scoring) {
  return { version, name, note, minimum_volume, points_in_all, valid_from, valid_to };
}

function describeRow(
  { unit, rank: place, score, counts }: Placed,
  fair: FairView | undefined,
): Omit<RankingRow, "previous_rank"> {
  const { received, due, late } = counts;
  return {
    unit,
    rank: place,
    points: score?.points ?? null,
    components: score?.components ?? [],
    received,
    due,
    late,
    late_rate: due === 0 ? null : shown(late / due),
    fair:
      fair === undefined
        ? null
        : { ...fair, late_rate: shown(fair.late_rate), interval: shownInterval(fair.interval) },
  };
}

function describePlace(unit: string, placed: readonly Placed[], views: ReadonlyMap<string, FairView>) {
  const own = placed.find((one) => one.unit === unit);
  return {
    rank: own?.rank ?? null,
    points: own?.score?.points ?? null,
    late: own?.counts.late ?? 0,
    due: own?.counts.due ?? 0,
    band: views.get(unit)?.band ?? null,
  };
}

/** A share with 6 decimals. */
function shown(share: number): number {
  return Math.round(share * 1e6) / 1e6;
}

function shownInterval([low, high]: [number, number]): [number, number] {
  return [shown(low), shown(high)];
}
