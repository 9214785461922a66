import type { Denominator, Ending, FoldedReport, ReportState } from "@toancanh/contracts";
import { workingMinutesBetween } from "../calendar/calendar.ts";
import type { Rulebook } from "../rules/rulebook.ts";
import type { ExcusableAssignment } from "./objections.ts";
import { judgeObligation, type ScopedObligation, type ScopeFigures, ScopeTally } from "./scope-tally.ts";

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

/** Which obligations are measured, and as of when. Instants are epoch milliseconds. */
export interface Population {
  from: number;
  /** Exclusive. */
  to: number;
  asOf: number;
  /** Endings taken out of the population: the second, labelled reading. */
  exclude?: readonly ("rejected" | "merged")[];
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

/** The key of a report in a scope that counts reports. */
export function reportKey(scoping: Scoping, report: MeasuredReport, scope: ScopeKind): string {
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
  assignment: ExcusableAssignment,
  scope: "agency" | "block",
): ScopedObligation {
  const { agency, turn, assigned_at: from, finished_at: to, excuse } = assignment;
  return {
    ...(excuse === undefined ? {} : { excuse }),
    key: scope === "agency" ? agency : rulebook.blockOf(agency),
    due_at: assignment.due_at,
    finished_at: to,
    handling_minutes: to === null ? null : Math.max(0, to - from) / 60_000,
    handling_working_minutes:
      to === null ? null : workingMinutesBetween(rulebook.agencyCalendar(agency), from, to),
    reopened: assignment.reopened,
    rating: assignment.reopened ? null : report.rating,
    estimate_kept: assignment.reopened ? null : report.estimate_kept,
    stages:
      excuse === undefined
        ? stagesOf(report, agency, turn)
        : stagesOf(report, agency, turn).map((stage) => ({ ...stage, excuse })),
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
  const byKey = new Map<string, ScopeTally>();
  for (const report of reports) {
    if (!isMeasured(report, population)) continue;
    for (const obligation of obligationsOf(scoping, report, scope)) {
      let tally = byKey.get(obligation.key);
      if (tally === undefined) {
        tally = new ScopeTally();
        byKey.set(obligation.key, tally);
      }
      tally.add(judgeObligation(obligation, population.asOf));
    }
  }
  return new Map([...byKey].map(([key, tally]) => [key, tally.figures(denominator)] as const));
}
