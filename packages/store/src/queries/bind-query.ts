import { bindLiterals, type ParameterValue } from "../engine/bind-literals.ts";
import { StoreError } from "../engine/store-error.ts";
import { PARAMETER_DEFAULTS } from "./define-query.ts";
import { hoursOfWeek } from "./hours-of-week.ts";
import type { QueryText } from "./load-queries.ts";
import { restrictionOf } from "./own-units.ts";
import type { QueryName, QueryParams } from "./queries.ts";
import { hasSection, isGiven, renderTemplate } from "./sql-template.ts";

type Values = Readonly<Record<string, ParameterValue>>;

/**
 * The statement that is run for a named query.
 *
 * @throws StoreError `bad_query_parameter`, also for a query that cannot be restricted
 */
export function bindQuery<N extends QueryName>(
  texts: ReadonlyMap<string, QueryText>,
  name: N,
  params: QueryParams<N>,
): string {
  const text = texts.get(name);
  if (text === undefined) throw new StoreError("sql_not_found", `sql/queries/${name}.sql is missing`);
  const own = restrictionOf(params);
  if (own !== null && !hasSection(text.byReport, "own")) {
    throw new StoreError("bad_query_parameter", `query ${name} cannot be restricted to a caller's own units`);
  }
  // A word of its own: units that name nothing find nothing, where an empty list would let everything through.
  const restriction: Values =
    own === null ? {} : { own: "own", own_wards: own.wards, own_agencies: own.agencies };
  const values: Values = { ...PARAMETER_DEFAULTS, ...params, ...restriction };
  // Agencies and blocks are judged by assignments, every other scope by reports (docs/metrics.md §4).
  const byAssignment = isGiven(values.agency) || isGiven(values.block);
  const statement = renderTemplate(byAssignment ? text.byAssignment : text.byReport, values);
  const needsWeights = statement.includes("{hour_weights:");
  return bindLiterals(statement, needsWeights ? { ...values, ...hourWeightsOf(values) } : values);
}

/** What is usual by the hours of the week, where a read asks for a period in local time. */
function hourWeightsOf({ time_zone, from, to, as_of }: Values): { hour_weights?: number[] } {
  if (typeof time_zone !== "string" || typeof from !== "number") return {};
  if (typeof to !== "number" || typeof as_of !== "number") return {};
  return { hour_weights: hoursOfWeek(time_zone, from, Math.min(to, as_of)) };
}
