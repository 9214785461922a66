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
export { foldReport, stateAt } from "./fold.ts";
export { formatLocalInstant, formatLocalMinute, parseInstant } from "./instant.ts";
export { ProfileRuleError, type RuleProblem } from "./policy-check.ts";
export type { PreparedPolicy, PreparedRule, PreparedStage } from "./rule.ts";
export { buildRulebook, policyAt, type Rulebook, type RuleProfile } from "./rulebook.ts";
