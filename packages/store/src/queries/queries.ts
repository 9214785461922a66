import type { Static } from "typebox";
import { AUDIT_QUERIES } from "./audit.ts";
import type { QueryDefinition } from "./define-query.ts";
import { FEED_QUERIES } from "./feed.ts";
import { FIGURE_QUERIES } from "./figures.ts";
import { MAP_QUERIES } from "./map.ts";
import { PERIOD_QUERIES } from "./periods.ts";
import { REPORT_QUERIES } from "./reports.ts";
import { WALL_QUERIES } from "./wall.ts";

/**
 * Every named read, by family: sql/queries/<family>/<name>.sql says what it is for, its entry here what goes in
 * and what comes out. A new one is such a file and such an entry.
 */
export const QUERIES = {
  ...FIGURE_QUERIES,
  ...MAP_QUERIES,
  ...REPORT_QUERIES,
  ...WALL_QUERIES,
  ...FEED_QUERIES,
  ...AUDIT_QUERIES,
  ...PERIOD_QUERIES,
} satisfies Record<string, QueryDefinition>;

export type QueryName = keyof typeof QUERIES;

// Both are looked up by name: computed anew from its schema at each use, a generic row costs the compiler seconds.
type ParamsByName = { [N in QueryName]: Static<(typeof QUERIES)[N]["params"]> };
type RowByName = { [N in QueryName]: Static<(typeof QUERIES)[N]["row"]> };
export type QueryParams<N extends QueryName> = ParamsByName[N];
export type QueryRow<N extends QueryName> = RowByName[N];
