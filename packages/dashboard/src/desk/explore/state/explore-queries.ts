import type { City, HeatMapQuery, TimeSeriesQuery } from "@toancanh/contracts";
import type { ExploreState } from "./explore-state.ts";

type PeriodQuery = Pick<HeatMapQuery, "period" | "offset">;
type ScopeQuery = Pick<HeatMapQuery, "field_group" | "service_code" | "agency_responsible" | "block">;

/** A state without codes that the city does not have: an old address shows more, not an error. */
export function withinCity(state: ExploreState, city: City): ExploreState {
  const has = (list: readonly { id: string }[], id: string | null) => list.some((one) => one.id === id);
  return {
    ...state,
    group: has(city.field_groups, state.group) ? state.group : null,
    category: city.categories.some((one) => one.service_code === state.category) ? state.category : null,
    block: has(city.blocks, state.block) ? state.block : null,
    agency: has(city.agencies, state.agency) ? state.agency : null,
  };
}

export function periodQuery({ period, offset }: ExploreState): PeriodQuery {
  return { ...(period === null ? {} : { period }), ...(offset === 0 ? {} : { offset }) };
}

export function fieldQuery({
  group,
  category,
}: ExploreState): Pick<ScopeQuery, "field_group" | "service_code"> {
  if (category !== null) return { service_code: category };
  return group === null ? {} : { field_group: group };
}

export function scopeQuery(state: ExploreState): ScopeQuery {
  const { block, agency } = state;
  const holder = agency !== null ? { agency_responsible: agency } : block === null ? {} : { block };
  return { ...fieldQuery(state), ...holder };
}

/** With agency or block, assignments are counted and not reports. */
export function countsAssignments({ block, agency }: ExploreState): boolean {
  return block !== null || agency !== null;
}

export function wardQuery({ ward }: ExploreState): Pick<HeatMapQuery, "ward_code"> {
  return ward === null ? {} : { ward_code: ward };
}

/** How finely time is cut: a chart of one period has 24 to 100 points. */
export function bucketOf(period: string | undefined): NonNullable<TimeSeriesQuery["bucket"]> {
  if (period === "day") return "hour";
  return period === "year" ? "month" : "day";
}

/** The group whose agencies are compared: movers know groups, not single categories. */
export function moversQuery(state: ExploreState, city: City): Pick<ScopeQuery, "field_group" | "block"> {
  const { group, category, block, agency } = state;
  const field = group ?? city.categories.find((one) => one.service_code === category)?.field_group ?? null;
  const home = block ?? city.agencies.find((one) => one.id === agency)?.block ?? null;
  return { ...(field === null ? {} : { field_group: field }), ...(home === null ? {} : { block: home }) };
}
