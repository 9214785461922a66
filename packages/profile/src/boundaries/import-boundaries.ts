import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Ward } from "@toancanh/contracts";
import { type Boundary, cellsOfBoundaries } from "@toancanh/geo";
import { renderPresentOutlines } from "../generate-outlines.ts";
import { ProfileReader } from "../profile-reader.ts";
import { readWardCells } from "../read-lists.ts";
import { OUTLINES_FILE } from "../read-outlines.ts";
import { type CheckOptions, checkAgainstProfile } from "./check-boundaries.ts";
import type { ImportProblem } from "./known-units.ts";
import { boundaryFileOf, readStoredBoundaries } from "./stored-boundaries.ts";

export interface ImportBoundariesOptions extends CheckOptions {
  /** First day of the epoch the boundaries are of, YYYY-MM-DD: that of the wards in units/wards.csv. */
  validFrom: string;
}

export interface ImportResult {
  /** Problems that forbid the import; when there are any, nothing was written. */
  refused: ImportProblem[];
  /** Harmless problems, reported only. */
  tolerated: ImportProblem[];
  units: number;
  cells: number;
  /** Files written, inside the profile. */
  files: string[];
}

/**
 * Takes official boundaries of a profile's wards: checks them, also against what the profile knows, keeps the exact polygons under units/boundaries/ and
 * makes the cells and, for the present epoch, the outlines anew from them. Writes all or nothing.
 * Throws BoundaryFileError, CoordinateSystemError, ProfileError.
 */
export async function importBoundaries(
  dir: string,
  path: string,
  options: ImportBoundariesOptions,
): Promise<ImportResult> {
  const { boundaries, known, refused, tolerated } = await checkAgainstProfile(dir, path, options);
  const { epoch, wards } = known;
  if (refused.length > 0) return { refused, tolerated, units: boundaries.length, cells: 0, files: [] };

  const cells = cellsOfBoundaries(boundaries);
  const rows = await replaceCells(dir, epoch, cells);
  const table = ["cell,ward_code", ...rows.map(([cell, code]) => `${cell},${code}`), ""].join("\n");
  const texts = new Map<string, string>([["units/ward-cells.csv", table]]);
  if (epoch.some(({ valid_to }) => valid_to === null)) {
    const others = await readOtherBoundaries(dir, wards, options.validFrom);
    texts.set(OUTLINES_FILE, renderPresentOutlines(wards, [...others, ...boundaries], rows));
  }
  texts.set(boundaryFileOf(options.validFrom), renderBoundaries(boundaries));
  await writeAll(dir, texts);
  return { refused, tolerated, units: boundaries.length, cells: cells.length, files: [...texts.keys()] };
}

/** What was imported for other epochs and is still in force. */
async function readOtherBoundaries(
  dir: string,
  wards: readonly Ward[],
  validFrom: string,
): Promise<Boundary[]> {
  const stored = await readStoredBoundaries(new ProfileReader(dir), wards);
  return stored
    .filter((epoch) => epoch.valid_to === null && epoch.valid_from !== validFrom)
    .flatMap((epoch) => epoch.boundaries);
}

/** The rows of the cell table with those of these wards replaced; those of other epochs stay. */
async function replaceCells(
  dir: string,
  epoch: readonly Ward[],
  cells: readonly (readonly [string, string])[],
): Promise<[string, string][]> {
  const replaced = new Set(epoch.map(({ code }) => code));
  const rows: [string, string][] = [];
  for (const { cells: named } of await readWardCells(new ProfileReader(dir))) {
    const { cell = "", ward_code = "" } = named;
    if (!replaced.has(ward_code)) rows.push([cell, ward_code]);
  }
  for (const [cell, code] of cells) rows.push([cell, code]);
  return rows;
}

/** One feature a line, by code: a later import shows what moved. */
function renderBoundaries(boundaries: readonly Boundary[]): string {
  const lines = [...boundaries]
    .sort((a, b) => (a.code < b.code ? -1 : 1))
    .map(({ code, name, parts }) =>
      JSON.stringify({
        type: "Feature",
        properties: { code, name },
        geometry: { type: "MultiPolygon", coordinates: parts },
      }),
    );
  return `{"type":"FeatureCollection","features":[\n${lines.join(",\n")}\n]}\n`;
}

/** Every text is on disk before the first file of the profile changes. */
async function writeAll(dir: string, texts: ReadonlyMap<string, string>): Promise<void> {
  for (const [file, text] of texts) {
    await mkdir(dirname(join(dir, file)), { recursive: true });
    await writeFile(join(dir, `${file}.new`), text);
  }
  for (const file of texts.keys()) await rename(join(dir, `${file}.new`), join(dir, file));
}
