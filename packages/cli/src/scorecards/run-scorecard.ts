import { mkdir, writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { SCORECARD_FORMATS, type Scorecard } from "@toancanh/contracts";
import { type FileFormat, type FileWriter, openFileWriter } from "@toancanh/documents";
import { createScoping, findUnit, listUnits, openScorecards, type Scorecards } from "@toancanh/periods";
import { type City, loadCity } from "../city/open-city.ts";
import { asCommand, withStore } from "../periods/period-command.ts";
import { CommandError, showProgress, type Terminal } from "../terminal/output.ts";
import {
  describeWritten,
  openPrinted,
  type PrintedOptions,
  parseEnding,
  parseLanguage,
} from "./printed-period.ts";

export interface ScorecardOptions extends PrintedOptions {
  unit?: string;
  out?: string[];
  all?: string;
  format: string;
}

/** Documents set at a time when there are many: this process makes the next one meanwhile. */
const LANES = 2;

/** Where files are written to: one unit's to named files, or those of all units to a folder. */
type Target =
  | { kind: "files"; unit: string; files: { path: string; format: FileFormat }[] }
  | { kind: "folder"; folder: string; formats: FileFormat[] };

/** Writes the scorecard of one unit, or of every agency and ward, as files; prints what was written as JSON. */
export async function runScorecard(options: ScorecardOptions, terminal: Terminal): Promise<void> {
  const city = await loadCity(options.profile);
  const writer = openFileWriter(options.all === undefined ? 1 : LANES);
  try {
    const written = await asCommand(async () => {
      const target = parseTarget(city, options);
      const language = parseLanguage(options.lang);
      return withStore(city, options.data, async (store, now) => {
        const { ground, asked } = await openPrinted(city, store, now, options);
        const cards = await openScorecards(ground, asked);
        if (target.kind === "folder") return writeAll(city, cards, language, target, writer, terminal);
        const card = await cards.of(target.unit, language, true);
        for (const { path, format } of target.files) await writeFile(path, await writer.write(card, format));
        return describeWritten(
          [target.unit],
          card,
          target.files.map(({ path }) => path),
        );
      });
    });
    terminal.out(`${JSON.stringify(written, null, 2)}\n`);
  } finally {
    await writer.close();
  }
}

function parseTarget(city: City, { unit, out = [], all, format }: ScorecardOptions): Target {
  if ((all === undefined) === (out.length === 0)) {
    throw new CommandError("name files with --unit and --out, or a folder for all units with --all", 2);
  }
  if (all !== undefined) {
    if (unit !== undefined) throw new CommandError("--all is of every unit: leave out --unit", 2);
    return { kind: "folder", folder: all, formats: format.split(",").map((one) => parseFormat(one.trim())) };
  }
  if (unit === undefined) throw new CommandError("--out needs --unit", 2);
  findUnit(city, createScoping(city), unit);
  const files = out.map((path) => ({ path, format: parseFormat(extname(path).slice(1).toLowerCase()) }));
  return { kind: "files", unit, files };
}

const parseFormat = (text: string): FileFormat => parseEnding(SCORECARD_FORMATS, text);

async function writeAll(
  city: City,
  cards: Scorecards,
  language: Scorecard["lang"],
  { folder, formats }: Extract<Target, { kind: "folder" }>,
  writer: FileWriter,
  terminal: Terminal,
) {
  await mkdir(folder, { recursive: true });
  const units = listUnits(city);
  const progress = showProgress(terminal, "Scorecards");
  const paths = units.map((unit) =>
    formats.map((format) => ({ format, path: join(folder, `${unit.replaceAll(":", "-")}.${format}`) })),
  );
  let last: Scorecard | null = null;
  let next = 0;
  let done = 0;
  const writeInTurn = async () => {
    for (let index = next++; index < units.length; index = next++) {
      const own = await cards.of(units[index] ?? "", language, true);
      for (const { path, format } of paths[index] ?? [])
        await writeFile(path, await writer.write(own, format));
      last = own;
      done += 1;
      progress.update(done / units.length, `${done} / ${units.length}`);
    }
  };
  try {
    await Promise.all(Array.from({ length: LANES + 1 }, writeInTurn));
  } finally {
    progress.stop();
  }
  return describeWritten(
    units,
    last,
    paths.flat().map(({ path }) => path),
  );
}
