import type { PeriodFigures, Scoring, StoredEvent } from "@toancanh/contracts";
import {
  addScoredCounts,
  type FairView,
  fitFunnel,
  fitPrior,
  funnelLimits,
  judgePeriod,
  type NamedPeriod,
  type Placed,
  periodsBefore,
  type RankedUnit,
  rankGroup,
  type ScoredCounts,
  viewFairly,
} from "@toancanh/domain";
import type { Store } from "@toancanh/store";
import { describeVerdict } from "@toancanh/words";
import { type City, loadCity } from "../city/open-city.ts";
import { createScoping } from "../city/scoping.ts";
import { measurePeriod } from "../periods/measure-period.ts";
import { type KnownPeriod, readKnownPeriod } from "../periods/period-states.ts";
import { parsePeriod, parsePeriodKind, withStore } from "../periods/run-period.ts";
import { CommandError, type Terminal } from "../terminal/output.ts";
import { parseMoment } from "../terminal/parse-moment.ts";
import { closingEvents } from "./closing-events.ts";
import { explainUnit, type JudgedPeriod } from "./explain-unit.ts";
import { findPeerGroup, type PeerGroup } from "./peer-group.ts";
import { createHistory, type RankingHistory, trialsOf } from "./ranking-history.ts";

export interface RankingOptions {
  profile: string;
  data?: string;
  kind?: string;
  period: string;
  group: string;
  scoring?: string;
  over: string;
  explain?: string;
  whatIf?: string;
  close?: string;
  asOf?: string;
  knownAt?: string;
}

/** Periods before, on which the prior of the fair view rests, and with which a unit is compared. */
const PRIOR_PERIODS = 6;
const OWN_PERIODS = 11;

/** What is ranked, all of it checked. */
interface Asked {
  city: City;
  period: NamedPeriod;
  group: PeerGroup;
  scoring: Scoring;
  over: number;
  explain: string | null;
  whatIf: { unit: string; ids: string[] } | null;
  asOf: number | null;
  knownAt: number | null;
}

/** Ranks a peer group in a period and prints it as JSON. */
export async function runRanking(options: RankingOptions, terminal: Terminal): Promise<void> {
  const city = await loadCity(options.profile);
  const asked = parseOptions(city, options);
  const ranking = await withStore(city, options.data, (store, now) => rank(asked, store, now));
  terminal.out(`${JSON.stringify(ranking, null, 2)}\n`);
}

function parseOptions(city: City, options: RankingOptions): Asked {
  const zone = city.profile.time_zone;
  const period = parsePeriod(city, parsePeriodKind(city, options.kind), options.period);
  const group = findPeerGroup(city, createScoping(city), options.group);
  const over = Number(options.over);
  if (![1, 3, 12].includes(over)) throw new CommandError(`--over takes 1, 3 or 12, not "${options.over}"`, 2);
  const requireMember = (unit: string, option: string) => {
    if (group.units.includes(unit)) return unit;
    throw new CommandError(`${option}: "${unit}" is not in the group ${group.group}`, 2);
  };
  const ids = (options.close ?? "")
    .split(",")
    .map((id) => id.trim())
    .filter((id) => id !== "");
  if ((options.whatIf === undefined) !== (ids.length === 0)) {
    throw new CommandError("--what-if UNIT and --close ID,ID… belong together", 2);
  }
  return {
    city,
    period,
    group,
    scoring: chooseScoring(city, period, options.scoring),
    over,
    explain: options.explain === undefined ? null : requireMember(options.explain, "--explain"),
    whatIf: options.whatIf === undefined ? null : { unit: requireMember(options.whatIf, "--what-if"), ids },
    asOf: options.asOf === undefined ? null : parseMoment(options.asOf, "as-of", zone),
    knownAt: options.knownAt === undefined ? null : parseMoment(options.knownAt, "known-at", zone),
  };
}

/** The scoring named, else the default in force when the period ended. */
function chooseScoring({ profile }: City, period: NamedPeriod, id: string | undefined): Scoring {
  const named = profile.scorings.find((scoring) => scoring.id === id);
  if (named !== undefined) return named;
  const ids = profile.scorings.map((scoring) => scoring.id).join(", ");
  if (id !== undefined) throw new CommandError(`no scoring "${id}"; there are: ${ids}`, 2);
  const isInForce = ({ valid_from, valid_to }: Scoring) =>
    valid_from.slice(0, 7) <= period.period && period.period <= (valid_to ?? "9999").slice(0, 7);
  const found = profile.scorings.find((scoring) => scoring.is_default && isInForce(scoring));
  if (found !== undefined) return found;
  throw new CommandError(
    `no default scoring was in force in ${period.period}: name one with --scoring (${ids})`,
    2,
  );
}

async function rank(asked: Asked, store: Store, now: number) {
  const { city, period, group, scoring, over, explain, whatIf } = asked;
  const known = await readKnownPeriod(store, period);
  const moment = judgedAt(asked, known, now);
  const history = createHistory(city, store, moment.knownAt);
  const earlier = await history.before(period, over - 1);
  const stored = asked.asOf === null && asked.knownAt === null ? await readStored(store, known) : null;
  const units = stored ?? (await measurePeriod(city, store, period, moment)).figures.units;
  const place = (own: PeriodFigures["units"]) => rankGroup(scoring, unitsOf(group, [own, ...earlier]));
  const placed = place(units);
  const closing: ReadonlyMap<string, readonly StoredEvent[]> =
    whatIf === null ? new Map() : await closingEvents(store, whatIf.ids, moment.asOf, moment.knownAt);
  const closed =
    whatIf === null
      ? placed
      : place((await measurePeriod(city, store, period, moment, closing)).figures.units);
  const first = periodsBefore(city.rulebook, period, over - 1).at(-1) ?? period;
  const fair = await viewGroup(asked, history, first, closed);
  const judged: JudgedPeriod[] = [{ period, moment }];
  for (const one of periodsBefore(city.rulebook, period, over - 1)) {
    judged.push({ period: one, moment: await history.momentOf(one) });
  }
  return {
    period: period.period,
    kind: period.kind,
    ...(over === 1 ? {} : { over }),
    group: group.group,
    scoring: scoring.id,
    scoring_file: describeScoring(scoring),
    state: known.state,
    as_of: new Date(moment.asOf).toISOString(),
    rows: closed.map((one) => describeRow(one, fair.views.get(one.unit))),
    prior: fair.prior,
    funnel: fair.funnel,
    ...(whatIf === null ? {} : { what_if: describeWhatIf(whatIf, moment.asOf, placed, closed) }),
    ...(explain === null
      ? {}
      : { explain: await explainPlaced(asked, store, history, explain, closed, judged, closing) }),
  };
}

/** A closed period is judged as it was closed, unless another moment is asked for. */
function judgedAt({ period, asOf, knownAt }: Asked, { latest }: KnownPeriod, now: number) {
  if (asOf === null && now < period.from) {
    throw new CommandError(
      `period ${period.period} has not begun: it begins at ${new Date(period.from).toISOString()}`,
      1,
    );
  }
  return {
    asOf: asOf ?? latest?.cut_off ?? Math.min(now, period.to),
    knownAt: knownAt ?? (asOf === null ? latest?.known_at : undefined) ?? Number.POSITIVE_INFINITY,
  };
}

async function readStored(
  store: Store,
  { period, latest }: KnownPeriod,
): Promise<PeriodFigures["units"] | null> {
  if (latest === null) return null;
  return (await store.readPeriodFigures(period.kind, period.period, latest.revision))?.units ?? null;
}

/** The units of a group that have anything in one of the periods, with their counts added up. */
function unitsOf(group: PeerGroup, periods: readonly PeriodFigures["units"][]): RankedUnit[] {
  return group.units.flatMap((unit) => {
    const parts: ScoredCounts[] = periods.flatMap((figures) => figures[unit] ?? []);
    return parts.length === 0 ? [] : [{ unit, counts: addScoredCounts(parts) }];
  });
}

async function viewGroup(
  { period, group, scoring, over }: Asked,
  history: RankingHistory,
  first: NamedPeriod,
  placed: readonly Placed[],
) {
  const trials = placed.map(({ counts: { late, due } }) => ({ late, due }));
  const earlier = trialsOf(await history.before(first, PRIOR_PERIODS), group.units);
  // A group without a past is its own reference.
  const basis = earlier.length > 1 ? "previous_6_periods" : "this_period";
  const { prior, method } = fitPrior(earlier.length > 1 ? earlier : trials);
  const seed = `${period.kind} ${period.period} ${over} ${group.group}`;
  const views = viewFairly(
    placed.map(({ unit, counts, rank: place }) => ({
      unit,
      late: counts.late,
      due: counts.due,
      ranked: place !== null,
    })),
    prior,
    seed,
  );
  const funnel = fitFunnel(trials);
  const rows = placed.flatMap(({ unit, counts: { late, due } }) => {
    const limits = funnelLimits(funnel, due);
    return limits === null || due < scoring.minimum_volume ? [] : [{ unit, late, due, ...limits }];
  });
  return { views, prior: { ...prior, method, basis }, funnel: { ...funnel, units: rows } };
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

function describeRow({ unit, rank: place, score, counts }: Placed, fair: FairView | undefined) {
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
        : { ...fair, late_rate: shown(fair.late_rate), interval: fair.interval.map(shown) },
  };
}

/** A share with 6 decimals. */
function shown(share: number): number {
  return Math.round(share * 1e6) / 1e6;
}

function describeWhatIf(
  { unit, ids }: { unit: string; ids: string[] },
  at: number,
  before: readonly Placed[],
  after: readonly Placed[],
) {
  const placeOf = (placed: readonly Placed[]) => {
    const own = placed.find((one) => one.unit === unit);
    return { rank: own?.rank ?? null, points: own?.score?.points ?? null };
  };
  return {
    unit,
    closed: ids,
    closed_at: new Date(at).toISOString(),
    before: placeOf(before),
    after: placeOf(after),
  };
}

async function explainPlaced(
  { city, period, group, scoring, over }: Asked,
  store: Store,
  history: RankingHistory,
  unit: string,
  placed: readonly Placed[],
  judged: readonly JudgedPeriod[],
  closing: ReadonlyMap<string, readonly StoredEvent[]>,
) {
  const own = placed.find((one) => one.unit === unit);
  if (own === undefined) {
    throw new CommandError(
      `"${unit}" has no report in period ${period.period}: there is nothing to explain`,
      1,
    );
  }
  const explained = await explainUnit(city, store, scoring, own, group.scope, judged, closing);
  // Several periods together have no periods of their own kind before them.
  if (over > 1) return explained;
  const before = trialsOf(await history.before(period, OWN_PERIODS), [unit]);
  const verdict = judgePeriod({ late: own.counts.late, due: own.counts.due }, before);
  return { ...explained, verdict: { ...verdict, text: describeVerdict(verdict) } };
}
