import type { PeriodKind } from "@toancanh/contracts";
import { LANGUAGES, type Language } from "@toancanh/words";
import { parseOverlayIds } from "../../../map/overlays/overlay-ids.ts";

export const MEASURES = ["count", "ratio", "late_share"] as const;
export type Measure = (typeof MEASURES)[number];
export const VIEWS = ["cells", "wards"] as const;
export type View = (typeof VIEWS)[number];
export const RESOLUTIONS = [7, 8, 9, 10] as const;
type Resolution = (typeof RESOLUTIONS)[number];
/** Periods that come again and again: a place in the row of them is enough to name one. */
export const PERIODS = ["official", "calendar", "quarter", "year", "last_7_days", "day"] as const;
type ExplorePeriod = Extract<PeriodKind, (typeof PERIODS)[number]>;
export const TREND_PERIODS = [13, 25, 36] as const;
export const MATRIX_VALUES = ["received", "late"] as const;
export const MATRIX_SHADES = ["row", "column"] as const;
export const TREND_VALUES = ["received", "late_rate"] as const;

/** Everything chosen on the page. It lives in the address, so that a view can be sent to another reader. */
export interface ExploreState {
  language: Language;
  /** Null: the city's own kind of period. */
  period: ExplorePeriod | null;
  /** Periods back from the running one. */
  offset: number;
  group: string | null;
  category: string | null;
  block: string | null;
  agency: string | null;
  ward: string | null;
  measure: Measure;
  view: View;
  resolution: Resolution;
  overlays: readonly string[];
  /** Page of the matrix, from 0: wards downwards, categories across. */
  rows: number;
  columns: number;
  value: (typeof MATRIX_VALUES)[number];
  shade: (typeof MATRIX_SHADES)[number];
  trendPeriods: (typeof TREND_PERIODS)[number];
  trendValue: (typeof TREND_VALUES)[number];
}

export const INITIAL_STATE: ExploreState = {
  language: "vi",
  period: null,
  offset: 0,
  group: null,
  category: null,
  block: null,
  agency: null,
  ward: null,
  measure: "count",
  view: "cells",
  resolution: 8,
  overlays: [],
  rows: 0,
  columns: 0,
  value: "received",
  shade: "row",
  trendPeriods: 13,
  trendValue: "received",
};

/** Names in the query string. */
const NAMES = {
  language: "lang",
  period: "period",
  offset: "offset",
  group: "group",
  category: "category",
  block: "block",
  agency: "agency",
  ward: "ward",
  measure: "measure",
  view: "view",
  resolution: "resolution",
  overlays: "overlays",
  rows: "rows",
  columns: "columns",
  value: "value",
  shade: "shade",
  trendPeriods: "trend",
  trendValue: "trend-value",
} as const satisfies Record<keyof ExploreState, string>;

const MAX_OFFSET = 120;
const MAX_PAGE = 99;

function oneOf<T extends string | number>(text: string | null, allowed: readonly T[], otherwise: T): T {
  return allowed.find((one) => String(one) === text) ?? otherwise;
}

function wholeNumber(text: string | null, max: number): number {
  return text !== null && /^\d{1,3}$/.test(text) ? Math.min(max, Number(text)) : 0;
}

/** Reads a query string; what is not understood is as if it were not there. */
export function parseState(search: string): ExploreState {
  const params = new URLSearchParams(search);
  const get = (name: keyof ExploreState) => params.get(NAMES[name]);
  const code = (name: keyof ExploreState) => {
    const text = get(name);
    return text === null || text === "" || text.length > 100 ? null : text;
  };
  const category = code("category");
  const agency = code("agency");
  return {
    language: oneOf(get("language"), LANGUAGES, INITIAL_STATE.language),
    period: PERIODS.find((kind) => kind === get("period")) ?? null,
    offset: wholeNumber(get("offset"), MAX_OFFSET),
    // A category is within its group and an agency within its block: the narrower one alone counts.
    group: category === null ? code("group") : null,
    category,
    block: agency === null ? code("block") : null,
    agency,
    ward: code("ward"),
    measure: oneOf(get("measure"), MEASURES, INITIAL_STATE.measure),
    view: oneOf(get("view"), VIEWS, INITIAL_STATE.view),
    resolution: oneOf(get("resolution"), RESOLUTIONS, INITIAL_STATE.resolution),
    overlays: parseOverlayIds(get("overlays")),
    rows: wholeNumber(get("rows"), MAX_PAGE),
    columns: wholeNumber(get("columns"), MAX_PAGE),
    value: oneOf(get("value"), MATRIX_VALUES, INITIAL_STATE.value),
    shade: oneOf(get("shade"), MATRIX_SHADES, INITIAL_STATE.shade),
    trendPeriods: oneOf(get("trendPeriods"), TREND_PERIODS, INITIAL_STATE.trendPeriods),
    trendValue: oneOf(get("trendValue"), TREND_VALUES, INITIAL_STATE.trendValue),
  };
}

/**
 * The address of a state: only what differs from the beginning is in it.
 * @param search the present query string: names that are not the page's own stay
 */
export function formatState(state: ExploreState, search: string): string {
  const own = new Set<string>(Object.values(NAMES));
  const params = new URLSearchParams();
  for (const [name, value] of new URLSearchParams(search)) {
    if (!own.has(name)) params.append(name, value);
  }
  const set = (name: keyof ExploreState, value: string | number | null) => {
    if (value !== null && String(value) !== String(INITIAL_STATE[name]))
      params.set(NAMES[name], String(value));
  };
  for (const name of [
    "language",
    "period",
    "offset",
    "group",
    "category",
    "block",
    "agency",
    "ward",
  ] as const) {
    set(name, state[name]);
  }
  for (const name of ["measure", "view", "resolution"] as const) set(name, state[name]);
  if (state.overlays.length > 0) set("overlays", state.overlays.join(","));
  for (const name of ["rows", "columns", "value", "shade", "trendPeriods", "trendValue"] as const) {
    set(name, state[name]);
  }
  // Commas are allowed in a query and easier to read aloud.
  const text = params.toString().replaceAll("%2C", ",");
  return text === "" ? "" : `?${text}`;
}
