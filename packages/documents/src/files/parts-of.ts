import type { PrintedDocument, PrintedTable } from "../layout/printed.ts";

/** Every table of a document, that of its charts among them. */
export function tablesOf({ sections }: PrintedDocument): PrintedTable[] {
  return sections.flatMap(({ parts }) =>
    parts.flatMap((part) => (part.kind === "table" || part.kind === "charts" ? [part.table] : [])),
  );
}

/** Every text outside tables, with what it is. */
export function textsOf(document: PrintedDocument): [string, string][] {
  const { marks, kind, subject, period, opening, sections, definitions, foot } = document;
  return [
    ...marks.map((text): [string, string] => ["mark", text]),
    ["kind", kind],
    ...subject.map((text): [string, string] => ["subject", text]),
    ["period", period],
    ...opening.map((text): [string, string] => ["opening", text]),
    ...sections.flatMap(({ parts }) =>
      parts.flatMap((part): [string, string][] =>
        part.kind === "paragraph" || part.kind === "note" ? [[part.kind, part.text]] : [],
      ),
    ),
    ...definitions.terms.map(({ term, text }): [string, string] => ["definition", `${term}: ${text}`]),
    ...foot.lines.map((text): [string, string] => ["foot", text]),
  ];
}
