export {
  addWorkingDays,
  addWorkingHours,
  buildCalendar,
  type Calendar,
  CalendarDefinitionError,
  isWorkingDay,
} from "./calendar/calendar.ts";
export { parseInstant } from "./calendar/instant.ts";
export { officeEndsBetween } from "./calendar/office-ends.ts";
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
export { standAgencies } from "./figures/agency-standings.ts";
export { DUE_PANES, dueByAgency } from "./figures/due-next.ts";
export { type FlowRule, flowRules, joinLimits } from "./figures/flow-rules.ts";
export { groupBy } from "./figures/group-by.ts";
export { chooseHeatWindow, HOT_SPOT } from "./figures/heat-window.ts";
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
  CLOSED_KINDS,
  type ClosedKind,
  type NamedPeriod,
  namedPeriodContaining,
  parsePeriodName,
  periodsBefore,
} from "./figures/named-period.ts";
export { excuseUpheld, objectionsAt } from "./figures/objections.ts";
export { diffFigures, nameUnit, PeriodTally } from "./figures/period-figures.ts";
export {
  defaultPeriodKind,
  localDaysBefore,
  periodContaining,
  UnknownPeriodError,
} from "./figures/periods.ts";
export {
  isMeasured,
  type MeasuredReport,
  measureScope,
  obligationsOf,
  type Population,
  reportKey,
  type ScopeKind,
  type Scoping,
} from "./figures/population.ts";
export {
  type Difference,
  listDifferences,
  type Reconciliation,
  reconcilePeriods,
} from "./figures/reconcile.ts";
export type { ScopedObligation, ScopeFigures } from "./figures/scope-tally.ts";
export { DEFAULT_MINIMUM_DUE, levelAgainst, type UnitTrials, usualRates } from "./figures/standings.ts";
export { MINIMUM_GROUP, suppress } from "./figures/suppress.ts";
export { foldReport, stateAt } from "./fold/fold.ts";
export { standingEvents } from "./fold/withdrawals.ts";
export { metresBetween } from "./incidents/distance.ts";
export { findIncidents, type Incident, type IncidentReport } from "./incidents/find-incidents.ts";
export { type FloodGroup, floodSince, groupFlood } from "./incidents/flood.ts";
export { createLocalRates } from "./incidents/local-rates.ts";
export {
  type ComponentLists,
  type CostedObligation,
  explainCosts,
  listComponents,
  type ReportCost,
} from "./ranking/explain-score.ts";
export { type FairView, viewFairly } from "./ranking/fair-view.ts";
export { addScoredCounts, type Placed, type RankedUnit, rankGroup } from "./ranking/rank-group.ts";
export type { ScoredCounts } from "./ranking/score.ts";
export { judgePeriod, type Verdict } from "./ranking/verdict.ts";
export type {
  Adjustment,
  AdjustmentReason,
} from "./rules/deadline.ts";
export { deadlineForLine } from "./rules/deadline-line.ts";
export { findPersonalData, type PersonalData } from "./rules/personal-data.ts";
export { ProfileRuleError } from "./rules/policy-check.ts";
export type { PreparedStage } from "./rules/rule.ts";
export { buildRulebook, policyAt, type Rulebook, type RuleProfile } from "./rules/rulebook.ts";
export { fitPrior, type Trials } from "./statistics/beta-binomial.ts";
export { exactLimits, fitFunnel, funnelLimits } from "./statistics/funnel.ts";
