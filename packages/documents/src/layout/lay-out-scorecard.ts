import type { Scorecard } from "@toancanh/contracts";
import { createFormatter, printLabelsFor, sayPeriod, tellMoment } from "@toancanh/words";
import { createCells } from "./cells.ts";
import { layOutCharts } from "./lay-out-charts.ts";
import { layOutForm } from "./lay-out-form.ts";
import {
  tableCases,
  tableFields,
  tableHandOffs,
  tableResults,
  tableStages,
  tableTrend,
} from "./lay-out-tables.ts";
import type { PrintedDocument, PrintedPart } from "./printed.ts";

/** A scorecard as it is printed, in the form of a state document where the city has an issuer. */
export function layOutScorecard(card: Scorecard): PrintedDocument {
  const labels = printLabelsFor(card.lang);
  const cells = createCells(card.lang, card.minimum_due);
  const format = createFormatter(card.lang, card.time_zone);
  const cases = tableCases(card, labels, cells);
  const note = (text: string): PrintedPart => ({ kind: "note", text });
  const residents = card.questions.find(({ id }) => id === "residents");
  const sections: { heading: string; parts: PrintedPart[] }[] = [
    {
      heading: labels.sections.results,
      parts: [
        { kind: "table", table: tableResults(card, labels, cells) },
        ...(residents === undefined
          ? []
          : [
              {
                kind: "paragraph" as const,
                text: labels.residents(
                  format.count(residents.late),
                  format.count(residents.due),
                  residents.due < card.minimum_due ? "" : format.percent(residents.late_rate),
                ),
              },
            ]),
      ],
    },
    {
      heading: labels.sections.trend,
      parts: [
        {
          kind: "charts",
          charts: layOutCharts(card, labels, cells),
          caption: labels.figures.trend,
          table: tableTrend(card, labels, cells),
        },
      ],
    },
    {
      heading: labels.sections.stages,
      parts: [
        ...(card.stages.length === 0
          ? []
          : [{ kind: "table" as const, table: tableStages(card, labels, cells) }]),
        { kind: "table", table: tableFields(card, labels, cells) },
        { kind: "table", table: tableHandOffs(card, labels, cells) },
      ],
    },
    {
      heading: labels.sections.late,
      parts: [
        ...(cases === null
          ? card.late_cases === 0
            ? [{ kind: "paragraph" as const, text: labels.noLate }]
            : []
          : [{ kind: "table" as const, table: cases }]),
        ...(card.excused_cases === 0 ? [] : [note(labels.excused(format.count(card.excused_cases)))]),
        ...(card.after_cut_off === null ? [] : [note(card.after_cut_off.text)]),
      ],
    },
    { heading: labels.sections.definitions, parts: [{ kind: "terms", terms: card.definitions }] },
  ];
  return {
    ...layOutForm(card, labels, {
      title: `${labels.documentKind} – ${card.unit.name} – ${sayPeriod(card.period)}`,
      symbol: card.issuer?.symbol ?? "",
      recipients: [
        ...(card.unit.scope === "agency" ? [card.unit.name] : []),
        ...(card.issuer?.recipients ?? []),
      ],
    }),
    kind: labels.documentKind,
    subject: labels.subject(card.line, card.unit.name),
    period: labels.period(
      sayPeriod(card.period),
      tellMoment(card.from, card.lang, card.time_zone),
      tellMoment(card.to, card.lang, card.time_zone),
    ),
    opening: [card.headline.text, ...(card.standing === null ? [] : [card.standing.text])],
    sections: sections.filter(({ parts }) => parts.length > 0),
    appendices: [],
    keywords: [],
  };
}
