import type { CityReport, ReportBlock, ReportUnit, ReportVerdict } from "@toancanh/contracts";
import { DEFAULT_MINIMUM_DUE, judgePeriod, nameUnit, periodsBefore } from "@toancanh/domain";
import { UNLISTED, UNLOCATED } from "@toancanh/words";
import { remarkOf } from "../closing/remark.ts";
import type { RankedPeriod } from "../ranking/rank-period.ts";
import { trialsOf } from "../ranking/view-group.ts";
import type { ScorecardGround, Scorecards, ScorecardsAsked } from "../scorecards/open-scorecards.ts";
import { countsOf } from "../scorecards/scorecard-headline.ts";
import { addCompared } from "./add-compared.ts";
import { type Compared, comparedCounts, countsIn, type Units } from "./compared.ts";
import { reportFields } from "./report-fields.ts";

type Language = CityReport["city"]["lang"];

/** Level of a unit's own usual range. */
const USUAL = 0.9;
/** A year of periods: the last of them is the same one a year before. */
const YEAR = 12;

/**
 * The report of a whole city in one period. A period that runs is compared with none that is whole.
 * @param cards the scorecards of the same period, from the same ground
 */
export async function readCityReport(
  ground: ScorecardGround,
  asked: Pick<ScorecardsAsked, "known" | "moment" | "state">,
  cards: Scorecards,
  language: Language,
): Promise<CityReport> {
  const { city, figures } = ground;
  const { known, moment } = asked;
  const card = await cards.of("city", language, false);
  const isWhole = asked.state !== "running";
  const year = isWhole ? await figures.before(known.period, YEAR, moment.knownAt) : [];
  const least = city.profile.minimum_due ?? DEFAULT_MINIMUM_DUE;
  const enough = (ids: readonly string[]) =>
    ids.filter((id) => countsOf(cards.units[id]).due >= least).length;
  const compared: Compared = {
    isWhole,
    now: cards.units,
    before: hasUnits(year[0]),
    yearBefore: hasUnits(year[YEAR - 1]),
    own: year.slice(0, YEAR - 1),
    agencies: enough(city.profile.agencies.map(({ id }) => id)),
    places: enough(Object.keys(cards.units).filter((id) => id.startsWith("ward:"))),
  };
  const [before, ...others] = periodsBefore(city.rulebook, known.period, YEAR);
  const collator = new Intl.Collator(city.profile.locale);
  const blocks: ReportBlock[] = [];
  for (const block of city.profile.blocks) {
    blocks.push(await reportBlock(ground, cards, compared, block.id, language, collator));
  }
  const listed = [...blocks, ...unlistedBlock(ground, compared, language)];
  const fields = reportFields(city.profile, card, compared);
  return {
    city: card,
    year_before: countsIn(compared.yearBefore, "city"),
    periods: { before: before?.period ?? "", year_before: others.at(-1)?.period ?? "" },
    blocks: listed,
    fields,
    together: { blocks: addCompared(listed), fields: addCompared(fields) },
    wards: reportWards(ground, compared, language, collator),
    scoring: cards.scoring.note[language],
    remark: remarkOf(known)?.text ?? null,
  };
}

async function reportBlock(
  { city }: ScorecardGround,
  cards: Scorecards,
  compared: Compared,
  id: string,
  language: Language,
  collator: Intl.Collator,
): Promise<ReportBlock> {
  const block = city.profile.blocks.find((one) => one.id === id);
  // A period that runs ranks nobody.
  const ranked = compared.isWhole ? (await cards.rankOf(id)).answer.rows : [];
  const rows = new Map(ranked.map((row) => [row.unit, row] as const));
  const units = city.profile.agencies
    .filter((agency) => agency.block === id)
    .map(({ id: agency, name, ward_code }) => {
      const ward = city.profile.wards.find(({ code }) => code === ward_code);
      return {
        order: ward === undefined ? name : withoutKind(ward),
        unit: reportUnit(compared, { id: agency, name, listed: ward?.name ?? name }, rows.get(agency)),
      };
    });
  const unit = nameUnit("block", id);
  return {
    id: unit,
    name: block?.name[language] ?? id,
    target: block?.late_rate_target ?? null,
    ...comparedCounts(compared, unit),
    verdict: verdictOf(compared, unit),
    ranked: ranked.filter(({ rank }) => rank !== null).length,
    bands: Math.max(0, ...ranked.map(({ rank, fair }) => (rank === null ? 0 : (fair?.band ?? 0)))),
    units: inOrder(units, collator),
  };
}

/** Agencies that the profile does not list, together; nothing where there are none. */
function unlistedBlock(
  { city, scoping }: ScorecardGround,
  compared: Compared,
  language: Language,
): ReportBlock[] {
  const unit = nameUnit("block", "");
  if (compared.now[unit] === undefined) return [];
  const listed = new Set(city.profile.agencies.map(({ id }) => id));
  const isUnlisted = (id: string) =>
    !id.includes(":") && id !== "city" && !listed.has(id) && scoping.rulebook.blockOf(id) === "";
  return [
    {
      id: unit,
      name: UNLISTED[language],
      target: null,
      ...comparedCounts(compared, unit),
      verdict: verdictOf(compared, unit),
      ranked: 0,
      bands: 0,
      units: Object.keys(compared.now)
        .filter(isUnlisted)
        .map((id) => reportUnit(compared, { id, name: id, listed: id }, undefined)),
    },
  ];
}

/** Every ward in force, those of an earlier epoch that have reports, and what has no place. */
function reportWards(
  { city }: ScorecardGround,
  compared: Compared,
  language: Language,
  collator: Intl.Collator,
): ReportUnit[] {
  const { wards, former_units } = city.profile;
  const former = former_units.filter(({ id }) => compared.now[nameUnit("ward", id)] !== undefined);
  const units = [...wards.map(({ code, ...ward }) => ({ ...ward, id: code })), ...former].map((ward) => ({
    order: withoutKind(ward),
    unit: placeUnit(compared, nameUnit("ward", ward.id), ward.name),
  }));
  const unlocated = nameUnit("ward", "");
  const isSome = compared.now[unlocated] !== undefined;
  return [
    ...inOrder(units, collator),
    ...(isSome ? [placeUnit(compared, unlocated, UNLOCATED[language])] : []),
  ];
}

function placeUnit(compared: Compared, id: string, name: string): ReportUnit {
  return reportUnit(compared, { id, name, listed: name }, undefined);
}

function inOrder(
  units: readonly { order: string; unit: ReportUnit }[],
  collator: Intl.Collator,
): ReportUnit[] {
  return [...units].sort((a, b) => collator.compare(a.order, b.order)).map(({ unit }) => unit);
}

function reportUnit(
  compared: Compared,
  unit: Pick<ReportUnit, "id" | "name" | "listed">,
  row: RankedPeriod["answer"]["rows"][number] | undefined,
): ReportUnit {
  const { now, before } = comparedCounts(compared, unit.id);
  const isRanked = row !== undefined && row.rank !== null;
  return {
    ...unit,
    now,
    before,
    verdict: verdictOf(compared, unit.id, unit.id.startsWith("ward:") ? compared.places : compared.agencies),
    points: isRanked ? row.points : null,
    rank: row?.rank ?? null,
    band: isRanked ? (row.fair?.band ?? null) : null,
    fair_rate: isRanked ? (row.fair?.late_rate ?? null) : null,
    interval: isRanked ? (row.fair?.interval ?? null) : null,
  };
}

/** @param among units that are judged and named: chance alone puts at most one of them outside the range */
function verdictOf({ now, own }: Compared, unit: string, among = 1): ReportVerdict {
  const { late, due } = countsOf(now[unit]);
  return judgePeriod({ late, due }, trialsOf(own, [unit]), Math.max(USUAL, 1 - 1 / among)).kind;
}

/** Figures of a period before the first report are none. */
function hasUnits(units: Units | undefined): Units | null {
  return units === undefined || Object.keys(units).length === 0 ? null : units;
}

/** The words in which a full and a short name end alike: a ward's name without what kind of unit it is. */
function withoutKind({ name, short_name }: { name: string; short_name: string }): string {
  const [full, short] = [name.split(" "), short_name.split(" ")];
  let same = 0;
  while (same < full.length && full.at(-1 - same) === short.at(-1 - same)) same += 1;
  return full.slice(full.length - same).join(" ");
}
