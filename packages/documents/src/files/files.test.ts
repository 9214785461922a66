import { readXlsx } from "hucre/xlsx";
import { describe, expect, it } from "vitest";
import { layOutScorecard } from "../layout/lay-out-scorecard.ts";
import type { PrintedDocument } from "../layout/printed.ts";
import { openTypst } from "../pdf/open-typst.ts";
import { bare, readDocx, readPdf } from "../testing/read-files.ts";
import { ODD_NAME, sampleCard } from "../testing/sample-card.ts";
import { tablesOf, textsOf } from "./parts-of.ts";
import { writeCsvFile } from "./write-csv.ts";
import { writeDocxFile } from "./write-docx.ts";
import { writeXlsxFile } from "./write-xlsx.ts";

const typst = openTypst();

function print(document: PrintedDocument): Buffer {
  return typst.print(JSON.stringify(document).normalize("NFC"), document.createdAt);
}

/** Every text that a page shows: cells of its tables, what stands between them, and what its charts say. */
function shownTexts(document: PrintedDocument): string[] {
  const parts = document.sections.flatMap((section) => section.parts);
  const charts = parts.flatMap((part) => (part.kind === "charts" ? part.charts : []));
  const tables = parts.flatMap((part) => (part.kind === "table" ? [part.table] : []));
  return [
    ...textsOf(document).map(([, text]) => text),
    ...charts.flatMap(({ title, value }) => [title, value]),
    ...tables.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells.map(({ text }) => text))),
  ];
}

const CARDS = {
  published: sampleCard(),
  English: sampleCard({ lang: "en" }),
  "a draft": sampleCard({
    state: "draft",
    revision: 0,
    hash: null,
    known_at: null,
    published_at: null,
    simulated: false,
  }),
  "without an issuer, points or cases": sampleCard({
    issuer: null,
    standing: null,
    lost: null,
    cases: null,
    before: null,
    group: null,
    usual: null,
    target: null,
    after_cut_off: null,
  }),
};

describe.each(Object.entries(CARDS))("a scorecard %s", (_name, card) => {
  const document = layOutScorecard(card);

  it("says on paper what the document says, and nothing is lost", async () => {
    const pdf = bare(await readPdf(print(document)));
    const missing = shownTexts(document).filter((text) => !pdf.includes(bare(text)));
    expect(missing).toEqual([]);
    expect(pdf).toBe(pdf.normalize("NFC"));
  }, 60_000);

  it("has the same figures for a word processor", async () => {
    const text = bare(readDocx(await writeDocxFile(document)));
    const cells = tablesOf(document).flatMap(({ rows }) => rows.flatMap((row) => row.cells));
    const missing = [...textsOf(document).map(([, one]) => one), ...cells.map((cell) => cell.text)].filter(
      (one) => !text.includes(bare(one)),
    );
    expect(missing).toEqual([]);
  });

  it("has the same figures as numbers in a workbook", async () => {
    const { sheets } = await readXlsx(await writeXlsxFile(document));
    for (const { id, rows } of tablesOf(document)) {
      const sheet = sheets.find(({ name }) => name === id);
      const read = sheet?.rows.slice(1).map((row) => rows[0]?.cells.map((_, index) => row[index] ?? null));
      const written = rows.map(({ cells }) =>
        cells.map(({ value }) => (typeof value === "string" ? value.normalize("NFC") || null : value)),
      );
      expect([id, read]).toEqual([id, written]);
    }
  });

  it("has a line for every figure in CSV", () => {
    const lines = writeCsvFile(document).toString("utf8").split("\r\n");
    expect(lines[0]).toBe("\ufefftable,row,column,value,printed");
    const figures = tablesOf(document).flatMap(({ rows }) =>
      rows.flatMap(({ cells }) => cells.slice(1).filter(({ text }) => text !== "")),
    );
    expect(lines.length).toBe(2 + textsOf(document).length + figures.length);
    for (const { value } of figures) {
      if (typeof value === "number") expect(lines.some((line) => line.includes(`,${value},`))).toBe(true);
    }
  });
});

describe("a file", () => {
  it("has the same bytes for the same figures", async () => {
    const document = layOutScorecard(sampleCard());
    expect(print(document).equals(print(document))).toBe(true);
    expect((await writeXlsxFile(document)).equals(await writeXlsxFile(document))).toBe(true);
  }, 60_000);

  it("keeps a text that looks like a formula or like markup a text", async () => {
    const document = layOutScorecard(sampleCard());
    const { sheets } = await readXlsx(await writeXlsxFile(document));
    const fields = sheets.find(({ name }) => name === "fields");
    expect(fields?.rows.some((row) => row[0] === "=1+1 Tiếng ồn")).toBe(true);
    const csv = writeCsvFile(document).toString("utf8");
    expect(csv).toContain("'=1+1 Tiếng ồn");
    expect(csv).not.toMatch(/(^|[,"\n])=/);
    expect(bare(await readPdf(print(document)))).toContain(bare(ODD_NAME));
  }, 60_000);

  it("is marked while data is simulated, and as a draft without a hash", async () => {
    const published = await readPdf(print(layOutScorecard(CARDS.published)));
    expect(published).toContain("DỮ LIỆU MÔ PHỎNG");
    expect(bare(published)).toContain(CARDS.published.hash);
    const draft = await readPdf(print(layOutScorecard(CARDS["a draft"])));
    expect(draft).toContain("BẢN NHÁP");
    expect(draft).not.toContain("MÔ PHỎNG");
    expect(draft).not.toContain("SHA-256");
  }, 60_000);
});
