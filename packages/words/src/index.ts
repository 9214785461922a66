export { ALARM_MESSAGES, DOCTOR_ADVICE } from "./alarms/alarm-messages.ts";
export { reportLabelsFor } from "./city-report/report-labels.ts";
export type { ReportSource, ToldParagraph } from "./city-report/report-words.ts";
export { tellReport } from "./city-report/tell-report.ts";
export { renderExplanation } from "./explanation/render-explanation.ts";
export { tellObjection } from "./explanation/tell-objection.ts";

export { type ClosingBlockCode, describeClosingBlock } from "./figures/closing-blocks.ts";
export { tellReconciliation } from "./figures/render-reconciliation.ts";
export { renderTrend } from "./figures/render-trend.ts";
export { describeVerdict } from "./figures/verdicts.ts";
export { createFormatter, type Formatter } from "./formatter.ts";
export { LANGUAGES, type Language, languageOf, pickText } from "./language.ts";
export { type OpenDataTexts, openDataTextsFor } from "./open/open-data-texts.ts";
export { open311TextsFor } from "./open/open311-texts.ts";
export { UNLISTED, UNLOCATED } from "./places.ts";
export { sayPeriod, tellHeadline } from "./scorecards/headline.ts";
export { type PrintLabels, printLabelsFor } from "./scorecards/print-labels.ts";
export {
  defineTerms,
  tellAfterCutOff,
  tellLimits,
  tellMoment,
  tellNoField,
  tellQuestion,
  tellReason,
  tellStanding,
} from "./scorecards/scorecard-texts.ts";
export { accessMessagesFor } from "./screens/access-messages.ts";
export { type DeskMessages, deskMessagesFor } from "./screens/desk/desk-messages.ts";
export type { ExploreMessages } from "./screens/explore-messages.ts";
export type { Messages } from "./screens/messages.ts";
export { exploreMessagesFor, messagesFor } from "./screens/messages-for.ts";
export { toCsv } from "./to-csv.ts";
