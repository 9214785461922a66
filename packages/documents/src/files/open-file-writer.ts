import type { CITY_REPORT_FORMATS, CityReport, SCORECARD_FORMATS, Scorecard } from "@toancanh/contracts";
import { layOutCityReport } from "../layout/city-report/lay-out-city-report.ts";
import { layOutScorecard } from "../layout/lay-out-scorecard.ts";
import { openPrinter } from "../pdf/open-printer.ts";
import { writeCsvFile } from "./write-csv.ts";
import { writeDocxFile } from "./write-docx.ts";
import { writeXlsxFile } from "./write-xlsx.ts";

export type FileFormat = (typeof SCORECARD_FORMATS)[number];
type ReportFormat = (typeof CITY_REPORT_FORMATS)[number];

export const MEDIA_TYPES: Readonly<Record<FileFormat, string>> = {
  pdf: "application/pdf",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  csv: "text/csv; charset=utf-8",
  json: "application/json; charset=utf-8",
};

/** Writes scorecards and city reports as files, each from its one document of figures. */
export interface FileWriter {
  write(card: Scorecard, format: FileFormat): Promise<Buffer>;
  writeReport(report: CityReport, format: ReportFormat): Promise<Buffer>;
  close(): Promise<void>;
}

/** @param lanes PDF documents that are set at a time, each in a process of its own */
export function openFileWriter(lanes = 1): FileWriter {
  const printer = openPrinter(lanes);
  return {
    async write(card, format) {
      if (format === "json")
        return Buffer.from(`${JSON.stringify(card, null, 2)}\n`.normalize("NFC"), "utf8");
      const document = layOutScorecard(card);
      switch (format) {
        case "pdf":
          return printer.print(document);
        case "docx":
          return writeDocxFile(document);
        case "xlsx":
          return writeXlsxFile(document);
        case "csv":
          return writeCsvFile(document);
      }
    },
    async writeReport(report, format) {
      const document = layOutCityReport(report);
      return format === "pdf" ? printer.print(document) : writeDocxFile(document);
    },
    close: () => printer.close(),
  };
}
