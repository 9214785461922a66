import type { Scorecard } from "@toancanh/contracts";
import { createFormatter, type PrintLabels } from "@toancanh/words";
import type { PrintedDocument } from "./printed.ts";

/** What a document has of its own in the form that all share. */
interface OwnForm {
  title: string;
  /** Behind the number that the registry gives. */
  symbol: string;
  recipients: readonly string[];
}

/** The head, the signature and the foot of a document, in the form of Decree 30/2020 where the city has an issuer. */
export function layOutForm(
  card: Scorecard,
  labels: PrintLabels,
  { title, symbol, recipients }: OwnForm,
): Pick<PrintedDocument, "lang" | "title" | "head" | "marks" | "closing" | "foot" | "date" | "createdAt"> {
  const at = card.published_at ?? card.as_of;
  return {
    lang: card.lang,
    title,
    head: headOf(card, labels, symbol),
    marks: [...(card.simulated ? [labels.simulated] : []), ...(card.hash === null ? [labels.draft] : [])],
    closing: closingOf(card, labels, recipients),
    foot: {
      lines: footOf(card, labels),
      right: card.simulated ? labels.simulatedFoot : "",
    },
    date: dayOf(createFormatter(card.lang, card.time_zone).date(Date.parse(at))),
    createdAt: Math.floor(Date.parse(at) / 1000),
  };
}

/** dd/MM/yyyy as year, month, day. */
function dayOf(text: string): PrintedDocument["date"] {
  const [day = 1, month = 1, year = 2000] = text.split("/").map(Number);
  return [year, month, day];
}

function headOf(card: Scorecard, labels: PrintLabels, symbol: string): PrintedDocument["head"] {
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
    number: `${labels.number}          /${symbol}`,
    state: issuer.state === undefined ? [] : [issuer.state.name.toLocaleUpperCase("vi"), issuer.state.motto],
    placeAndDate: labels.placeAndDate(
      issuer.place,
      isPublished ? day : "    ",
      isPublished ? month : "    ",
      year,
    ),
  };
}

function closingOf(
  { issuer, simulated, hash }: Scorecard,
  labels: PrintLabels,
  recipients: readonly string[],
): PrintedDocument["closing"] {
  if (issuer === null) return null;
  return {
    recipientsHead: labels.recipients,
    recipients: [...recipients, labels.filed],
    signer: issuer.signer.toLocaleUpperCase("vi"),
    // Only figures that are real and fixed are signed.
    signed: simulated || hash === null ? labels.notSigned : "",
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
