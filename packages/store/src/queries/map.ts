import { HEAT_STATUSES } from "@toancanh/contracts";
import Type from "typebox";
import { Count, defineQuery, Limit, nullable, scope } from "./define-query.ts";

const status = Type.Enum(HEAT_STATUSES);

/** sql/queries/map: cells, and wards that stand out. */
export const MAP_QUERIES = {
  heat_map: defineQuery({
    params: {
      ...scope,
      time_zone: Type.String(),
      resolution: Type.Integer({ minimum: 0, maximum: 10 }),
      status,
    },
    row: {
      cell: Type.String(),
      /** By `status`; `overdue`, `late` and `due` are of all received in that cell. */
      count: Count,
      overdue: Count,
      late: Count,
      due: Count,
      /** Received, by the same weekdays and hours of the 8 weeks before the period. */
      expected: Type.Number(),
      /** Received by expected; null when nothing was expected. */
      ratio: nullable(Type.Number()),
      /** (received + 5) by (expected + 5). */
      shrunk: Type.Number(),
    },
  }),
  heat_map_total: defineQuery({
    params: { ...scope, status },
    /** `outside`: the unlocated whose place lies outside the city. */
    row: { total: Count, unlocated: Count, outside: Count },
  }),
  cell_counts: defineQuery({
    params: { ...scope, resolution: Type.Integer({ minimum: 0, maximum: 10 }) },
    row: { service_code: Type.String(), cell: Type.String(), count: Count },
  }),
  hot_spots: defineQuery({
    params: {
      ...scope,
      time_zone: Type.String(),
      min_count: Count,
      /** Least reports beyond the expected ones. */
      min_excess: Type.Number(),
      limit: Limit,
    },
    row: {
      ward_code: Type.String(),
      /** H3 cell (resolution 9, hex) with most reports of that ward; "" when none has a place. */
      cell: Type.String(),
      count: Count,
      open: Count,
      /** By the same weekdays and hours of the 8 weeks before the period. */
      expected: Type.Number(),
      ratio: nullable(Type.Number()),
      /** Of those still open at the cut-off. */
      median_age_minutes: nullable(Type.Number()),
    },
  }),
};
