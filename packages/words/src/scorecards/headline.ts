import type { Scorecard, UnitCounts } from "@toancanh/contracts";
import { createFormatter } from "../formatter.ts";
import type { Language } from "../language.ts";

/** What the headline of a scorecard is made of. */
export interface ToldUnit {
  unit: string;
  /** The month by which the period is named: "2026-11". */
  period: string;
  counted: Scorecard["counted"];
  now: UnitCounts;
  /** Late rate that its block has to stay below; null where it has none. */
  target: number | null;
  /** With fewer due there is no rate. */
  minimumDue: number;
  /** Change against the period before, unrounded share; null where either has no rate. */
  change: number | null;
  earlierLateRate: number | null;
  /** Epoch ms up to which a period that is not closed has been counted; null for a closed one. */
  countedTo: number | null;
}

type Case = Scorecard["headline"]["case"];

/** "2026-11" as people say it: 11/2026. */
export function sayPeriod(period: string): string {
  return `${Number(period.slice(5))}/${period.slice(0, 4)}`;
}

/** The headline of a scorecard, in one language; times in the city's time zone. */
export function tellHeadline(of: Case, told: ToldUnit, language: Language, timeZone: string): string {
  return language === "vi" ? tellVi(of, told, timeZone) : tellEn(of, told, timeZone);
}

function tellVi(of: Case, told: ToldUnit, timeZone: string): string {
  const format = createFormatter("vi", timeZone);
  const { unit, now, target, counted } = told;
  const isReports = counted === "reports";
  const noun = isReports ? "phản ánh" : "lượt";
  const due = isReports ? "phản ánh đến hạn" : "lượt đến hạn";
  const lead =
    told.countedTo === null
      ? `Kỳ tháng ${sayPeriod(told.period)}, `
      : `Tạm tính đến ${format.time(told.countedTo)} ngày ${format.date(told.countedTo)}, kỳ tháng ${sayPeriod(told.period)}, `;
  const got = isReports
    ? `${unit} tiếp nhận ${format.count(now.received)} phản ánh`
    : `${unit} được giao ${format.count(now.received)} lượt xử lý`;
  const goal = (isMet: boolean) =>
    target === null
      ? ""
      : `, ${isMet ? "đạt" : "chưa đạt"} chỉ tiêu dưới ${format.percent(target, Number.isInteger(target * 100) ? 0 : 1)}`;
  const late = now.open_overdue === 0 ? "trễ hạn" : "trễ hạn hoặc quá hạn";
  switch (of) {
    case "no_reports":
      return `${lead}${unit} ${isReports ? "không tiếp nhận phản ánh nào" : "không được giao phản ánh nào"}; không có tỉ lệ trễ hạn, không xếp hạng.`;
    case "nothing_due":
      return `${lead}${got}, chưa ${noun} nào đến hạn; chưa có tỉ lệ trễ hạn.`;
    case "too_few":
      return `${lead}${got}; trong ${format.count(now.due)} ${due} có ${format.count(now.late)} ${noun} ${late}. Dưới ${format.count(told.minimumDue)} ${due} nên không tính tỉ lệ và không xếp hạng.`;
    case "none_late":
      return `${lead}${got}; toàn bộ ${format.count(now.due)} ${due} đều xong đúng hạn${goal(true)}.`;
  }
  const rate = now.late_rate ?? 0;
  const first = `${lead}${got}. Trong ${format.count(now.due)} ${due} có ${format.count(now.late)} ${noun} trễ hạn hoặc quá hạn, bằng ${format.percent(rate)}${goal(target !== null && rate < target)}.`;
  if (of === "no_earlier_period") return `${first} Chưa có kỳ trước để so sánh.`;
  const change = told.change ?? 0;
  const size = format.decimal(Math.abs(change) * 100);
  const isFlat = size === format.decimal(0);
  const moved = isFlat
    ? "không đổi so với kỳ trước"
    : `${change > 0 ? "tăng" : "giảm"} ${size} điểm phần trăm so với kỳ trước`;
  const usual = `mức thường của đơn vị (${format.percent(told.earlierLateRate)} trong 11 kỳ trước)`;
  switch (of) {
    case "worse":
      return `${first} Tỉ lệ này ${moved} và cao hơn rõ rệt ${usual}.`;
    case "better":
      return `${first} Tỉ lệ này ${moved} và thấp hơn rõ rệt ${usual}.`;
    case "worse_though_falling":
      return `${first} Tỉ lệ này ${moved} nhưng vẫn cao hơn rõ rệt ${usual}.`;
    case "better_though_rising":
      return `${first} Tỉ lệ này ${moved} nhưng vẫn thấp hơn rõ rệt ${usual}.`;
    default:
      return isFlat
        ? `${first} Tỉ lệ này không đổi so với kỳ trước.`
        : `${first} Tỉ lệ này ${moved}; thay đổi nằm trong dao động thường của đơn vị, chưa đủ căn cứ kết luận ${change > 0 ? "xấu đi" : "tốt lên"}.`;
  }
}

function tellEn(of: Case, told: ToldUnit, timeZone: string): string {
  const format = createFormatter("en", timeZone);
  const { unit, now, target, counted } = told;
  const noun = counted === "reports" ? "reports" : "assignments";
  const lead =
    told.countedTo === null
      ? `In period ${sayPeriod(told.period)} ${unit} `
      : `Provisional, as of ${format.time(told.countedTo)} on ${format.date(told.countedTo)}: in period ${sayPeriod(told.period)} ${unit} `;
  const got = `${counted === "reports" ? "received" : "was given"} ${format.count(now.received)} ${noun}`;
  const goal = (isMet: boolean) =>
    target === null
      ? ""
      : `, which ${isMet ? "meets" : "misses"} the target of under ${format.percent(target, Number.isInteger(target * 100) ? 0 : 1)}`;
  switch (of) {
    case "no_reports":
      return `${lead}${counted === "reports" ? "received no report" : "was given no report"}; there is no late rate and no rank.`;
    case "nothing_due":
      return `${lead}${got}, none of which has fallen due; there is no late rate yet.`;
    case "too_few":
      return `${lead}${got}; of ${format.count(now.due)} due ${format.count(now.late)} were late. With fewer than ${format.count(told.minimumDue)} due there is no rate and no rank.`;
    case "none_late":
      return `${lead}${got}; all ${format.count(now.due)} due were finished on time${goal(true)}.`;
  }
  const rate = now.late_rate ?? 0;
  const first = `${lead}${got}. Of ${format.count(now.due)} due ${format.count(now.late)} were late or overdue, ${format.percent(rate)}${goal(target !== null && rate < target)}.`;
  if (of === "no_earlier_period") return `${first} There is no earlier period to compare with.`;
  const change = told.change ?? 0;
  const size = format.decimal(Math.abs(change) * 100);
  const isFlat = size === format.decimal(0);
  const moved = isFlat
    ? "is unchanged from the period before"
    : `${change > 0 ? "rose" : "fell"} by ${size} percentage points from the period before`;
  const usual = `its usual level (${format.percent(told.earlierLateRate)} over the 11 periods before)`;
  switch (of) {
    case "worse":
      return `${first} The rate ${moved} and is clearly above ${usual}.`;
    case "better":
      return `${first} The rate ${moved} and is clearly below ${usual}.`;
    case "worse_though_falling":
      return `${first} The rate ${moved} but is still clearly above ${usual}.`;
    case "better_though_rising":
      return `${first} The rate ${moved} but is still clearly below ${usual}.`;
    default:
      return isFlat
        ? `${first} The rate is unchanged from the period before.`
        : `${first} The rate ${moved}; the change lies within its usual variation and does not show that it got ${change > 0 ? "worse" : "better"}.`;
  }
}
