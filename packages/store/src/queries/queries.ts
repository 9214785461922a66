import type { Static, TObject } from "typebox";
import * as params from "./query-params.ts";
import * as rows from "./query-rows.ts";

interface QueryDefinition {
  params: TObject;
  row: TObject;
}

const byGroup = { params: params.ScopeParamsSchema, row: rows.GroupRowSchema };

/** Every named read: sql/queries/<name>.sql says what it is for, here is what goes in and what comes out. */
export const QUERIES = {
  summary: { params: params.ScopeParamsSchema, row: rows.SummaryRowSchema },
  summary_by_agency: byGroup,
  summary_by_block: byGroup,
  summary_by_ward: byGroup,
  summary_by_category: byGroup,
  summary_by_field_group: byGroup,
  summary_by_channel: byGroup,
  summary_by_district: { params: params.DistrictParamsSchema, row: rows.GroupRowSchema },
  summary_by_ward_and_category: { params: params.ScopeParamsSchema, row: rows.WardCategoryRowSchema },
  agency_late_rates: { params: params.WindowsParamsSchema, row: rows.WindowRowSchema },
  ward_late_rates: { params: params.WindowsParamsSchema, row: rows.WindowRowSchema },
  unit_flows: { params: params.WindowsParamsSchema, row: rows.UnitFlowRowSchema },
  compare_periods: { params: params.ComparisonParamsSchema, row: rows.ComparisonRowSchema },
  movers: { params: params.MoversParamsSchema, row: rows.MoverRowSchema },
  time_series: { params: params.SeriesParamsSchema, row: rows.SeriesRowSchema },
  flow_24h: { params: params.FlowParamsSchema, row: rows.FlowRowSchema },
  age_bands: { params: params.AgeParamsSchema, row: rows.AgeRowSchema },
  hot_spots: { params: params.HotSpotsParamsSchema, row: rows.HotSpotRowSchema },
  heat_map: { params: params.HeatMapParamsSchema, row: rows.HeatCellRowSchema },
  heat_map_total: { params: params.HeatTotalParamsSchema, row: rows.HeatTotalRowSchema },
  open_reports: { params: params.OpenReportsParamsSchema, row: rows.LiveRowSchema },
  open_totals: { params: params.CutOffParamsSchema, row: rows.OpenTotalsRowSchema },
  newest_report: { params: params.NewestParamsSchema, row: rows.NewestRowSchema },
  report_by_id: { params: params.ReportIdParamsSchema, row: rows.StateRowSchema },
  events_of_report: { params: params.ReportKeyParamsSchema, row: rows.EventRowSchema },
  changed_since: { params: params.ChangedParamsSchema, row: rows.StateRowSchema },
  states_in_period: { params: params.PeriodParamsSchema, row: rows.StateRowSchema },
  ingest_processes: { params: params.NoParamsSchema, row: rows.IngestProcessRowSchema },
  feed_status: { params: params.NoParamsSchema, row: rows.FeedStatusRowSchema },
  dead_letters_list: { params: params.PageParamsSchema, row: rows.DeadLetterRowSchema },
  dead_letters_raw: { params: params.RawLettersParamsSchema, row: rows.RawLetterRowSchema },
  report_keys_in_period: { params: params.PeriodParamsSchema, row: rows.ReportKeyRowSchema },
  received_by_id: { params: params.ReportIdsParamsSchema, row: rows.ReportKeyRowSchema },
  unprojected_reports: { params: params.NoParamsSchema, row: rows.ReportKeyRowSchema },
} as const satisfies Record<string, QueryDefinition>;

export type QueryName = keyof typeof QUERIES;
export type QueryParams<N extends QueryName> = Static<(typeof QUERIES)[N]["params"]>;
export type QueryRow<N extends QueryName> = Static<(typeof QUERIES)[N]["row"]>;
