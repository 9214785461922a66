import Type, { type Static } from "typebox";
import { Count, Instant, NullableNumber, Rate, stamp, strict } from "../primitives.ts";
import { endpoint, json } from "./endpoint.ts";
import { AnalysisQuerySchema, FigureQuerySchema, PeriodSchema, partFilters } from "./figure-parts.ts";

/** Where reports are: cells of the map, and wards with more than usual. */

export const HEAT_STATUSES = ["received", "open", "overdue", "late"] as const;
export type HeatStatus = (typeof HEAT_STATUSES)[number];

/** `rolling`, in place of a period: up to now, as far back as the map needs (docs/metrics.md §9). */
const window = Type.Optional(
  Type.Enum(["rolling"], {
    description:
      "The shortest of 24 h, 7 and 28 days up to now with 2,500 located reports; not with a period",
  }),
);

const HeatMapQuerySchema = Type.Object(
  {
    ...AnalysisQuerySchema.properties,
    window,
    resolution: Type.Optional(Type.Integer({ minimum: 7, maximum: 10 })),
    status: Type.Optional(Type.Enum(HEAT_STATUSES)),
  },
  strict,
);
export type HeatMapQuery = Static<typeof HeatMapQuerySchema>;

/**
 * Columns of the Arrow stream of /api/v1/heat-map, one row a cell that has reports of the status or had any in the 8 weeks before, so that count may be 0; shrunk is (received + 5) / (expected + 5). Headers `x-as-of`,
 * `x-unlocated` (reports without a cell) and `x-total` (cells + unlocated) go with it.
 */
export const HEAT_MAP_COLUMNS = [
  "cell",
  "count",
  "overdue",
  "late",
  "due",
  "expected",
  "ratio",
  "shrunk",
] as const;

const { field_group, service_code, agency_responsible, block } = partFilters;

const HotSpotsQuerySchema = Type.Object(
  {
    ...FigureQuerySchema.properties,
    field_group,
    service_code,
    agency_responsible,
    block,
    window,
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

export const mapEndpoints = {
  heat_map: endpoint({
    method: "GET",
    path: "/heat-map",
    tag: "figures",
    summary: "H3 cells as an Arrow stream",
    description:
      `Columns ${HEAT_MAP_COLUMNS.join(", ")}; one row a cell. Headers: x-as-of (cut-off), x-unlocated (reports without a cell), ` +
      "x-outside (of these, those whose place lies outside the city), x-total (sum over cells + unlocated), x-from and x-to (the period). " +
      "Default resolution 9, status received.",
    query: HeatMapQuerySchema,
    answer: {
      kind: "media",
      media_type: "application/vnd.apache.arrow.stream",
      description: "Apache Arrow IPC stream, uncompressed",
      schema: Type.String({ format: "binary" }),
      headers: {
        "x-as-of": Instant,
        "x-from": Instant,
        "x-to": Instant,
        "x-unlocated": Count,
        "x-outside": Count,
        "x-total": Count,
      },
    },
    scope: "figures",
    cache: "no-store",
  }),
  hot_spots: endpoint({
    method: "GET",
    path: "/hot-spots",
    tag: "figures",
    summary: "Wards with more reports than usual, the most unusual first",
    description:
      "Usual: the same weekdays and hours over the 8 weeks before the period. Only wards with at least 10 reports, 5 of them beyond the usual.",
    query: HotSpotsQuerySchema,
    answer: json(HotSpotsSchema),
    scope: "figures",
    cache: "no-store",
  }),
};
