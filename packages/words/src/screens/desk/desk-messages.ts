import type { Language } from "../../language.ts";
import { AUDIT_WORDS, type AuditWords } from "./audit-words.ts";
import { HOME_WORDS, type HomeWords } from "./home-words.ts";
import { LIST_WORDS, type ListWords } from "./list-words.ts";
import { OBJECTIONS_WORDS, type ObjectionsWords } from "./objections-words.ts";
import { PERIODS_WORDS, type PeriodsWords } from "./periods-words.ts";
import { QUALITY_WORDS, type QualityWords } from "./quality-words.ts";
import { RANKING_WORDS, type RankingWords } from "./ranking-words.ts";
import { REPORT_WORDS, type ReportWords } from "./report-words.ts";
import { SCORECARD_WORDS, type ScorecardWords } from "./scorecard-words.ts";
import { SHELL_WORDS, type ShellWords } from "./shell-words.ts";
import { WALLS_WORDS, type WallsWords } from "./walls-words.ts";

/** Words of the desk, page by page. */
export interface DeskMessages {
  shell: ShellWords;
  home: HomeWords;
  report: ReportWords;
  list: ListWords;
  quality: QualityWords;
  audit: AuditWords;
  ranking: RankingWords;
  periods: PeriodsWords;
  objections: ObjectionsWords;
  walls: WallsWords;
  scorecard: ScorecardWords;
}

const MESSAGES: Readonly<Record<Language, DeskMessages>> = { vi: messagesOf("vi"), en: messagesOf("en") };

function messagesOf(language: Language): DeskMessages {
  return {
    shell: SHELL_WORDS[language],
    home: HOME_WORDS[language],
    report: REPORT_WORDS[language],
    list: LIST_WORDS[language],
    quality: QUALITY_WORDS[language],
    audit: AUDIT_WORDS[language],
    ranking: RANKING_WORDS[language],
    periods: PERIODS_WORDS[language],
    objections: OBJECTIONS_WORDS[language],
    walls: WALLS_WORDS[language],
    scorecard: SCORECARD_WORDS[language],
  };
}

export function deskMessagesFor(language: Language): DeskMessages {
  return MESSAGES[language];
}
