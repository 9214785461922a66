import type { AnalysisQuery } from "@toancanh/contracts";
import type { FigureSource } from "./figure-source.ts";
import { type PartFilters, resolvePartFilters } from "./part-filters.ts";
import { resolveScope, type Scope, type Span } from "./scope.ts";

/** A part of the city in a period, as the store is asked for it. */
export interface Part {
  scope: Scope;
  /** Parameters of a named query over the period. */
  params: PartFilters & Span & { as_of: number; exclude: Scope["exclude"] };
  /** The same part in the period before. */
  previous: Part["params"];
}

/** @throws ApiProblem 400 naming the parameter and what it allows */
export function resolvePart(
  { profile, rulebook }: Pick<FigureSource, "profile" | "rulebook">,
  query: AnalysisQuery,
  now: number,
): Part {
  const scope = resolveScope(query, rulebook, now);
  const common = {
    ...resolvePartFilters(query, profile),
    as_of: scope.asOf,
    exclude: scope.exclude,
  };
  return {
    scope,
    params: { ...common, ...scope.period },
    previous: { ...common, ...scope.before[0] },
  };
}
