import type { CityReport, UnitCounts } from "@toancanh/contracts";
import { createFormatter } from "@toancanh/words";
import { strFromU8, unzipSync } from "fflate";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { describe, expect, it } from "vitest";
import { layOutCityReport } from "../layout/city-report/lay-out-city-report.ts";
import type { PrintedChart, PrintedDocument } from "../layout/printed.ts";
import { openTypst } from "../pdf/open-typst.ts";
import { bare, readDocx, readPdf } from "../testing/read-files.ts";
import { cityCard, reportCounts, sampleReport } from "../testing/sample-report.ts";
import { tablesOf, textsOf } from "./parts-of.ts";
import { writeDocxFile } from "./write-docx.ts";

const typst = openTypst();
const NOTHING = reportCounts(0, 0, 0, 0);

function print(document: PrintedDocument): Buffer {
  return typst.print(JSON.stringify(document).normalize("NFC"), document.createdAt);
}

/** Every text and every cell; the table of a chart stands on paper as the chart. */
function shownTexts(document: PrintedDocument, isPaper: boolean): string[] {
  const charts = document.sections
    .flatMap(({ parts }) => parts)
    .flatMap((part) => (part.kind === "charts" ? part.charts : []));
  const tables = tablesOf(document).filter(({ id }) => !isPaper || id !== "trend");
  return [
    ...textsOf(document).map(([, text]) => text),
    ...(isPaper ? charts.flatMap(valuesOf) : []),
    ...tables.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells.map(({ text }) => text))),
  ];
}

/** A gap of a chart has a period and no value. */
function valuesOf({ wide, points }: PrintedChart): string[] {
  return [...(wide?.values.filter((_, index) => points[index] !== null) ?? []), ...(wide?.periods ?? [])];
}

const REPORTS: Record<string, CityReport> = {
  published: sampleReport(),
  English: sampleReport({ city: cityCard({ lang: "en" }) }),
  "a draft without a past": sampleReport({
    city: cityCard({
      state: "draft",
      revision: 0,
      hash: null,
      known_at: null,
      published_at: null,
      before: null,
      usual: null,
      simulated: false,
    }),
    year_before: null,
    blocks: sampleReport().blocks.map((one) => ({ ...one, before: null, year_before: null })),
    fields: [],
    remark: null,
  }),
  "without an issuer": sampleReport({ city: cityCard({ issuer: null }) }),
  "with nothing in it": sampleReport({
    city: cityCard({ now: NOTHING, before: null, stages: [], after_cut_off: null }),
    blocks: [],
    fields: [],
    wards: [],
    year_before: null,
  }),
};

describe.each(Object.entries(REPORTS))("a city's report %s", (_name, report) => {
  const document = layOutCityReport(report);

  it("says the same on paper and for a word processor", async () => {
    const pdf = bare(await readPdf(print(document)));
    expect(shownTexts(document, true).filter((text) => !pdf.includes(bare(text)))).toEqual([]);
    expect(pdf).toBe(pdf.normalize("NFC"));
    const docx = bare(readDocx(await writeDocxFile(document)));
    expect(shownTexts(document, false).filter((text) => !docx.includes(bare(text)))).toEqual([]);
  }, 60_000);
});

describe("the figures of a city's report", () => {
  const report = sampleReport();
  const document = layOutCityReport(report);
  const rowsOf = (id: string) => tablesOf(document).find((table) => table.id === id)?.rows ?? [];
  const format = createFormatter("vi", "UTC");

  function outcomes({ received, handled_on_time, handled_late, open_overdue, open_in_time }: UnitCounts) {
    return [received, handled_on_time, handled_late, open_overdue, open_in_time];
  }

  it("are those of its units, line by line and summed up", () => {
    const blocks = rowsOf("blocks").map(({ cells }) => cells.slice(2, 7).map(({ value }) => value));
    expect(blocks.slice(0, -1)).toEqual(report.blocks.map(({ now }) => outcomes(now)));
    const sums = [0, 1, 2, 3, 4].map((column) =>
      blocks.slice(0, -1).reduce((sum, row) => sum + Number(row[column]), 0),
    );
    expect(blocks.at(-1)).toEqual(sums);
    const [first] = report.blocks;
    const units = rowsOf("units-block-departments").map(({ cells }) =>
      cells.slice(2, 7).map(({ value }) => value),
    );
    expect(units).toEqual(
      [...(first?.units ?? []), first].flatMap((one) => (one ? [outcomes(one.now)] : [])),
    );
    const wards = rowsOf("wards").map(({ cells }) => cells[2]?.value);
    expect(wards).toEqual([...report.wards.map(({ now }) => now.received), report.city.now.received]);
  });

  it("stand in both files as they are", async () => {
    const files = [bare(await readPdf(print(document))), bare(readDocx(await writeDocxFile(document)))];
    const { now } = report.city;
    const told = [now.received, now.due, now.late].map((count) => format.count(count));
    for (const text of files) {
      expect(told.filter((count) => !text.includes(count))).toEqual([]);
      // A unit with few due has the fraction, no rate and no rank.
      expect(text).toContain("1/8");
    }
    const few = rowsOf("units-block-departments")[3]?.cells.map(({ text }) => text);
    expect(few?.slice(7)).toEqual(["1 / 8", "–", "–", "–", "–", "–"]);
  }, 60_000);

  it("name their queries on the page and in the file", async () => {
    const parts = document.sections.flatMap((section) => section.parts);
    const marks = parts.flatMap((part) =>
      part.kind === "table" ? [part.table.sources] : part.kind === "paragraph" ? [part.sources] : [],
    );
    expect(marks.filter((mark) => mark !== undefined && mark !== "").length).toBeGreaterThan(8);
    const listed = rowsOf("sources").map(({ cells }) => cells[0]?.text);
    const named = marks.flatMap((mark) => mark?.match(/\d+/g) ?? []).map((number) => `[${number}]`);
    expect(named.filter((mark) => !listed.includes(mark))).toEqual([]);
    const core = unzipSync(new Uint8Array(await writeDocxFile(document)))["docProps/core.xml"];
    expect(strFromU8(core ?? new Uint8Array())).toContain("unit=city");
    const pdf = await getDocument({ data: new Uint8Array(print(document)), verbosity: 0 }).promise;
    const { info } = await pdf.getMetadata();
    await pdf.destroy();
    expect(JSON.stringify(info)).toContain("GET /api/v1/scorecards?period=2026-11");
  }, 60_000);

  it("keep what the department says, and are signed only where they are real and fixed", () => {
    const texts = textsOf(document).map(([, text]) => text);
    expect(texts).toContain("Đề nghị rà soát khâu phân công.");
    expect(texts).toContain("Đề nghị bố trí lực lượng trực.");
    expect(document.head.number).toContain("/BC-SKHCN");
    expect(document.closing?.recipients).toContain("Thường trực UBND Thành phố (để báo cáo)");
    expect(document.closing?.signed).not.toBe("");
    expect(layOutCityReport(sampleReport({ city: cityCard({ simulated: false }) })).closing?.signed).toBe("");
    const running = sampleReport({ city: cityCard({ state: "running", hash: null, published_at: null }) });
    const told = textsOf(layOutCityReport(running)).map(([, text]) => text);
    expect(told.join(" ")).toContain("chưa kết luận về từng đơn vị");
    expect(told.join(" ")).not.toContain("đạt chỉ tiêu");
  });
});
