import type { Scorecard } from "@toancanh/contracts";

/** A document as every writer takes it: texts are final, numbers stand beside what is printed of them. */

/** One cell: what is printed, and the value behind it for files that are reckoned with. */
export interface PrintedCell {
  text: string;
  value: string | number | null;
  /** Of a number. */
  decimals?: number;
}

interface PrintedColumn {
  head: string;
  /** Over several columns; the same text in neighbours is one head. */
  over?: string;
  align: "left" | "right" | "center";
  /** Share of the width. */
  width: number;
}

export interface PrintedTable {
  /** Name of its sheet. */
  id: string;
  caption: string;
  /** Marks of the sources of its figures, behind the caption. */
  sources?: string;
  /** Of many rows, set smaller. */
  dense?: true;
  columns: readonly PrintedColumn[];
  rows: readonly { cells: readonly PrintedCell[]; strong: boolean }[];
}

/** One of the small charts of twelve periods; drawn from zero. */
export interface PrintedChart {
  title: string;
  /** Of this period, as printed. */
  value: string;
  unit: string;
  kind: "bars" | "line";
  /** Top of the axis, as drawn and as printed. */
  top: number;
  topText: string;
  points: readonly (number | null)[];
  first: string;
  last: string;
  target: number | null;
  band: readonly [number, number] | null;
  /** This period lies outside the band. */
  outside: boolean;
  alt: string;
  /** Over the whole width, each point with its value and its period as printed. */
  wide?: { values: readonly string[]; periods: readonly string[] };
}

export type PrintedPart =
  | { kind: "paragraph"; text: string; sources?: string }
  | { kind: "note"; text: string }
  | { kind: "terms"; terms: readonly { term: string; text: string }[] }
  | { kind: "table"; table: PrintedTable }
  /** Where charts cannot be drawn the table stands in their place. */
  | {
      kind: "charts";
      charts: readonly PrintedChart[];
      caption: string;
      sources?: string;
      table: PrintedTable;
    };

/** What follows the signature, each with its own heading. */
export interface PrintedAppendix {
  label: string;
  heading: string;
  about: string;
  /** Marks of the sources of its figures. */
  sources?: string;
  /** Begins a page. */
  ownPage: boolean;
  parts: readonly PrintedPart[];
}

export interface PrintedDocument {
  lang: Scorecard["lang"];
  title: string;
  head: {
    above: readonly string[];
    body: string;
    number: string;
    state: readonly string[];
    placeAndDate: string;
  };
  /** Boxed: simulated data, a draft. */
  marks: readonly string[];
  kind: string;
  subject: readonly string[];
  period: string;
  sections: readonly { heading: string; parts: readonly PrintedPart[] }[];
  opening: readonly string[];
  closing: { recipientsHead: string; recipients: readonly string[]; signer: string; signed: string } | null;
  appendices: readonly PrintedAppendix[];
  /** Of the file: the queries behind its figures, for those that read them by machine. */
  keywords: readonly string[];
  foot: { lines: readonly string[]; right: string };
  /** Local day, and epoch seconds, at which the figures stood: the same figures give the same bytes. */
  date: readonly [number, number, number];
  createdAt: number;
}
