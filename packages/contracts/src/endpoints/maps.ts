import Type, { type Static } from "typebox";
import { Count, NullableNumber, Rate, stamp, strict } from "../primitives.ts";
import { AnalysisQuerySchema, FigureQuerySchema, PeriodSchema, partFilters } from "./figure-parts.ts";

/** Where reports are: cells of the map, and wards with more than usual. */

export const HEAT_STATUSES = ["received", "open", "overdue", "late"] as const;
export type HeatStatus = (typeof HEAT_STATUSES)[number];

export const HeatMapQuerySchema = Type.Object(
  {
    ...AnalysisQuerySchema.properties,
    resolution: Type.Optional(Type.Integer({ minimum: 7, maximum: 10 })),
    status: Type.Optional(Type.Enum(HEAT_STATUSES)),
  },
  strict,
);
export type HeatMapQuery = Static<typeof HeatMapQuerySchema>;

/**
 * Columns of the Arrow stream of /api/v1/heat-map, one row a cell. Headers `x-as-of`,
 * `x-unlocated` (reports without a cell) and `x-total` (cells + unlocated) go with it.
 */
export const HEAT_MAP_COLUMNS = ["cell", "count", "overdue", "late", "due", "expected", "ratio"] as const;

const { field_group, service_code, agency_responsible, block } = partFilters;

export const HotSpotsQuerySchema = Type.Object(
  {
    ...FigureQuerySchema.properties,
    field_group,
    service_code,
    agency_responsible,
    block,
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50, description: "Default 5" })),
  },
  strict,
);
export type HotSpotsQuery = Static<typeof HotSpotsQuerySchema>;

export const HotSpotsSchema = Type.Object({
  ...stamp,
  period: PeriodSchema,
  rows: Type.Array(
    Type.Object({
      ward_code: Type.String(),
      name: Type.String(),
      short_name: Type.String(),
      /** The cell with most reports in that ward. */
      cell: Type.String(),
      count: Count,
      /** Same weekdays and hours over the 8 weeks before the period. */
      expected: Type.Number(),
      ratio: Rate,
      median_age_minutes: Type.Union(NullableNumber.anyOf, { description: "Of those still open" }),
    }),
  ),
});
export type HotSpots = Static<typeof HotSpotsSchema>;
