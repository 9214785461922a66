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
} from "./calendar/calendar.ts";
export { formatLocalInstant, parseInstant } from "./calendar/instant.ts";
export {
  type ExplainedHolder,
  type ExplainedObligation,
  type ExplainedStage,
  type Explanation,
  explainReport,
  type StartReason,
} from "./explain/explain.ts";
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
  share,
} from "./figures/metrics.ts";
export {
  defaultPeriodKind,
  type PeriodSettings,
  type PeriodSpan,
  periodContaining,
  type RecurringPeriodKind,
  UnknownPeriodError,
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
export {
  type ReceivedObligation,
  type Reconciliation,
  reconcilePeriods,
} from "./figures/reconcile.ts";
export { foldReport, stateAt } from "./fold/fold.ts";
export {
  type Adjustment,
  type AdjustmentReason,
  computeStages,
  type Extension,
  type Pause,
  type StageClock,
  type StageTimes,
  type StartedBy,
} from "./rules/deadline.ts";
export { type DeadlineLineAnswer, type DeadlineLineCode, deadlineForLine } from "./rules/deadline-line.ts";
export { ProfileRuleError, type RuleProblem } from "./rules/policy-check.ts";
export type { PreparedPolicy, PreparedRule, PreparedStage } from "./rules/rule.ts";
export { buildRulebook, policyAt, type Rulebook, type RuleProfile } from "./rules/rulebook.ts";
