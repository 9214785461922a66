import { API_PREFIX, type CityReport } from "@toancanh/contracts";
import { type ReportSource, reportLabelsFor } from "@toancanh/words";
import type { Cells } from "../cells.ts";
import type { PrintedTable } from "../printed.ts";

/** The queries of the catalogue behind a report's figures, each under the number by which the pages name it. */
export interface PrintedSources {
  /** "[1, 3]"; "" for none. */
  mark(sources: readonly ReportSource[]): string;
  table: PrintedTable;
  /** The same for machines: "[1] GET /api/v1/scorecards?… : now, before". */
  keywords: string[];
}

/** In the order of their numbers. */
const ORDER: readonly ReportSource[] = [
  "city",
  "before",
  "blocks",
  "agencies",
  "rankings",
  "wards",
  "closing",
];

const COUNTS =
  "received, handled_on_time, handled_late, open_overdue, open_in_time, no_deadline, late, due, late_rate";

export function listSources(report: CityReport, cells: Cells): PrintedSources {
  const { city, blocks, periods } = report;
  const labels = reportLabelsFor(city.lang).sources;
  const asked = new URLSearchParams({ period: city.period, kind: city.kind });
  if (city.revision > 0) asked.set("revision", String(city.revision));
  const ids = blocks.map(({ id }) => id);
  const get = (path: string, query: string) => `GET ${API_PREFIX}${path}?${query}`;
  const earlier = `period={${periods.before}|${periods.year_before}}&kind=${city.kind}`;
  const queries: Record<ReportSource, { query: string; fields: string }> = {
    city: {
      query: get("/scorecards", `${asked}&unit=city`),
      fields: `now{${COUNTS}}, trend, usual, headline, handling, stages, fields, hand_offs, reopened, satisfaction, after_cut_off`,
    },
    before: {
      query: get("/scorecards", `${earlier}&unit={city|${ids.join("|")}|ward:CODE|ID}`),
      fields: "now, fields",
    },
    blocks: { query: get("/scorecards", `${asked}&unit={${ids.join("|")}}`), fields: "now, target, usual" },
    agencies: {
      query: get("/scorecards", `${asked}&unit={ID: GET ${API_PREFIX}/peer-groups units.unit}`),
      fields: "now, usual",
    },
    rankings: {
      query: get("/rankings", `${asked}&group={${ids.map((id) => id.replace(/^block:/, "")).join("|")}}`),
      fields: "rows{rank, points, fair{late_rate, interval, band}}",
    },
    wards: {
      query: get("/scorecards", `${asked}&unit={ward:CODE: GET ${API_PREFIX}/wards}`),
      fields: "now, usual",
    },
    closing: {
      query: `GET ${API_PREFIX}/closings/${city.period}?kind=${city.kind}${city.revision > 0 ? `&revision=${city.revision}` : ""}`,
      fields: "state, revision, cut_off, known_at, hash, remark",
    },
  };
  const listed = ORDER.map((source, index) => ({ mark: `[${index + 1}]`, source, ...queries[source] }));
  return {
    mark(sources) {
      const numbers = ORDER.flatMap((source, index) => (sources.includes(source) ? [index + 1] : []));
      return numbers.length === 0 ? "" : `[${numbers.join(", ")}]`;
    },
    table: {
      id: "sources",
      caption: labels.caption,
      columns: [
        { head: labels.heads.mark, align: "left", width: 0.8 },
        { head: labels.heads.what, align: "left", width: 1.8 },
        { head: labels.heads.query, align: "left", width: 5 },
        { head: labels.heads.fields, align: "left", width: 2.6 },
      ],
      rows: listed.map(({ mark, source, query, fields }) => ({
        cells: [cells.text(mark), cells.text(labels.what[source]), cells.text(query), cells.text(fields)],
        strong: false,
      })),
      dense: true,
    },
    keywords: listed.map(({ mark, query, fields }) => `${mark} ${query} : ${fields}`),
  };
}
