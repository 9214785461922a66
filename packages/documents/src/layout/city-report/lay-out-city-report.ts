import type { CityReport } from "@toancanh/contracts";
import {
  createFormatter,
  printLabelsFor,
  reportLabelsFor,
  sayPeriod,
  type ToldParagraph,
  tellMoment,
  tellReport,
} from "@toancanh/words";
import { createCells } from "../cells.ts";
import { layOutRateChart } from "../lay-out-charts.ts";
import { layOutForm } from "../lay-out-form.ts";
import { tableHandOffs, tableStages, tableTrend } from "../lay-out-tables.ts";
import type { PrintedAppendix, PrintedDocument, PrintedPart, PrintedTable } from "../printed.ts";
import { listSources } from "./report-sources.ts";
import { tableBlocks, tableFields, tableUnits, tableWards } from "./report-tables.ts";

/** An appendix with more rows has pages of its own. */
const LONG = 20;
const ROMAN = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];

/** A city's report as it is printed: sections and signature, then appendices by block and place, and its sources. */
export function layOutCityReport(report: CityReport): PrintedDocument {
  const { city } = report;
  const labels = reportLabelsFor(city.lang);
  const print = printLabelsFor(city.lang);
  const cells = createCells(city.lang, city.minimum_due);
  const ground = { report, labels, cells };
  const sources = listSources(report, cells);
  const told = tellReport(report);
  const period = sayPeriod(city.period);
  const tell = (paragraphs: readonly ToldParagraph[]): PrintedPart[] =>
    paragraphs.map(({ text, sources: from }, index) => ({
      kind: "paragraph",
      text: `${index + 1}. ${text}`,
      sources: sources.mark(from),
    }));
  const table = (own: PrintedTable, ...from: ToldParagraph["sources"]): PrintedPart => ({
    kind: "table",
    table: { ...own, sources: sources.mark(from) },
  });
  const hasReports = city.now.received > 0;
  const chart = layOutRateChart(city, print, cells);
  const least = createFormatter(city.lang, "UTC").count(city.minimum_due);
  const [span, unspoken] = [
    labels.span(
      tellMoment(city.from, city.lang, city.time_zone),
      tellMoment(city.to, city.lang, city.time_zone),
    ),
    told.remark.map((text): PrintedPart => ({ kind: "paragraph", text })),
  ];
  return {
    ...layOutForm(city, print, {
      title: `${labels.documentKind} – ${city.line} – ${period}`,
      symbol: city.issuer?.report?.symbol ?? city.issuer?.symbol ?? "",
      recipients: city.issuer?.report?.recipients ?? city.issuer?.recipients ?? [],
    }),
    kind: labels.documentKind,
    subject: labels.subject(city.line, period),
    period: span,
    opening: [],
    sections: [
      {
        heading: labels.sections.overview,
        parts: [
          ...tell(told.overview),
          {
            kind: "charts",
            charts: [chart],
            caption: labels.figure(
              chart.target === null ? null : `${cells.share(city.target ?? 0, 1).text} %`,
            ),
            sources: sources.mark(["city"]),
            table: { ...tableTrend(city, print, cells), sources: sources.mark(["city"]) },
          },
        ],
      },
      ...(hasReports
        ? [
            {
              heading: labels.sections.blocks,
              parts: [table(tableBlocks(ground), "before", "blocks"), ...tell(told.blocks)],
            },
            {
              heading: labels.sections.fields,
              parts: [table(tableFields(ground), "city", "before"), ...tell(told.fields)],
            },
            {
              heading: labels.sections.causes,
              parts: [
                ...tell(told.causes),
                ...(city.stages.length === 0
                  ? []
                  : [
                      table(
                        {
                          ...tableStages(city, print, cells),
                          caption: labels.tables.stages(city.decisions.join(", ")),
                        },
                        "city",
                      ),
                    ]),
                table({ ...tableHandOffs(city, print, cells), caption: labels.tables.handOffs("") }, "city"),
              ],
            },
            { heading: labels.sections.wards, parts: tell(told.wards) },
          ]
        : []),
      { heading: labels.sections.remark, parts: unspoken },
    ],
    appendices: appendicesOf(),
    keywords: sources.keywords,
  };

  function appendicesOf(): PrintedAppendix[] {
    const isFixed = city.hash !== null || city.state === "draft";
    const of = (
      heading: string,
      about: string,
      own: PrintedTable,
      from: ToldParagraph["sources"][number][],
      note: string,
    ) => ({
      heading,
      about,
      sources: sources.mark(from),
      rows: own.rows.length,
      alone: false,
      parts: [
        { kind: "table", table: own },
        ...(note === "" ? [] : [{ kind: "note", text: note } satisfies PrintedPart]),
      ] satisfies PrintedPart[],
    });
    const listed = [
      ...(hasReports
        ? [
            ...report.blocks.map((block) =>
              of(
                labels.appendices.block(block.name),
                labels.appendices.about(period, isFixed),
                tableUnits(ground, block),
                block.ranked > 0 ? ["agencies", "rankings"] : ["agencies"],
                labels.noteBlock(least, block.ranked > 0 ? report.scoring : null),
              ),
            ),
            of(
              labels.appendices.wards,
              labels.appendices.placesAbout(period, isFixed),
              tableWards(ground),
              ["before", "wards"],
              labels.noteWards(least),
            ),
          ]
        : []),
      {
        heading: labels.appendices.definitions,
        about: "",
        rows: LONG,
        alone: true,
        parts: [
          { kind: "terms", terms: labels.terms.map(([term, text]) => ({ term, text })) },
        ] satisfies PrintedPart[],
      },
      of(labels.appendices.sources, "", sources.table, [], ""),
    ];
    return listed.map(({ rows, alone, ...appendix }, index) => ({
      ...appendix,
      label: labels.appendix(roman(index + 1)),
      ownPage: index === 0 || alone || rows > LONG || (listed[index - 1]?.rows ?? 0) > LONG,
    }));
  }
}

/** 1 to 99 as appendices are numbered: I, IV, XII. */
function roman(number: number): string {
  const tens = Math.floor(number / 10);
  const written = ["", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC"][tens] ?? "";
  return `${written}${ROMAN[number % 10] ?? ""}`;
}
