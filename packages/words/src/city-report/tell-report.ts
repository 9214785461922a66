import type { CityReport, ReportCategory } from "@toancanh/contracts";
import { intlTagFor } from "../language.ts";
import { sayPeriod } from "../scorecards/headline.ts";
import { tellMoment } from "../scorecards/scorecard-texts.ts";
import type { Direction } from "./report-sentences.ts";
import { reportSentencesFor } from "./report-sentences-for.ts";
import { MOST_NAMED, startSentence, type ToldParagraph, wordsOf } from "./report-words.ts";
import { tellUnits } from "./tell-units.ts";

/** What a city's report says in words, section by section. */
export interface ToldReport {
  overview: ToldParagraph[];
  blocks: ToldParagraph[];
  fields: ToldParagraph[];
  causes: ToldParagraph[];
  wards: ToldParagraph[];
  remark: string[];
}

/** Late ones that a field has at least before its rate is pointed at. */
const LEAST_LATE = 3;

/** Tells a report in its language: what rose and fell, who leads and lags, and why as far as figures say it. */
export function tellReport(report: CityReport): ToldReport {
  return {
    overview: tellOverview(report),
    ...tellUnits(report),
    fields: tellFields(report),
    causes: tellCauses(report),
    remark: tellRemark(report),
  };
}

function tellOverview(report: CityReport): ToldParagraph[] {
  const { city, blocks } = report;
  const { say, format, isComparable, fraction, rate } = wordsOf(report);
  const { now } = city;
  const isDraft = city.hash === null;
  const lead = isDraft ? say.provisional(tellMoment(city.as_of, city.lang, city.time_zone)) : "";
  if (now.received === 0) return [{ text: `${lead}${say.none(city.line)}`, sources: ["city"] }];
  const isRunning = city.state === "running";
  const before = isRunning ? null : city.before;
  const year = sayPeriod(report.periods.year_before);
  const against = (count: number, name: string) => {
    const change = (now.received - count) / Math.max(1, count);
    const isSmall = Math.max(now.received, count) < city.minimum_due || count === 0;
    const size = format.percent(Math.abs(change));
    const direction = size === format.percent(0) ? "same" : change > 0 ? "up" : "down";
    return say.changed(direction, isSmall ? null : size, name, format.count(count));
  };
  const changes = [
    ...(before === null ? [] : [against(before.received, say.against.before)]),
    ...(report.year_before === null ? [] : [against(report.year_before.received, say.against.year(year))]),
  ];
  const handled = now.handled_on_time + now.handled_late;
  const missing = isRunning
    ? [say.running]
    : [
        ...(before === null ? [say.noBefore] : []),
        ...(report.year_before === null ? [say.noYear(year)] : []),
      ];
  const lateYear = report.year_before;
  const paragraphs: ToldParagraph[] = [
    {
      text: [
        `${lead}${say.received(city.line, format.count(now.received), changes)}`,
        say.handled(
          isRunning ? say.at.now : say.at.cutOff,
          format.count(handled),
          format.percent(handled / now.received),
          format.count(now.open_overdue + now.open_in_time),
          format.count(now.open_overdue),
          now.no_deadline === 0 ? null : format.count(now.no_deadline),
        ),
        ...missing,
      ].join(" "),
      sources: ["city", "before"],
    },
    {
      text: [
        tellLate(report),
        ...(lateYear === null || !isComparable(lateYear)
          ? []
          : [say.yearRate(year, rate(lateYear), fraction(lateYear))]),
      ].join(" "),
      sources: ["city", "before"],
    },
  ];
  const judged = blocks.flatMap(({ name, now: own, target }) => {
    if (isRunning || target === null || own.due === 0) return [];
    const named = startSentence(say.block(name));
    if (!isComparable(own)) return [say.blockFew(named, fraction(own))];
    const isMet = (own.late_rate ?? 0) < target;
    const digits = Number.isInteger(target * 100) ? 0 : 1;
    return [say.blockRate(named, rate(own), { text: format.percent(target, digits), isMet })];
  });
  const [highest, second] = [...blocks]
    .filter(({ now: own }) => isComparable(own) && own.late > 0)
    .sort((a, b) => (b.now.late_rate ?? 0) - (a.now.late_rate ?? 0));
  if (!isRunning && highest !== undefined && second !== undefined)
    judged.push(say.blockHighest(startSentence(say.block(highest.name)), rate(highest.now)));
  if (judged.length > 0) paragraphs.push({ text: judged.join(" "), sources: ["blocks"] });
  const { median_minutes, p90_minutes } = city.handling;
  const { reopened, satisfaction } = city;
  const service = [
    ...(median_minutes === null || p90_minutes === null || handled < city.minimum_due
      ? []
      : [say.handling(format.decimal(median_minutes / 60), format.decimal(p90_minutes / 60))]),
    ...(reopened.ever_handled < city.minimum_due
      ? []
      : [say.reopened(format.count(reopened.count), format.percent(reopened.rate))]),
    ...(satisfaction.count === 0
      ? []
      : [
          say.rated(
            format.count(satisfaction.count),
            satisfaction.count < city.minimum_due || satisfaction.mean === null
              ? null
              : format.decimal(satisfaction.mean),
          ),
        ]),
  ];
  if (service.length > 0) paragraphs.push({ text: service.join(" "), sources: ["city"] });
  if (city.after_cut_off !== null && city.after_cut_off.in_time > 0)
    paragraphs.push({ text: city.after_cut_off.text, sources: ["city"] });
  return paragraphs;
}

/** The late rate, where it went, and whether chance could do that. */
function tellLate(report: CityReport): string {
  const { city } = report;
  const { say, format, isComparable, rate } = wordsOf(report);
  const { now, headline, usual } = city;
  if (now.due === 0) return say.nothingDue;
  const due = format.count(now.due);
  const late = format.count(now.late);
  if (!isComparable(now)) return say.fewDue(due, late, format.count(city.minimum_due));
  if (now.late === 0) return say.allOnTime(due);
  if (city.state === "running" || headline.change === null) return say.late(due, late, rate(now), "");
  const points = format.decimal(Math.abs(headline.change) * 100);
  const direction: Direction = points === format.decimal(0) ? "same" : headline.change > 0 ? "up" : "down";
  const periods = format.count(city.trend.slice(0, -1).filter(({ due: one }) => (one ?? 0) > 0).length);
  const own = now.late_rate ?? 0;
  const meaning =
    usual === null
      ? say.meaning.unknown
      : own < usual[0] || own > usual[1]
        ? say.meaning.clear(own > usual[1], format.percent(headline.earlier_late_rate), periods)
        : say.meaning.usual(periods, direction);
  return say.late(due, late, rate(now), say.moved(direction, points, meaning));
}

function tellFields(report: CityReport): ToldParagraph[] {
  const { say, format, isComparable, fraction, rate } = wordsOf(report);
  const categories = report.fields.flatMap((group) => group.categories);
  const signed = new Intl.NumberFormat(intlTagFor(report.city.lang), { signDisplay: "exceptZero" });
  const difference = ({ now, before }: ReportCategory) => now.received - (before?.received ?? 0);
  const moved = (change: ReportCategory["change"]) =>
    categories
      .filter((one) => one.change === change)
      .sort((a, b) => Math.abs(difference(b)) - Math.abs(difference(a)))
      .slice(0, MOST_NAMED)
      .map((one) =>
        say.fromTo(
          one.name,
          format.count(one.before?.received ?? 0),
          format.count(one.now.received),
          signed.format(difference(one)).replace("-", "\u2212"),
        ),
      );
  const [more, fewer] = [moved("more"), moved("fewer")];
  const told: ToldParagraph[] = [];
  const change = [
    ...(more.length === 0 ? [] : [say.moreReceived(more)]),
    ...(fewer.length === 0 ? [] : [say.fewerReceived(fewer)]),
    ...(more.length + fewer.length === 0 && categories.some(({ before }) => before !== null)
      ? [say.noneReceived]
      : []),
  ];
  if (change.length > 0) told.push({ text: change.join(" "), sources: ["city", "before"] });
  const highest = categories
    .filter(({ now }) => isComparable(now) && now.late >= LEAST_LATE)
    .sort((a, b) => (b.now.late_rate ?? 0) - (a.now.late_rate ?? 0))
    .slice(0, MOST_NAMED)
    .map(({ name, now }) => say.withRate(name, rate(now), fraction(now)));
  if (highest.length > 0) told.push({ text: say.highestRates(highest), sources: ["city"] });
  return told;
}

/** Why, as far as figures say it: stages, hand-offs, fields, blocks. */
function tellCauses(report: CityReport): ToldParagraph[] {
  const { city, fields, blocks } = report;
  const { say, format } = wordsOf(report);
  if (city.now.late === 0) return [{ text: say.noneLate, sources: ["city"] }];
  const told: ToldParagraph[] = [];
  const lateStages = city.stages.reduce((sum, { late }) => sum + late, 0);
  const [stage] = [...city.stages].sort((a, b) => b.late - a.late);
  if (stage !== undefined && stage.late >= LEAST_LATE && stage.due >= city.minimum_due) {
    const text = say.stage(
      stage.name,
      format.count(stage.late),
      format.count(stage.due),
      format.percent(stage.late_rate),
      format.percent(stage.late / lateStages),
    );
    told.push({ text, sources: ["city"] });
  }
  const { hand_offs } = city;
  const [received, passed, returned] = [hand_offs.received_late, hand_offs.passed_on, hand_offs.returned];
  told.push({
    text: say.handOffs(format.count(received), format.count(passed), format.count(returned)),
    sources: ["city"],
  });
  const late = fields
    .flatMap(({ categories }) => categories)
    .filter(({ now }) => now.late > 0)
    .sort((a, b) => b.now.late - a.now.late);
  const most = late.slice(0, MOST_NAMED);
  const concentrated: string[] = [];
  if (most.length > 0 && late.length > most.length && city.now.late >= city.minimum_due) {
    const sum = most.reduce((total, { now }) => total + now.late, 0);
    const names = most.map(({ name, now }) => say.withCount(name, format.count(now.late)));
    concentrated.push(
      say.lateShare(
        names,
        format.count(sum),
        format.count(city.now.late),
        format.percent(sum / city.now.late),
      ),
    );
  }
  const all = blocks.reduce((sum, { now }) => sum + now.late, 0);
  const [block] = [...blocks].sort((a, b) => b.now.late - a.now.late);
  if (block !== undefined && block.now.late >= LEAST_LATE && blocks.length > 1) {
    const name = startSentence(say.block(block.name));
    concentrated.push(say.mostLate(name, format.count(block.now.late), format.count(all)));
  }
  if (concentrated.length > 0) told.push({ text: concentrated.join(" "), sources: ["city", "blocks"] });
  return [...told, { text: say.caution, sources: [] }];
}

function tellRemark({ city, remark }: CityReport): string[] {
  const { noRemark } = reportSentencesFor(city.lang);
  if (remark === null) return [city.state === "published" ? noRemark.after : noRemark.before];
  return remark.split(/\s*\n\s*/).filter((line) => line !== "");
}
