import type { Scorecard } from "@toancanh/contracts";
import { createFormatter, type PrintLabels, printLabelsFor, sayPeriod, tellMoment } from "@toancanh/words";
import { createCells } from "./cells.ts";
import { layOutCharts } from "./lay-out-charts.ts";
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
  const isFixed = card.hash !== null;
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
        ...(card.after_cut_off === null ? [] : [note(card.after_cut_off.text)]),
      ],
    },
  ];
  return {
    lang: card.lang,
    title: `${labels.documentKind} – ${card.unit.name} – ${sayPeriod(card.period)}`,
    head: headOf(card, labels),
    marks: [...(card.simulated ? [labels.simulated] : []), ...(isFixed ? [] : [labels.draft])],
    kind: labels.documentKind,
    subject: labels.subject(card.line, card.unit.name),
    period: labels.period(
      sayPeriod(card.period),
      tellMoment(card.from, card.lang, card.time_zone),
      tellMoment(card.to, card.lang, card.time_zone),
    ),
    opening: [card.headline.text, ...(card.standing === null ? [] : [card.standing.text])],
    sections: sections.filter(({ parts }) => parts.length > 0),
    definitions: { heading: labels.sections.definitions, terms: card.definitions },
    closing: closingOf(card, labels),
    foot: {
      lines: footOf(card, labels),
      right: card.simulated ? labels.simulatedFoot : "",
    },
    date: dayOf(format.date(Date.parse(card.published_at ?? card.as_of))),
    createdAt: Math.floor(Date.parse(card.published_at ?? card.as_of) / 1000),
  };
}

/** dd/MM/yyyy as year, month, day. */
function dayOf(text: string): PrintedDocument["date"] {
  const [day = 1, month = 1, year = 2000] = text.split("/").map(Number);
  return [year, month, day];
}

function headOf(card: Scorecard, labels: PrintLabels): PrintedDocument["head"] {
  const { issuer } = card;
  if (issuer === null) {
    return { above: [card.city], body: card.line, number: "", state: [], placeAndDate: "" };
  }
  const format = createFormatter(card.lang, card.time_zone);
  const [day = "", month = "", year = ""] = format
    .date(Date.parse(card.published_at ?? card.as_of))
    .split("/");
  // The registry writes the number by hand, and the day where nothing is published yet.
  const isPublished = card.published_at !== null;
  return {
    above: issuer.above.map((line) => line.toLocaleUpperCase("vi")),
    body: issuer.body.toLocaleUpperCase("vi"),
    number: `${labels.number}          /${issuer.symbol}`,
    state: issuer.state === undefined ? [] : [issuer.state.name.toLocaleUpperCase("vi"), issuer.state.motto],
    placeAndDate: labels.placeAndDate(
      issuer.place,
      isPublished ? day : "    ",
      isPublished ? month : "    ",
      year,
    ),
  };
}

function closingOf(card: Scorecard, labels: PrintLabels): PrintedDocument["closing"] {
  const { issuer } = card;
  if (issuer === null) return null;
  return {
    recipientsHead: labels.recipients,
    recipients: [
      ...(card.unit.scope === "agency" ? [card.unit.name] : []),
      ...issuer.recipients,
      labels.filed,
    ],
    signer: issuer.signer.toLocaleUpperCase("vi"),
    signed: labels.notSigned,
  };
}

function footOf(card: Scorecard, labels: PrintLabels): string[] {
  const format = createFormatter(card.lang, card.time_zone);
  const say = (instant: string) =>
    card.lang === "vi"
      ? `${format.time(Date.parse(instant))} ngày ${format.date(Date.parse(instant))}`
      : `${format.time(Date.parse(instant))} on ${format.date(Date.parse(instant))}`;
  if (card.hash === null || card.known_at === null) return [labels.foot.draft(say(card.as_of))];
  const published = card.published_at === null ? null : say(card.published_at);
  return [
    `${labels.foot.revision(String(card.revision), published)} ${labels.foot.cutOff(say(card.cut_off), say(card.known_at))}`,
    labels.foot.hash(card.hash),
  ];
}
