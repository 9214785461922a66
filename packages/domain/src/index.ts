export {
  addWorkingDays,
  addWorkingHours,
  buildCalendar,
  type Calendar,
  CalendarDefinitionError,
  CalendarRangeError,
  isWorkingDay,
  localDate,
  workingMinutesBetween,
} from "./calendar.ts";
export {
  type Adjustment,
  type AdjustmentReason,
  computeStages,
  type Extension,
  type Pause,
  type StageClock,
  type StageTimes,
} from "./deadline.ts";
export { type DeadlineLineAnswer, type DeadlineLineCode, deadlineForLine } from "./deadline-line.ts";
export {
  type ExplainedHolder,
  type ExplainedObligation,
  type ExplainedStage,
  type Explanation,
  explainReport,
  type StartReason,
} from "./explain.ts";
export { renderExplanation } from "./explain-text.ts";
export type { Language } from "./explain-words.ts";
export { foldReport, stateAt } from "./fold.ts";
export { formatLocalInstant, parseInstant } from "./instant.ts";
export {
  addCounts,
  type Confidence,
  computeMetrics,
  countOutcomes,
  type DatedObligation,
  lateFraction,
  OUTCOMES,
  type Outcome,
  outcomeOf,
  quantileOf,
  rateInterval,
} from "./metrics.ts";
export {
  defaultPeriodKind,
  type PeriodSettings,
  type PeriodSpan,
  periodContaining,
  type RecurringPeriodKind,
  UnknownPeriodError,
} from "./periods.ts";
export { ProfileRuleError, type RuleProblem } from "./policy-check.ts";
export {
  figuresOf,
  isMeasured,
  type MeasuredReport,
  measureScope,
  obligationsOf,
  type Population,
  type ScopedObligation,
  type ScopeFigures,
  type ScopeKind,
  type Scoping,
} from "./population.ts";
export {
  type ReceivedObligation,
  type Reconciliation,
  reconcilePeriods,
  renderReconciliation,
} from "./reconcile.ts";
export type { PreparedPolicy, PreparedRule, PreparedStage } from "./rule.ts";
export { buildRulebook, policyAt, type Rulebook, type RuleProfile } from "./rulebook.ts";
