import type { CityReport, UnitCounts } from "@toancanh/contracts";
import { createFormatter } from "../formatter.ts";
import { reportSentencesFor } from "./report-sentences-for.ts";

/** Where figures come from: each is a query of the catalogue that the report's last appendix spells out. */
export type ReportSource = "city" | "before" | "blocks" | "agencies" | "rankings" | "wards" | "closing";

/** A paragraph with the sources of its figures. */
export interface ToldParagraph {
  text: string;
  sources: readonly ReportSource[];
}

/** Names in a sentence; a table has the others. */
export const MOST_NAMED = 3;

/** The words by which figures become sentences, and what they need of the report. */
export function wordsOf(report: CityReport) {
  const { lang, time_zone, minimum_due } = report.city;
  const format = createFormatter(lang, time_zone);
  const isComparable = ({ due }: UnitCounts) => due >= minimum_due;
  return {
    say: reportSentencesFor(lang),
    format,
    isComparable,
    fraction: ({ late, due }: UnitCounts) => `${format.count(late)}\u00a0/\u00a0${format.count(due)}`,
    rate: ({ late_rate }: UnitCounts) => format.percent(late_rate),
  };
}

export function startSentence(text: string): string {
  const [first = ""] = text;
  return first.toLocaleUpperCase("vi") + text.slice(first.length);
}
