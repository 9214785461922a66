import type { LateCase, Scorecard, StageRule } from "@toancanh/contracts";
import { createFormatter } from "../formatter.ts";
import type { Language } from "../language.ts";

/** Texts of scorecards beside the headline: on the page and in every file the same. */

/** What is counted as a noun: "lượt", "phản ánh". */
function nounOf(counted: Scorecard["counted"], language: Language): string {
  if (language === "vi") return counted === "reports" ? "phản ánh" : "lượt";
  return counted;
}

/** The limit of a stage: "2 giờ", "5 ngày làm việc"; several where a decision has several. */
export function tellLimits(limits: readonly Pick<StageRule, "limit" | "unit">[], language: Language): string {
  const format = createFormatter(language, "UTC");
  const told = limits.map(({ limit, unit }) => {
    if (limit === null || unit === "source") return language === "vi" ? "theo nguồn" : "set by the source";
    if (unit === "hours" && limit < 1) {
      const minutes = format.plain(Math.round(limit * 60));
      return language === "vi" ? `${minutes} phút` : `${minutes} min`;
    }
    const number = format.plain(limit);
    const units = {
      hours: { vi: "giờ", en: "hours" },
      working_hours: { vi: "giờ làm việc", en: "working hours" },
      working_days: { vi: "ngày làm việc", en: "working days" },
    }[unit];
    return `${number} ${units[language]}`;
  });
  return [...new Set(told)].join("; ");
}

/** How a unit stands among its peers; with fewer due than `minimumVolume` it has no rank. */
export function tellStanding(
  {
    rank,
    ranked,
    points,
    band,
    rank_interval: interval,
  }: Pick<NonNullable<Scorecard["standing"]>, "rank" | "ranked" | "points" | "band" | "rank_interval">,
  minimumVolume: number,
  language: Language,
): string {
  const format = createFormatter(language, "UTC");
  const least = format.count(minimumVolume);
  if (rank === null || points === null || interval === null) {
    return language === "vi"
      ? `Đơn vị không xếp hạng: dưới ${least} lượt đến hạn.`
      : `The unit is not ranked: fewer than ${least} due.`;
  }
  const shown = new Intl.NumberFormat(language === "vi" ? "vi-VN" : "en-GB", {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  }).format(points);
  const [low, high] = interval.map((one) => format.count(one));
  return language === "vi"
    ? `Theo điểm, đơn vị xếp thứ ${format.count(rank)} trong ${format.count(ranked)} đơn vị của khối đủ ${least} lượt đến hạn (${shown} điểm); thuộc nhóm ${band}, vị trí có thể từ ${low} đến ${high} với độ tin cậy 90 %.`
    : `By points the unit ranks ${format.count(rank)} of ${format.count(ranked)} in its group with ${least} due or more (${shown} points); it is in band ${band}, with possible places from ${low} to ${high} at 90 %.`;
}

/** Why one was late: the stage that was, what came before, and how much of it the unit answers for. */
export function tellReason(
  {
    stage,
    receivedLate,
    share,
    outcome,
  }: { stage: string | null; receivedLate: boolean; share: number | null; outcome: LateCase["outcome"] },
  language: Language,
): string {
  const format = createFormatter(language, "UTC");
  const parts: string[] = [];
  if (language === "vi") {
    if (stage !== null) parts.push(`trễ ở bước ${stage.toLocaleLowerCase("vi")}`);
    if (receivedLate) parts.push("nhận khi phản ánh đã quá hạn");
    if (outcome === "open_overdue") parts.push("chưa xong lúc chốt");
    if (share !== null) parts.push(`trách nhiệm ${format.percent(share, 0)}`);
  } else {
    if (stage !== null) parts.push(`late at ${stage.toLocaleLowerCase("en")}`);
    if (receivedLate) parts.push("received when the report was overdue");
    if (outcome === "open_overdue") parts.push("not finished by the cut-off");
    if (share !== null) parts.push(`${format.percent(share, 0)} charged to it`);
  }
  return parts.join(", ");
}

/** How those in time at the cut-off ended since. */
export function tellAfterCutOff(
  { in_time, on_time, late, still_in_time }: Omit<NonNullable<Scorecard["after_cut_off"]>, "text">,
  counted: Scorecard["counted"],
  language: Language,
): string {
  const format = createFormatter(language, "UTC");
  const noun = nounOf(counted, language);
  if (language === "vi") {
    if (in_time === 0) return `Sau giờ chốt: lúc chốt không còn ${noun} nào trong hạn.`;
    const rest = still_in_time === 0 ? "" : `, ${format.count(still_in_time)} còn trong hạn`;
    return `Sau giờ chốt: trong ${format.count(in_time)} ${noun} còn trong hạn lúc chốt, ${format.count(on_time)} xong đúng hạn, ${format.count(late)} trễ${rest}. Số của bản này không đổi.`;
  }
  if (in_time === 0) return `After the cut-off: none of the ${noun} was still in time at it.`;
  const rest = still_in_time === 0 ? "" : `, ${format.count(still_in_time)} are still in time`;
  return `After the cut-off: of ${format.count(in_time)} ${noun} in time at it ${format.count(on_time)} were finished on time and ${format.count(late)} late${rest}. The figures of this revision stay as they are.`;
}

/** The two questions that a unit's figures answer. */
export function tellQuestion(
  id: "own_deadlines" | "residents",
  counted: Scorecard["counted"],
  language: Language,
): { question: string; counted: string } {
  if (id === "residents") {
    return language === "vi"
      ? {
          question: "Người dân trên địa bàn có được trả lời đúng hạn không?",
          counted: "đếm phản ánh trên địa bàn, mọi đơn vị xử lý",
        }
      : {
          question: "Were the people who live there answered in time?",
          counted: "reports within its area, whoever handled them",
        };
  }
  if (counted === "reports") {
    return language === "vi"
      ? { question: "Phản ánh có được trả lời đúng hạn không?", counted: "đếm phản ánh, mọi đơn vị xử lý" }
      : { question: "Were reports answered in time?", counted: "reports, whoever handled them" };
  }
  return language === "vi"
    ? { question: "Đơn vị có giữ hạn của mình không?", counted: "đếm lượt chuyển xử lý giao cho đơn vị" }
    : { question: "Did the unit keep its own deadlines?", counted: "assignments given to the unit" };
}

const DEFINITIONS: Readonly<
  Record<Language, (isReports: boolean, least: string, scoring: string) => readonly [string, string][]>
> = {
  vi: (isReports, least, scoring) => [
    isReports
      ? ["Tiếp nhận", "phản ánh tiếp nhận trong kỳ."]
      : [
          "Được giao",
          "lượt chuyển xử lý của phản ánh tiếp nhận trong kỳ. Giao nhiều đơn vị là nhiều lượt; phản ánh lại là lượt mới.",
        ],
    [
      "Đến hạn",
      `đúng hạn, xử lý trễ hạn và quá hạn; ${isReports ? "phản ánh" : "lượt"} còn trong hạn chưa vào mẫu số.`,
    ],
    [
      "Tỉ lệ trễ hạn",
      `xử lý trễ hạn và quá hạn chia cho đến hạn. Dưới ${least} lượt đến hạn thì ghi số, không ghi tỉ lệ.`,
    ],
    ["Dao động thường", "khoảng mà 90 % số kỳ rơi vào nếu đơn vị giữ mức của 11 kỳ trước."],
    [
      "Nhóm, vị trí có thể",
      "theo tỉ lệ đã hiệu chỉnh cho số lượng ít, độ tin cậy 90 %; trong một nhóm chưa phân biệt được hơn kém.",
    ],
    ["Trung vị", "nửa số lượt xong nhanh hơn, tính giờ liên tục, kể cả đêm và ngày nghỉ."],
    ...(scoring === "" ? [] : [["Điểm", scoring] satisfies [string, string]]),
  ],
  en: (isReports, least, scoring) => [
    isReports
      ? ["Received", "reports received in the period."]
      : [
          "Given",
          "assignments of reports received in the period. A report given to several agencies counts for each; one that comes back is a new assignment.",
        ],
    ["Due", "on time, handled late and overdue; what is still in time is not in the denominator."],
    [
      "Late rate",
      `handled late and overdue over due. With fewer than ${least} due the fraction is printed, not the rate.`,
    ],
    [
      "Usual variation",
      "where 90 % of the periods would lie if the unit kept the level of its 11 periods before.",
    ],
    [
      "Band, possible places",
      "by the rate adjusted for small numbers, at 90 %; within a band the order means nothing.",
    ],
    ["Median", "half were finished faster, by the clock, nights and days off included."],
    ...(scoring === "" ? [] : [["Points", scoring] satisfies [string, string]]),
  ],
};

/**
 * What the words of a scorecard mean.
 * @param minimumDue with fewer due there is no rate
 * @param scoring how points are given; "" where the unit has none
 */
export function defineTerms(
  counted: Scorecard["counted"],
  minimumDue: number,
  scoring: string,
  language: Language,
): Scorecard["definitions"] {
  return DEFINITIONS[language](
    counted === "reports",
    createFormatter(language, "UTC").count(minimumDue),
    scoring,
  ).map(([term, text]) => ({ term, text }));
}

/** The field of a report whose source gave none. */
export function tellNoField(language: Language): string {
  return language === "vi" ? "Không rõ lĩnh vực" : "Field not known";
}

/** A moment in the running text of a printed page. */
export function tellMoment(instant: string, language: Language, timeZone: string): string {
  const format = createFormatter(language, timeZone);
  const at = Date.parse(instant);
  const time = format.time(at);
  return language === "vi"
    ? `${time.replace(":", " giờ ")} ngày ${format.date(at)}`
    : `${time} on ${format.date(at)}`;
}
