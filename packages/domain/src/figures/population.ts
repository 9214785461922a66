import type {
  AssignmentState,
  Denominator,
  Ending,
  FoldedReport,
  Metrics,
  OutcomeCounts,
  ReportState,
} from "@toancanh/contracts";
import { workingMinutesBetween } from "../calendar/calendar.ts";
import type { Rulebook } from "../rules/rulebook.ts";
import {
  computeMetrics,
  countOutcomes,
  type DatedObligation,
  emptyCounts,
  outcomeOf,
  quantileOf,
  share,
} from "./metrics.ts";

/** Agency and block figures count assignments, all others reports (docs/metrics.md §4). */
export type ScopeKind = "city" | "block" | "agency" | "ward" | "district" | "category" | "channel";

/** A report as scopes see it: wards only where it has been located. */
export type MeasuredReport = FoldedReport & Partial<Pick<ReportState, "ward_code">>;

/** What scopes need to know beyond the state itself. */
export interface Scoping {
  rulebook: Rulebook;
  /** Former district of a ward; "" when none. */
  districtOf(wardCode: string): string;
}

/** One obligation in a scope. */
export interface ScopedObligation extends DatedObligation {
  /** Id of the block, agency, ward, …; "" for the city and for unlocated reports. */
  key: string;
  handling_minutes: number | null;
  handling_working_minutes: number | null;
  reopened: boolean;
  /** The report's rating, on the latest turn only. */
  rating: number | null;
  estimate_kept: boolean | null;
  stages: { stage: string; due_at: number | null; finished_at: number | null }[];
}

/** Which obligations are measured, and as of when. Instants are epoch milliseconds. */
export interface Population {
  from: number;
  /** Exclusive. */
  to: number;
  asOf: number;
  /** Endings taken out of the population: the second, labelled reading. */
  exclude?: readonly ("rejected" | "merged")[];
}

/** Every figure of docs/metrics.md §5 for one key of a scope. */
export interface ScopeFigures {
  counts: OutcomeCounts;
  metrics: Metrics;
  /** Clock and office minutes of what is handled; null of nothing. */
  handling: { clock: Quantiles; working: Quantiles };
  stages: { stage: string; counts: OutcomeCounts; compliance: number | null }[];
  reopened: number;
  /** Reopened among those that were handled at least once. */
  reopen_rate: number | null;
  ratings: { count: number; mean: number | null };
  estimates: { count: number; kept: number; kept_rate: number | null };
}

interface Quantiles {
  median: number | null;
  p90: number | null;
}

/** Whether a report's obligations belong to a population. */
export function isMeasured(report: FoldedReport, population: Population): boolean {
  const { from, to, asOf, exclude = [] } = population;
  if (report.received_at < from || report.received_at >= to) return false;
  const isEnded = report.finished_at !== null && report.finished_at <= asOf;
  return !(isEnded && exclude.some((ending: Ending) => ending === report.ending));
}

/** The obligations of a report in a scope: its assignments for agencies and blocks, else the report itself. */
export function obligationsOf(
  scoping: Scoping,
  report: MeasuredReport,
  scope: ScopeKind,
): ScopedObligation[] {
  if (scope !== "agency" && scope !== "block") return [reportObligation(scoping, report, scope)];
  return report.assignments
    .filter((assignment) => assignment.is_obligation)
    .map((assignment) => assignmentObligation(scoping.rulebook, report, assignment, scope));
}

function reportObligation(scoping: Scoping, report: MeasuredReport, scope: ScopeKind): ScopedObligation {
  return {
    key: reportKey(scoping, report, scope),
    due_at: report.due_at,
    finished_at: report.finished_at,
    handling_minutes: report.handling_minutes,
    handling_working_minutes: report.handling_working_minutes,
    reopened: report.reopen_count > 0,
    rating: report.rating,
    estimate_kept: report.estimate_kept,
    stages: stagesOf(report, "", 0),
  };
}

function reportKey(scoping: Scoping, report: MeasuredReport, scope: ScopeKind): string {
  switch (scope) {
    case "ward":
      return report.ward_code ?? "";
    case "district":
      return scoping.districtOf(report.ward_code ?? "");
    case "category":
      return report.service_code;
    case "channel":
      return report.channel;
    default:
      return "";
  }
}

function assignmentObligation(
  rulebook: Rulebook,
  report: MeasuredReport,
  assignment: AssignmentState,
  scope: "agency" | "block",
): ScopedObligation {
  const { agency, turn, assigned_at: from, finished_at: to } = assignment;
  return {
    key: scope === "agency" ? agency : rulebook.blockOf(agency),
    due_at: assignment.due_at,
    finished_at: to,
    handling_minutes: to === null ? null : Math.max(0, to - from) / 60_000,
    handling_working_minutes:
      to === null ? null : workingMinutesBetween(rulebook.agencyCalendar(agency), from, to),
    reopened: assignment.reopened,
    rating: assignment.reopened ? null : report.rating,
    estimate_kept: assignment.reopened ? null : report.estimate_kept,
    stages: stagesOf(report, agency, turn),
  };
}

function stagesOf(report: FoldedReport, agency: string, turn: number): ScopedObligation["stages"] {
  return report.stages
    .filter((stage) => stage.agency === agency && stage.turn === turn)
    .map(({ stage, due_at, done_at }) => ({ stage, due_at, finished_at: done_at }));
}

/** All figures of a scope by key, from the states of a population: what named queries must agree with. */
export function measureScope(
  scoping: Scoping,
  reports: Iterable<MeasuredReport>,
  scope: ScopeKind,
  population: Population,
  denominator: Denominator = "due",
): Map<string, ScopeFigures> {
  const byKey = new Map<string, ScopedObligation[]>();
  for (const report of reports) {
    if (!isMeasured(report, population)) continue;
    for (const obligation of obligationsOf(scoping, report, scope)) {
      const known = byKey.get(obligation.key);
      if (known) known.push(obligation);
      else byKey.set(obligation.key, [obligation]);
    }
  }
  return new Map(
    [...byKey].map(([key, found]) => [key, figuresOf(found, population.asOf, denominator)] as const),
  );
}

/** The figures of a list of obligations as of a cut-off. */
function figuresOf(
  obligations: readonly ScopedObligation[],
  asOf: number,
  denominator: Denominator = "due",
): ScopeFigures {
  const counts = countOutcomes(obligations, asOf);
  const isHandled = (one: DatedObligation) => one.finished_at !== null && one.finished_at <= asOf;
  const handled = obligations.filter(isHandled);
  const reopened = obligations.filter((one) => one.reopened).length;
  const everHandled = obligations.filter((one) => one.reopened || isHandled(one)).length;
  const ratings = presentOf(obligations.map((one) => one.rating));
  const estimates = presentOf(handled.map((one) => one.estimate_kept));
  const kept = estimates.filter(Boolean).length;
  return {
    counts,
    metrics: computeMetrics(counts, denominator),
    handling: {
      clock: quantiles(presentOf(handled.map((one) => one.handling_minutes))),
      working: quantiles(presentOf(handled.map((one) => one.handling_working_minutes))),
    },
    stages: stageFigures(obligations, asOf),
    reopened,
    reopen_rate: share(reopened, everHandled),
    ratings: { count: ratings.length, mean: share(sumOf(ratings), ratings.length) },
    estimates: { count: estimates.length, kept, kept_rate: share(kept, estimates.length) },
  };
}

function presentOf<T>(values: readonly (T | null)[]): T[] {
  return values.flatMap((value) => (value === null ? [] : [value]));
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function quantiles(values: readonly number[]): Quantiles {
  return { median: quantileOf(values, 0.5), p90: quantileOf(values, 0.9) };
}

function stageFigures(obligations: readonly ScopedObligation[], asOf: number): ScopeFigures["stages"] {
  const byStage = new Map<string, OutcomeCounts>();
  for (const { stage, ...dated } of obligations.flatMap((one) => one.stages)) {
    const counts = byStage.get(stage) ?? emptyCounts();
    counts.received += 1;
    counts[outcomeOf(dated, asOf)] += 1;
    byStage.set(stage, counts);
  }
  return [...byStage].map(([stage, counts]) => ({
    stage,
    counts,
    compliance: computeMetrics(counts).on_time_rate,
  }));
}
