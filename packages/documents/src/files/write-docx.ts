import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  HeadingLevel,
  type IParagraphOptions,
  type IRunOptions,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from "docx";
import type { PrintedAppendix, PrintedDocument, PrintedPart, PrintedTable } from "../layout/printed.ts";

const MM = 56.7;
const FONT = "Times New Roman";
const ALIGNMENTS = {
  left: AlignmentType.LEFT,
  right: AlignmentType.RIGHT,
  center: AlignmentType.CENTER,
};
/** Width of the text, 165 mm, in twentieths of a point. */
const TEXT_WIDTH = Math.round(165 * MM);

const run = (text: string, options: IRunOptions = {}) =>
  new TextRun({ ...options, text: text.normalize("NFC") });
/** @param size in points */
const line = (text: string, size: number, run_: IRunOptions = {}, paragraph: IParagraphOptions = {}) =>
  new Paragraph({ ...paragraph, children: [run(text, { size: size * 2, ...run_ })] });

const NO_BORDER = { style: BorderStyle.NONE, size: 0, color: "auto" };
const NO_BORDERS = { top: NO_BORDER, bottom: NO_BORDER, left: NO_BORDER, right: NO_BORDER };

/** The same document for a word processor; a table stands in the place of charts. */
export async function writeDocxFile(document: PrintedDocument): Promise<Buffer> {
  const { foot, lang } = document;
  const file = new Document({
    title: document.title.normalize("NFC"),
    creator: "",
    ...(document.keywords.length === 0 ? {} : { keywords: document.keywords.join("\n") }),
    styles: {
      default: {
        document: { run: { font: FONT, size: 26, language: { value: lang === "vi" ? "vi-VN" : "en-GB" } } },
      },
    },
    sections: [
      {
        properties: {
          titlePage: true,
          page: {
            size: { width: Math.round(210 * MM), height: Math.round(297 * MM) },
            margin: {
              top: Math.round(20 * MM),
              bottom: Math.round(20 * MM),
              left: Math.round(30 * MM),
              right: Math.round(15 * MM),
              header: Math.round(10 * MM),
            },
          },
        },
        headers: {
          default: new Header({
            children: [
              new Paragraph({
                alignment: AlignmentType.CENTER,
                children: [new TextRun({ children: [PageNumber.CURRENT], size: 26 })],
              }),
            ],
          }),
          first: new Header({ children: [new Paragraph({ children: [] })] }),
        },
        footers: { default: footer(foot), first: footer(foot) },
        children: [
          ...headOf(document),
          ...document.opening.map((text) => body({ text })),
          ...document.sections.flatMap(({ heading, parts }) => [title(heading), ...parts.flatMap(partOf)]),
          ...closingOf(document),
          ...document.appendices.flatMap(appendixOf),
        ],
      },
    ],
  });
  return Packer.toBuffer(file);
}

function footer({ lines, right }: PrintedDocument["foot"]): Footer {
  const texts = [...lines, ...(right === "" ? [] : [right])];
  return new Footer({
    children: texts.map((text, index) =>
      line(
        text,
        8,
        {},
        index === 0
          ? { border: { top: { style: BorderStyle.SINGLE, size: 6, color: "auto", space: 2 } } }
          : {},
      ),
    ),
  });
}

function headOf({ head, marks, kind, subject, period }: PrintedDocument): (Paragraph | Table)[] {
  const centred = { alignment: AlignmentType.CENTER };
  const boxed = { style: BorderStyle.SINGLE, size: 6, color: "auto", space: 1 };
  const side = (share: number, children: Paragraph[]) =>
    new TableCell({
      borders: NO_BORDERS,
      width: { size: Math.round(TEXT_WIDTH * share), type: WidthType.DXA },
      children: children.length === 0 ? [new Paragraph({ children: [] })] : children,
    });
  const left = [
    ...head.above.map((text) => line(text, 12, {}, centred)),
    line(head.body, 12, { bold: true }, centred),
    ...(head.number === "" ? [] : [line(head.number, 13, {}, { ...centred, spacing: { before: 80 } })]),
    ...marks.map((text) =>
      line(
        text,
        11,
        { bold: true },
        { ...centred, border: { top: boxed, bottom: boxed, left: boxed, right: boxed } },
      ),
    ),
  ];
  const [name, motto] = head.state;
  const right = [
    ...(name === undefined ? [] : [line(name, 12, { bold: true }, centred)]),
    ...(motto === undefined ? [] : [line(motto, 13, { bold: true }, centred)]),
    ...(head.placeAndDate === "" ? [] : [line(head.placeAndDate, 13, { italics: true }, centred)]),
  ];
  return [
    new Table({
      width: { size: TEXT_WIDTH, type: WidthType.DXA },
      borders: { ...NO_BORDERS, insideHorizontal: NO_BORDER, insideVertical: NO_BORDER },
      columnWidths: [Math.round(TEXT_WIDTH * 0.39), Math.round(TEXT_WIDTH * 0.61)],
      rows: [new TableRow({ children: [side(0.39, left), side(0.61, right)] })],
    }),
    line(kind, 14, { bold: true }, { ...centred, spacing: { before: 240 } }),
    ...subject.map((text) => line(text, 14, { bold: true }, centred)),
    line(period, 13, { italics: true }, { ...centred, spacing: { after: 200 } }),
  ];
}

function partOf(part: PrintedPart): (Paragraph | Table)[] {
  switch (part.kind) {
    case "table":
    case "charts":
      return tableOf(part.table);
    case "note":
      return [line(part.text, 11, { italics: true })];
    case "terms":
      return part.terms.map(
        ({ term, text }) =>
          new Paragraph({
            spacing: { after: 60 },
            children: [run(`${term}: `, { bold: true, size: 20 }), run(text, { size: 20 })],
          }),
      );
    case "paragraph":
      return [body(part)];
  }
}

function body({ text, sources }: { text: string; sources?: string }): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.BOTH,
    indent: { firstLine: Math.round(10 * MM) },
    spacing: { after: 120, line: 298 },
    children: [run(text, { size: 26 }), ...markOf(sources, 26)],
  });
}

/** The mark of the sources, behind what it is of. */
function markOf(sources: string | undefined, size: number): TextRun[] {
  return sources === undefined || sources === ""
    ? []
    : [run(`\u00a0${sources}`, { size, superScript: true })];
}

function appendixOf({
  label,
  heading,
  about,
  sources,
  ownPage,
  parts,
}: PrintedAppendix): (Paragraph | Table)[] {
  const centred = { alignment: AlignmentType.CENTER };
  return [
    new Paragraph({
      ...centred,
      heading: HeadingLevel.HEADING_1,
      keepNext: true,
      pageBreakBefore: ownPage,
      spacing: { before: 240 },
      children: [
        run(label, { bold: true, size: 26, color: "000000", font: FONT }),
        run(heading, { bold: true, size: 26, color: "000000", font: FONT, break: 1 }),
      ],
    }),
    ...(about === ""
      ? []
      : [
          new Paragraph({
            ...centred,
            spacing: { after: 120 },
            children: [run(about, { italics: true, size: 26 }), ...markOf(sources, 26)],
          }),
        ]),
    ...parts.flatMap(partOf),
  ];
}

function title(text: string): Paragraph {
  return new Paragraph({
    heading: HeadingLevel.HEADING_1,
    keepNext: true,
    spacing: { before: 200, after: 100 },
    children: [run(text, { bold: true, size: 26, color: "000000", font: FONT })],
  });
}

function tableOf({ caption, sources, columns, rows, dense }: PrintedTable): (Paragraph | Table)[] {
  const total = columns.reduce((sum, { width }) => sum + width, 0);
  const widths = columns.map(({ width }) => Math.round((TEXT_WIDTH * width) / total));
  const size = dense === true ? 9.5 : 10;
  const cell = (
    text: string,
    index: number,
    how: { strong: boolean; isHead: boolean; columnSpan?: number; rowSpan?: number },
  ) => {
    const { strong, isHead, columnSpan = 1, rowSpan = 1 } = how;
    const spanned = widths.slice(index, index + columnSpan).reduce((sum, width) => sum + width, 0);
    const own = ALIGNMENTS[columns[index]?.align ?? "left"];
    return new TableCell({
      width: { size: spanned, type: WidthType.DXA },
      columnSpan,
      rowSpan,
      verticalAlign: VerticalAlignTable.CENTER,
      margins: { left: 60, right: 60 },
      children: [line(text, size, { bold: strong }, { alignment: isHead ? AlignmentType.CENTER : own })],
    });
  };
  const headRow = (children: TableCell[]) => new TableRow({ tableHeader: true, cantSplit: true, children });
  const head = { strong: true, isHead: true };
  const isDouble = columns.some(({ over }) => over !== undefined);
  const upper = columns.flatMap(({ head: text, over }, index) => {
    if (over === undefined) return [cell(text, index, { ...head, rowSpan: isDouble ? 2 : 1 })];
    if (columns[index - 1]?.over === over) return [];
    const others = columns.slice(index).findIndex((one) => one.over !== over);
    return [cell(over, index, { ...head, columnSpan: others === -1 ? columns.length - index : others })];
  });
  const lower = columns.flatMap(({ head: text, over }, index) =>
    over === undefined ? [] : [cell(text, index, head)],
  );
  const captioned = new Paragraph({
    keepNext: true,
    spacing: { before: 120, after: 60 },
    children: [run(caption, { italics: true, size: 22 }), ...markOf(sources, 22)],
  });
  return [
    ...(caption === "" ? [] : [captioned]),
    new Table({
      width: { size: TEXT_WIDTH, type: WidthType.DXA },
      columnWidths: widths,
      rows: [
        headRow(upper),
        ...(isDouble ? [headRow(lower)] : []),
        ...rows.map(
          ({ cells, strong }) =>
            new TableRow({
              cantSplit: true,
              children: cells.map(({ text }, index) => cell(text, index, { strong, isHead: false })),
            }),
        ),
      ],
    }),
    new Paragraph({ spacing: { after: 60 }, children: [] }),
  ];
}

function closingOf({ closing }: PrintedDocument): (Paragraph | Table)[] {
  if (closing === null) return [];
  return [
    line(closing.signer, 13, { bold: true }, { alignment: AlignmentType.RIGHT, spacing: { before: 240 } }),
    line(closing.signed, 11, { italics: true }, { alignment: AlignmentType.RIGHT }),
    line(closing.recipientsHead, 12, { bold: true, italics: true }),
    ...closing.recipients.map((text) => line(`- ${text}${text.endsWith(".") ? "" : ";"}`, 11)),
  ];
}
