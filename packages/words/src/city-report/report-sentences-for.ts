import type { Language } from "../language.ts";
import { EN } from "./report-sentences.en.ts";
import type { ReportSentences } from "./report-sentences.ts";
import { VI } from "./report-sentences.vi.ts";

export function reportSentencesFor(language: Language): ReportSentences {
  return language === "vi" ? VI : EN;
}
