import type { PrintedDocument, PrintedPart, PrintedTable } from "../layout/printed.ts";

/** Every part of a document in the order of its pages. */
function partsOf({ sections, appendices }: PrintedDocument): PrintedPart[] {
  return [...sections, ...appendices].flatMap(({ parts }) => parts);
}

/** Every table of a document, that of its charts among them. */
export function tablesOf(document: PrintedDocument): PrintedTable[] {
  return partsOf(document).flatMap((part) =>
    part.kind === "table" || part.kind === "charts" ? [part.table] : [],
  );
}

/** Every text outside tables, with what it is. */
export function textsOf(document: PrintedDocument): [string, string][] {
  const { marks, kind, subject, period, opening, appendices, foot } = document;
  return [
    ...marks.map((text): [string, string] => ["mark", text]),
    ["kind", kind],
    ...subject.map((text): [string, string] => ["subject", text]),
    ["period", period],
    ...opening.map((text): [string, string] => ["opening", text]),
    ...partsOf(document).flatMap((part): [string, string][] => {
      if (part.kind === "paragraph" || part.kind === "note") return [[part.kind, part.text]];
      if (part.kind !== "terms") return [];
      return part.terms.map(({ term, text }): [string, string] => ["definition", `${term}: ${text}`]);
    }),
    ...appendices.flatMap(({ label, heading, about }): [string, string][] => [
      ["appendix", label],
      ["appendix", heading],
      ...(about === "" ? [] : [["appendix", about] satisfies [string, string]]),
    ]),
    ...foot.lines.map((text): [string, string] => ["foot", text]),
  ];
}
