export {
  type Closing,
  freezePeriod,
  publishPeriod,
  revisePeriod,
  verifyPeriod,
} from "./closing/close-period.ts";
export { listKnownPeriods } from "./closing/list-periods.ts";
export { parsePeriod, parsePeriodKind } from "./closing/parse-period.ts";
export {
  answerPeriod,
  atRevision,
  fixesFigures,
  type KnownPeriod,
  readKnownPeriod,
} from "./closing/period-states.ts";
export { reconcileWithMonth } from "./closing/reconcile-period.ts";
export { addRemark, remarkOf } from "./closing/remark.ts";
export { judgedAt } from "./judged-at.ts";
export { type FigureKeeper, keepFigures, withoutUnpublished } from "./measuring/keep-figures.ts";
export { readStatesAt } from "./measuring/read-states.ts";
export { decideObjection } from "./objections/decide-objection.ts";
export { fileObjection } from "./objections/file-objection.ts";
export { judgeReport } from "./objections/find-late.ts";
export { objectionWindow } from "./objections/objection-window.ts";
export { type KnownObjection, listObjections } from "./objections/read-objections.ts";
export { createScoping, type PeriodCity, type PeriodStore } from "./period-city.ts";
export { PeriodError } from "./period-error.ts";
export { findPeerGroup, listPeerGroups } from "./ranking/peer-group.ts";
export { chooseScoring, explainRank, type RankingAsked, rankPeriod } from "./ranking/rank-period.ts";
export { readCityReport } from "./report/read-city-report.ts";
export { findUnit, listUnits } from "./scorecards/find-unit.ts";
export { openScorecards, type Scorecards } from "./scorecards/open-scorecards.ts";
