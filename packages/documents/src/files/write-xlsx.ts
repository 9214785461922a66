import { type CellValue, writeXlsx } from "hucre/xlsx";
import type { PrintedCell, PrintedDocument } from "../layout/printed.ts";
import { tablesOf, textsOf } from "./parts-of.ts";

const NUMBER_FORMATS: Readonly<Record<number, string>> = { 0: "#,##0", 1: "0.0", 2: "0.00", 3: "0.000" };

/** A workbook: texts on the first sheet, then a sheet for each table; numbers are numbers. */
export async function writeXlsxFile(document: PrintedDocument): Promise<Buffer> {
  const at = new Date(document.createdAt * 1000);
  const texts = textsOf(document).map(([head, text]): CellValue[] => [head, text.normalize("NFC")]);
  const bytes = await writeXlsx({
    properties: { title: document.title.normalize("NFC"), created: at, modified: at },
    sheets: [
      { name: "document", rows: texts, columns: [{ width: 14 }, { width: 110 }] },
      ...tablesOf(document).map((table) => ({
        name: table.id,
        rows: [
          table.columns.map(({ head, over }): CellValue => (over === undefined ? head : `${over}: ${head}`)),
          ...table.rows.map(({ cells }) => cells.map(cellValue)),
        ],
        columns: table.columns.map(({ width }) => ({ width: Math.round(8 + width * 8) })),
        cells: formatsOf(table.rows.map(({ cells }) => cells)),
        freezePane: { rows: 1 },
      })),
    ],
  });
  return Buffer.from(bytes);
}

function cellValue({ value }: PrintedCell): CellValue {
  return value === "" ? null : typeof value === "string" ? value.normalize("NFC") : value;
}

/** Decimals by place, under one row of heads. */
function formatsOf(rows: readonly (readonly PrintedCell[])[]): Map<string, { style: { numFmt: string } }> {
  return new Map(
    rows.flatMap((cells, row) =>
      cells.flatMap(({ decimals }, column) => {
        const numFmt = decimals === undefined ? undefined : NUMBER_FORMATS[decimals];
        return numFmt === undefined ? [] : [[`${row + 1},${column}`, { style: { numFmt } }] as const];
      }),
    ),
  );
}
