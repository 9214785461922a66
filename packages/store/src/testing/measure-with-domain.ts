import type { ReportState } from "@toancanh/contracts";
import { isMeasured, measureScope, type Population, type ScopeFigures, type Scoping } from "@toancanh/domain";
import type { QueryParams } from "../queries/queries.ts";
import type { RandomScope } from "./random-scope.ts";

/** What a named query groups by. */
export type Grouping = "" | "ward" | "district" | "category" | "channel" | "field_group" | "agency" | "block";

/** The figures that domain gives for a combination, by key of the grouping ("" = the whole). */
export function measureWithDomain(
  scoping: Scoping,
  states: readonly ReportState[],
  { params, denominator, passes }: RandomScope,
  grouping: Grouping,
): Map<string, ScopeFigures> {
  const population = populationOf(params);
  const reports = states.filter((report) => isMeasured(report, population) && passes(report));
  const { agency, block } = params;
  if (grouping === "agency" || grouping === "block") {
    const wanted = (id: string) =>
      (agency === "" || id === agency) && (block === "" || scoping.rulebook.blockOf(id) === block);
    const narrowed = reports.map((report) => ({
      ...report,
      assignments: report.assignments.filter((one) => wanted(one.agency)),
    }));
    return measureScope(scoping, narrowed, grouping, population, denominator);
  }
  if (agency === "" && block === "" && grouping !== "field_group") {
    return measureScope(scoping, reports, grouping === "" ? "city" : grouping, population, denominator);
  }
  // Domain has no scope of two dimensions: one is measured within each key of the other.
  const [scope, id] =
    agency !== ""
      ? (["agency", agency] as const)
      : block !== ""
        ? (["block", block] as const)
        : (["city", ""] as const);
  const found = new Map<string, ScopeFigures>();
  for (const [key, part] of groupReports(scoping, reports, grouping)) {
    const figures = measureScope(scoping, part, scope, population, denominator).get(id);
    if (figures !== undefined) found.set(key, figures);
  }
  return found;
}

function populationOf(params: QueryParams<"summary">): Population {
  return { from: params.from, to: params.to, asOf: params.as_of, exclude: params.exclude ?? [] };
}

function groupReports(
  scoping: Scoping,
  reports: readonly ReportState[],
  grouping: Exclude<Grouping, "agency" | "block">,
): Map<string, ReportState[]> {
  const keyOf = (report: ReportState): string => {
    switch (grouping) {
      case "":
        return "";
      case "ward":
        return report.ward_code;
      case "district":
        return scoping.districtOf(report.ward_code);
      case "category":
        return report.service_code;
      case "channel":
        return report.channel;
      case "field_group":
        return report.field_group;
    }
  };
  const groups = new Map<string, ReportState[]>();
  for (const report of reports) {
    const key = keyOf(report);
    const known = groups.get(key);
    if (known) known.push(report);
    else groups.set(key, [report]);
  }
  return groups;
}
