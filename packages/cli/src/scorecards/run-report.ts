import { readFile, writeFile } from "node:fs/promises";
import { extname } from "node:path";
import { CITY_REPORT_FORMATS } from "@toancanh/contracts";
import { openFileWriter } from "@toancanh/documents";
import { addRemark, openScorecards, readCityReport } from "@toancanh/periods";
import { loadCity } from "../city/open-city.ts";
import { asCommand, closingOf, periodOf, withStore } from "../periods/period-command.ts";
import { CommandError, type Terminal } from "../terminal/output.ts";
import {
  describeWritten,
  openPrinted,
  type PrintedOptions,
  parseEnding,
  parseLanguage,
} from "./printed-period.ts";

export interface ReportOptions extends PrintedOptions {
  out: string[];
  remark?: string;
}

/** Writes the city's report of a period as files; with a remark, keeps that first. Prints what was written as JSON. */
export async function runReport(options: ReportOptions, terminal: Terminal): Promise<void> {
  const city = await loadCity(options.profile);
  const writer = openFileWriter();
  try {
    const written = await asCommand(async () => {
      const files = options.out.map((path) => ({
        path,
        format: parseEnding(CITY_REPORT_FORMATS, extname(path).slice(1).toLowerCase()),
      }));
      const language = parseLanguage(options.lang);
      const remark = options.remark === undefined ? null : await readRemark(options.remark);
      if (remark !== null && options.revision !== undefined) {
        throw new CommandError("--remark is of the newest revision: leave out --revision", 2);
      }
      return withStore(city, options.data, async (store, now) => {
        if (remark !== null) {
          await addRemark(closingOf(city, store, now), periodOf(city, options, options.period), remark);
        }
        const { ground, asked } = await openPrinted(city, store, now, options);
        const report = await readCityReport(ground, asked, await openScorecards(ground, asked), language);
        for (const { path, format } of files) await writeFile(path, await writer.writeReport(report, format));
        return describeWritten(
          [report.city.unit.id],
          report.city,
          files.map(({ path }) => path),
        );
      });
    });
    terminal.out(`${JSON.stringify(written, null, 2)}\n`);
  } finally {
    await writer.close();
  }
}

/** @throws CommandError (exit code 2) for a file that cannot be read as UTF-8 */
async function readRemark(path: string): Promise<string> {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await readFile(path));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError(`--remark ${path} cannot be read as UTF-8 text: ${reason}`, 2, { cause: error });
  }
}
