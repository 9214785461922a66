import type { CityReport, ReportBlock, ReportUnit } from "@toancanh/contracts";
import { MOST_NAMED, startSentence, type ToldParagraph, wordsOf } from "./report-words.ts";

/** Who leads and who lags in each block, and which units and places left their usual range. */
export function tellUnits(report: CityReport): { blocks: ToldParagraph[]; wards: ToldParagraph[] } {
  return { blocks: tellBlocks(report), wards: tellWards(report) };
}

function tellBlocks(report: CityReport): ToldParagraph[] {
  const { say, format } = wordsOf(report);
  if (report.city.state === "running") return [{ text: say.running, sources: [] }];
  const ranked = report.blocks.filter((block) => block.ranked > 1);
  const told = ranked
    .filter(({ bands }) => bands > 1)
    .map((block) => paragraph(tellBands(report, block), "rankings"));
  const alike = ranked
    .filter(({ bands }) => bands <= 1)
    .map(({ name, ranked: count }) => say.comparedIn(say.block(name), format.count(count)));
  if (alike.length > 0)
    told.push(paragraph(say.noBands(alike, format.count(report.city.minimum_due)), "rankings"));
  const agencies = report.blocks.flatMap(({ units }) => units);
  return [...told, ...tellVerdicts(report, agencies).map((text) => paragraph(text, "agencies"))];
}

/** Who leads and who lags where the figures tell units apart. */
function tellBands(report: CityReport, { name, units, ranked, bands }: ReportBlock): string {
  const { say, format, fraction, rate } = wordsOf(report);
  const block = startSentence(say.block(name));
  const least = format.count(report.city.minimum_due);
  const unranked = units.filter(({ now, rank }) => now.received > 0 && rank === null).length;
  const others = unranked === 0 ? null : format.count(unranked);
  const inBand = (band: number) =>
    units
      .filter((unit) => unit.band === band)
      .sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0))
      .map((unit) => say.withRate(unit.name, rate(unit.now), fraction(unit.now)));
  const [first, last] = [inBand(1), inBand(bands).reverse()];
  // A band that holds half of the block or more does not stand out.
  const stands = (band: readonly string[]) => band.length > 0 && band.length * 2 < ranked;
  return [
    say.bands(block, format.count(ranked), format.count(bands), least, others),
    ...(stands(first) && first.length <= MOST_NAMED ? [say.leading(first)] : []),
    ...(stands(last) ? [say.lagging(shorten(report, last))] : []),
  ].join(" ");
}

function tellVerdicts(report: CityReport, units: readonly ReportUnit[]): string[] {
  const { say, isComparable, fraction, rate } = wordsOf(report);
  const judged = units.filter(({ now, verdict }) => isComparable(now) && verdict !== "too_few");
  if (judged.length === 0) return [say.pastTooShort];
  const named = (verdict: ReportUnit["verdict"]) =>
    shorten(
      report,
      judged
        .filter((unit) => unit.verdict === verdict)
        .sort((a, b) => b.now.late - a.now.late || b.now.due - a.now.due)
        .map(({ name, now }) => say.withRate(name, rate(now), fraction(now))),
    );
  const [worse, better] = [named("worse"), named("better")];
  if (worse.length + better.length === 0) return [say.noneClear];
  return [
    ...(worse.length === 0 ? [] : [say.clearlyWorse(worse)]),
    ...(better.length === 0 ? [] : [say.clearlyBetter(better)]),
  ];
}

function tellWards(report: CityReport): ToldParagraph[] {
  const { city, wards } = report;
  const { say, format } = wordsOf(report);
  const places = wards.filter(({ id }) => id !== UNLOCATED_UNIT);
  const unlocated = wards.find(({ id }) => id === UNLOCATED_UNIT)?.now.received ?? 0;
  const withReports = places.filter(({ now }) => now.received > 0);
  const most = [...withReports]
    .sort((a, b) => b.now.received - a.now.received)
    .slice(0, MOST_NAMED)
    .filter(({ now }) => now.received >= city.minimum_due)
    .map(({ name, now }) => say.withCount(name, format.count(now.received)));
  const first = [
    say.places(format.count(withReports.length), format.count(places.length), format.count(unlocated)),
    ...(most.length === 0 ? [] : [say.mostReceived(most)]),
  ];
  const verdicts = city.state === "running" ? [] : tellVerdicts(report, places);
  return [paragraph(first.join(" "), "wards"), ...verdicts.map((text) => paragraph(text, "wards"))];
}

/** As figures name what has no place. */
const UNLOCATED_UNIT = "ward:unlocated";

function paragraph(text: string, source: ToldParagraph["sources"][number]): ToldParagraph {
  return { text, sources: [source] };
}

/** The first few names, and how many more there are. */
function shorten(report: CityReport, names: readonly string[]): string[] {
  const { say, format } = wordsOf(report);
  if (names.length <= MOST_NAMED + 2) return [...names];
  return [...names.slice(0, MOST_NAMED), say.others(format.count(names.length - MOST_NAMED))];
}
