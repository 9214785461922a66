export {
  addWorkingDays,
  addWorkingHours,
  buildCalendar,
  type Calendar,
  CalendarDefinitionError,
  isWorkingDay,
} from "./calendar/calendar.ts";
export { parseInstant } from "./calendar/instant.ts";
export { createTimeReader, readIsoTime, TimePatternError } from "./calendar/time-reader.ts";
export { createWallClock } from "./calendar/wall-clock.ts";
export { explainReport } from "./explain/explain.ts";
export type {
  ExplainedChange,
  ExplainedClass,
  ExplainedHolder,
  ExplainedObligation,
  ExplainedRound,
  ExplainedStage,
  Explanation,
  NoDeadlineReason,
  PassedOver,
  StartReason,
} from "./explain/explanation.ts";
export {
  addCounts,
  computeMetrics,
  countOutcomes,
  lateFraction,
  OUTCOMES,
  type Outcome,
  outcomeOf,
  quantileOf,
  rateInterval,
  share,
} from "./figures/metrics.ts";
export {
  defaultPeriodKind,
  localDaysBefore,
  periodContaining,
} from "./figures/periods.ts";
export {
  isMeasured,
  type MeasuredReport,
  measureScope,
  obligationsOf,
  type Population,
  type ScopedObligation,
  type ScopeFigures,
  type ScopeKind,
  type Scoping,
} from "./figures/population.ts";
export type { Reconciliation } from "./figures/reconcile.ts";
export {
  compareChanges,
  DEFAULT_MINIMUM_DUE,
  levelAgainst,
  standingsOf,
  type UnitChange,
  type UnitTrials,
  usualRates,
} from "./figures/standings.ts";
export { foldReport, stateAt } from "./fold/fold.ts";
export { standingEvents } from "./fold/withdrawals.ts";
export type {
  Adjustment,
  AdjustmentReason,
} from "./rules/deadline.ts";
export { deadlineForLine } from "./rules/deadline-line.ts";
export { ProfileRuleError } from "./rules/policy-check.ts";
export type { PreparedStage } from "./rules/rule.ts";
export { buildRulebook, policyAt, type Rulebook, type RuleProfile } from "./rules/rulebook.ts";
