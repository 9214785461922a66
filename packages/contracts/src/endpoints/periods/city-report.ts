import Type from "typebox";
import { strict } from "../../primitives.ts";
import { endpoint } from "../endpoint.ts";
import { FILE_ANSWER, periodQuery, type UnitCounts } from "./period-parts.ts";
import { Language, type Scorecard } from "./scorecards.ts";

/** The city's report of a period: the figures of its scorecards and rankings together, as its file prints them. */

/** What a unit's own eleven periods before say of its late rate (docs/metrics.md §7). */
export type ReportVerdict = "better" | "usual" | "worse" | "too_few";

/** A unit as a line of a table; figures that do not exist are null. */
export interface ReportUnit {
  /** As figures name it. */
  id: string;
  name: string;
  /** How a table of its block names it: by the ward that it serves, where it serves one. */
  listed: string;
  now: UnitCounts;
  before: UnitCounts | null;
  verdict: ReportVerdict;
  points: number | null;
  rank: number | null;
  band: number | null;
  /** Late rate shrunk towards the group, and its central 90 %. */
  fair_rate: number | null;
  interval: readonly [number, number] | null;
}

/** What a line counts now, in the period before and in the same one a year before; null where there is none. */
export interface ComparedCounts {
  now: UnitCounts;
  before: UnitCounts | null;
  year_before: UnitCounts | null;
}

/** A block with its agencies in the order of the alphabet. */
export interface ReportBlock extends ComparedCounts {
  id: string;
  name: string;
  /** Share of late that it has to stay below; null where it has none. */
  target: number | null;
  verdict: ReportVerdict;
  /** Agencies with enough due to be ranked, and the bands that they fall into; 0 where none are. */
  ranked: number;
  bands: number;
  units: readonly ReportUnit[];
}

/** A category, or a field group with its categories together. */
export interface ReportCategory extends ComparedCounts {
  id: string;
  name: string;
  /** Received against the period before: `none` while chance could make the difference. */
  change: "more" | "fewer" | "none";
}

export interface ReportFieldGroup extends ReportCategory {
  categories: readonly ReportCategory[];
}

export interface CityReport {
  /** Of the whole city: what the report is of, its state, and the figures of reports. */
  city: Scorecard;
  year_before: UnitCounts | null;
  /** Names of the period before and of the same one a year before. */
  periods: { before: string; year_before: string };
  blocks: readonly ReportBlock[];
  fields: readonly ReportFieldGroup[];
  /** All blocks and all field groups together: the last lines of their tables. */
  together: { blocks: ComparedCounts; fields: ComparedCounts };
  /** Where reports came from, in the order of the alphabet; the one without a place comes last. */
  wards: readonly ReportUnit[];
  /** How points are given, in the report's language. */
  scoring: string;
  /** What the issuing body says of the revision; null while it has said nothing. */
  remark: string | null;
}

export const CITY_REPORT_FORMATS = ["pdf", "docx"] as const;

export const cityReportEndpoints = {
  city_report_file: endpoint({
    method: "GET",
    path: "/city-report/file",
    tag: "periods",
    summary: "The city's report of a period as a document: PDF or DOCX with the same figures",
    query: Type.Object(
      {
        ...periodQuery,
        lang: Type.Optional(Language),
        format: Type.Enum(CITY_REPORT_FORMATS, { description: "Ending of the file" }),
      },
      strict,
    ),
    answer: FILE_ANSWER,
    scope: "period_figures",
    cache: "no-store",
  }),
};
