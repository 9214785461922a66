import type { PeriodFigures, Scorecard, Scoring, UnitCounts, UnitFigures } from "@toancanh/contracts";
import { DEFAULT_MINIMUM_DUE, periodsBefore, rateInterval, type Scoping } from "@toancanh/domain";
import { defineTerms, tellHeadline, tellNoField, tellQuestion } from "@toancanh/words";
import { answerPeriod, type KnownPeriod } from "../closing/period-states.ts";
import type { Moment } from "../measuring/moment.ts";
import { findPeerGroup } from "../ranking/peer-group.ts";
import {
  chooseScoring,
  OWN_PERIODS,
  type RankedPeriod,
  type RankingGround,
  rankPeriod,
} from "../ranking/rank-period.ts";
import { collectDetails } from "./collect-details.ts";
import { findUnit, type ScorecardUnit } from "./find-unit.ts";
import { countsOf, headlineOf, trendPoint } from "./scorecard-headline.ts";
import { costsOf, excusedCases, lateCases, lostOf, standingOf } from "./scorecard-standing.ts";
import { endedSince, isInForce, stageNames, tableFields, tableStages } from "./scorecard-tables.ts";

type Language = Scorecard["lang"];

/** What scorecards of one period are asked with. */
export interface ScorecardsAsked {
  known: KnownPeriod;
  state: Scorecard["state"];
  /** At which the period is judged. */
  moment: Moment;
  /** Epoch ms: up to when those in time at the cut-off are followed. */
  now: number;
  simulated: boolean;
}

/** What scorecards are made from. */
export interface ScorecardGround extends RankingGround {
  scoping: Scoping;
}

/** Scorecards of one period: what they share is read once. */
export interface Scorecards {
  /** The figures of all units, as fixed or measured. */
  readonly units: PeriodFigures["units"];
  readonly scoring: Scoring;
  /** The ranking of a peer group, made once. */
  rankOf(group: string): Promise<RankedPeriod>;
  /**
   * @param showReports false leaves out what belongs to single reports
   * @throws PeriodError for a unit that the city does not have
   */
  of(unit: string, language: Language, showReports: boolean): Promise<Scorecard>;
}

/** Units larger than that are not drawn by points. */
const MOST_POINTS = 3000;
/** Late ones listed: all of an agency or a ward, the longest of larger units. */
const MOST_CASES = { small: 200, large: 30 };

/** Reads what the scorecards of a period are made of. */
export async function openScorecards(ground: ScorecardGround, asked: ScorecardsAsked): Promise<Scorecards> {
  const { city, store, figures, scoping } = ground;
  const { known, moment, now } = asked;
  const { period, latest } = known;
  const fixed = latest === null ? null : await figures.fixed(period, latest.revision);
  const measured = fixed === null ? await figures.measured(period, moment) : null;
  const units: PeriodFigures["units"] = (fixed ?? measured?.figures)?.units ?? {};
  const before = await figures.before(period, OWN_PERIODS, moment.knownAt);
  const earlier = periodsBefore(city.rulebook, period, OWN_PERIODS);
  const hasEnded = moment.asOf >= period.to;
  const details = await collectDetails(city, store, period, moment, hasEnded ? now : null);
  const simulated = latest?.basis.simulated ?? measured?.simulated ?? asked.simulated;
  const scoring = chooseScoring(city, period, undefined);
  const minimumDue = city.profile.minimum_due ?? DEFAULT_MINIMUM_DUE;
  const ranked = new Map<string, Promise<RankedPeriod>>();

  function rankOf(group: string): Promise<RankedPeriod> {
    const known = ranked.get(group);
    if (known !== undefined) return known;
    const ranking = rankPeriod(ground, {
      known: asked.known,
      moment,
      revision: fixed === null ? null : (latest?.revision ?? null),
      group: findPeerGroup(city, scoping, group),
      scoring,
      over: 1,
      whatIf: null,
    });
    ranked.set(group, ranking);
    return ranking;
  }

  async function describe(unit: ScorecardUnit, language: Language, showReports: boolean): Promise<Scorecard> {
    const own = units[unit.id];
    const counted = unit.scope === "agency" || unit.scope === "block" ? "assignments" : "reports";
    const obligations = details.obligations.get(unit.id) ?? [];
    const ranking = unit.group === null ? null : await rankOf(unit.group);
    const counts = countsOf(own);
    const last = before[0]?.[unit.id];
    const headline = headlineOf(own, before, unit.id, minimumDue);
    const costs = costsOf(scoring, ranking, unit.id, obligations);
    const late = lateCases(obligations, costs, language, fieldNames(language), stageNames(city, language));
    const excused = excusedCases(obligations, city.profile.objections?.reasons ?? [], language);
    const isSmall = unit.scope === "agency" || unit.scope === "ward";
    const located = obligations.filter(({ lat }) => lat !== null);
    const { name, short_name } = unit.names[language];
    const published = known.acts.find(({ act }) => act === "publish");
    const countedTo = asked.state === "running" || asked.state === "draft" ? moment.asOf : null;
    return {
      ...answerPeriod(known),
      state: asked.state,
      published_at: published === undefined ? null : new Date(published.recorded_at).toISOString(),
      as_of: new Date(moment.asOf).toISOString(),
      simulated,
      lang: language,
      time_zone: city.profile.time_zone,
      city: city.profile.name[language],
      line: city.profile.line_name[language],
      issuer: city.profile.issuer ?? null,
      unit: { id: unit.id, scope: unit.scope, name, short_name },
      counted,
      headline: {
        case: headline.case,
        text: tellHeadline(
          headline.case,
          {
            unit: name,
            period: period.period,
            counted,
            now: counts,
            target: unit.target,
            minimumDue,
            change: headline.change,
            earlierLateRate: headline.earlier_late_rate,
            countedTo,
          },
          language,
          city.profile.time_zone,
        ),
        change: headline.change,
        earlier_late_rate: headline.earlier_late_rate,
        earlier_due: headline.earlier_due,
      },
      standing: standingOf(ranking, unit, language),
      target: unit.target,
      minimum_due: minimumDue,
      now: counts,
      before: last === undefined ? null : countsOf(last),
      group: groupOf(unit, language),
      questions: questionsOf(unit, counts, counted, language),
      trend: trendOf(unit.id, own),
      usual: headline.usual,
      handling: {
        median_minutes: own?.handling.clock.median ?? null,
        p90_minutes: own?.handling.clock.p90 ?? null,
        median_working_minutes: own?.handling.working.median ?? null,
        p90_working_minutes: own?.handling.working.p90 ?? null,
      },
      stages: tableStages(city, period, own, obligations, language),
      fields: tableFields(obligations, fieldNames(language)),
      hand_offs: details.handOffs.get(unit.id) ?? { received_late: 0, passed_on: 0, returned: 0 },
      reopened: {
        count: own?.reopened ?? 0,
        ever_handled: own?.ever_handled ?? 0,
        rate: own?.reopen_rate ?? null,
      },
      satisfaction: own?.ratings ?? { count: 0, mean: null },
      cases: showReports ? late.slice(0, isSmall ? MOST_CASES.small : MOST_CASES.large) : null,
      late_cases: late.length,
      excused: showReports ? excused : null,
      excused_cases: excused.length,
      lost: lostOf(costs, obligations),
      map: {
        located: located.length,
        unlocated: obligations.length - located.length,
        points:
          showReports && located.length <= MOST_POINTS
            ? located.map(({ lat, long, outcome }) => ({ lat: lat ?? 0, long: long ?? 0, outcome }))
            : null,
      },
      after_cut_off: hasEnded ? endedSince(obligations, counted, language) : null,
      scoring:
        ranking === null
          ? null
          : { id: scoring.id, version: scoring.version, name: scoring.name, note: scoring.note },
      decisions: city.profile.policies
        .filter((policy) => isInForce(policy, period.period))
        .map(({ decision }) => decision.number),
      definitions: defineTerms(counted, minimumDue, ranking === null ? "" : scoring.note[language], language),
    };
  }

  function fieldNames(language: Language): (code: string) => string {
    const names = new Map(
      city.profile.categories.map(({ service_code, name }) => [service_code, name[language]] as const),
    );
    return (code) => names.get(code) ?? (code === "" ? tellNoField(language) : code);
  }

  function groupOf(unit: ScorecardUnit, language: Language): Scorecard["group"] {
    if (unit.within === null) return null;
    const { names } = findUnit(city, scoping, unit.within);
    return { name: names[language].name, counts: countsOf(units[unit.within]) };
  }

  function questionsOf(
    unit: ScorecardUnit,
    { late, due, late_rate }: UnitCounts,
    counted: Scorecard["counted"],
    language: Language,
  ): Scorecard["questions"] {
    const own = {
      id: "own_deadlines" as const,
      ...tellQuestion("own_deadlines", counted, language),
      late,
      due,
      late_rate,
      interval: rateInterval(late, due),
    };
    if (unit.residents === null) return [own];
    const there = countsOf(units[unit.residents]);
    return [
      own,
      {
        id: "residents",
        ...tellQuestion("residents", counted, language),
        late: there.late,
        due: there.due,
        late_rate: there.late_rate,
        interval: rateInterval(there.late, there.due),
      },
    ];
  }

  function trendOf(unit: string, own: UnitFigures | undefined): Scorecard["trend"] {
    return [
      ...earlier.map((one, index) => trendPoint(one.period, before[index], unit)).reverse(),
      trendPoint(period.period, own === undefined ? units : { [unit]: own }, unit),
    ];
  }

  return {
    units,
    scoring,
    rankOf,
    of: async (id, language, showReports) => describe(findUnit(city, scoping, id), language, showReports),
  };
}
