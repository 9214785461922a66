import { mkdir, writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { SCORECARD_FORMATS, type Scorecard } from "@toancanh/contracts";
import { type FileFormat, type FileWriter, openFileWriter } from "@toancanh/documents";
import {
  atRevision,
  createScoping,
  findUnit,
  judgedAt,
  keepFigures,
  listUnits,
  openScorecards,
  readKnownPeriod,
  type Scorecards,
} from "@toancanh/periods";
import type { Store } from "@toancanh/store";
import { LANGUAGES } from "@toancanh/words";
import { type City, loadCity } from "../city/open-city.ts";
import { asCommand, type PeriodOptions, periodOf, withStore } from "../periods/period-command.ts";
import { CommandError, showProgress, type Terminal } from "../terminal/output.ts";

export interface ScorecardOptions extends PeriodOptions {
  period: string;
  unit?: string;
  out?: string[];
  all?: string;
  format: string;
  revision?: string;
  draft?: true;
  lang: string;
}

/** Where files are written to: one unit's to named files, or those of all units to a folder. */
type Target =
  | { kind: "files"; unit: string; files: { path: string; format: FileFormat }[] }
  | { kind: "folder"; folder: string; formats: FileFormat[] };

/** Writes the scorecard of one unit, or of every agency and ward, as files; prints what was written as JSON. */
export async function runScorecard(options: ScorecardOptions, terminal: Terminal): Promise<void> {
  const city = await loadCity(options.profile);
  const writer = openFileWriter();
  try {
    const written = await asCommand(async () => {
      const target = parseTarget(city, options);
      const language = LANGUAGES.find((one) => one === options.lang);
      if (language === undefined) {
        throw new CommandError(`--lang takes ${LANGUAGES.join(" or ")}, not "${options.lang}"`, 2);
      }
      return withStore(city, options.data, async (store, now) => {
        const cards = await openCards(city, store, now, options);
        if (target.kind === "folder") return writeAll(city, cards, language, target, writer, terminal);
        const card = await cards.of(target.unit, language, true);
        for (const { path, format } of target.files) await writeFile(path, await writer.write(card, format));
        return describe(
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

function parseFormat(text: string): FileFormat {
  const format = SCORECARD_FORMATS.find((one) => one === text);
  if (format !== undefined) return format;
  throw new CommandError(`a file is one of ${SCORECARD_FORMATS.join(", ")}, not "${text}"`, 2);
}

async function openCards(
  city: City,
  store: Store,
  now: number,
  options: ScorecardOptions,
): Promise<Scorecards> {
  const revision = options.revision === undefined ? undefined : Number(options.revision);
  if (revision !== undefined && !(Number.isInteger(revision) && revision > 0)) {
    throw new CommandError(`--revision takes a number from 1, not "${options.revision}"`, 2);
  }
  const known = atRevision(await readKnownPeriod(store, periodOf(city, options, options.period)), revision);
  const { period, state } = known;
  if (state === "draft" && options.draft !== true) {
    throw new CommandError(
      `${period.kind} period ${period.period} is not frozen: freeze it first, or print a draft with --draft`,
      1,
    );
  }
  const ground = { city, store, figures: keepFigures(city, store), scoping: createScoping(city) };
  return openScorecards(ground, {
    known,
    state: state === "draft" && now < period.to ? "running" : state,
    moment: judgedAt(known, { asOf: null, knownAt: null }, now),
    now,
    simulated: false,
  });
}

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
  const paths: string[] = [];
  let card: Scorecard | null = null;
  try {
    for (const [index, unit] of units.entries()) {
      card = await cards.of(unit, language, true);
      for (const format of formats) {
        const path = join(folder, `${unit.replaceAll(":", "-")}.${format}`);
        await writeFile(path, await writer.write(card, format));
        paths.push(path);
      }
      progress.update((index + 1) / units.length, `${index + 1} / ${units.length}`);
    }
  } finally {
    progress.stop();
  }
  return describe(units, card, paths);
}

function describe(units: readonly string[], card: Scorecard | null, files: readonly string[]) {
  return {
    period: card?.period ?? null,
    kind: card?.kind ?? null,
    state: card?.state ?? null,
    revision: card?.revision ?? null,
    hash: card?.hash ?? null,
    units: units.length,
    files,
  };
}
