import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Ward } from "@toancanh/contracts";
import {
  type Boundary,
  type BoundaryProblemKind,
  cellsOfBoundaries,
  readBoundaries,
  validateBoundaries,
} from "@toancanh/geo";
import { renderPresentOutlines } from "../generate-outlines.ts";
import { ProfileError } from "../profile-error.ts";
import { ProfileReader } from "../profile-reader.ts";
import { readWardCells, readWards } from "../read-lists.ts";
import { OUTLINES_FILE } from "../read-outlines.ts";
import { type BoundaryFileOptions, readBoundaryFile } from "./read-boundary-file.ts";
import { boundaryFileOf, readStoredBoundaries } from "./stored-boundaries.ts";

export interface ImportBoundariesOptions extends BoundaryFileOptions {
  /** First day of the epoch the boundaries are of, YYYY-MM-DD: that of the wards in units/wards.csv. */
  validFrom: string;
  /** Kinds of problems to accept: "hole" for an enclave of another province. Slivers are always accepted. */
  allow?: readonly BoundaryProblemKind[];
}

/** One thing wrong with the file, by unit. */
export interface ImportProblem {
  unit: string;
  kind: BoundaryProblemKind | "unknown_unit" | "missing_unit";
  message: string;
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
 * Takes official boundaries of a profile's wards: checks them, keeps the exact polygons under units/boundaries/ and
 * makes the cells and, for the present epoch, the outlines anew from them. Writes all or nothing.
 * Throws BoundaryFileError, CoordinateSystemError, ProfileError.
 */
export async function importBoundaries(
  dir: string,
  path: string,
  options: ImportBoundariesOptions,
): Promise<ImportResult> {
  const geojson = await readBoundaryFile(path, options);
  const wards = await readProfileWards(dir);
  const epoch = wards.filter(({ valid_from }) => valid_from === options.validFrom);
  const boundaries = nameByEpoch(readBoundaries(geojson).boundaries, epoch, options.validFrom);
  const passing = new Set<string>(["sliver", ...(options.allow ?? [])]);
  const problems = [
    ...validateBoundaries(geojson),
    ...compareUnits(boundaries, epoch, options.validFrom, wards),
  ];
  const refused = problems.filter(({ kind }) => !passing.has(kind));
  const tolerated = problems.filter(({ kind }) => passing.has(kind));
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

async function readProfileWards(dir: string): Promise<Ward[]> {
  const reader = new ProfileReader(dir);
  const wards = await readWards(reader);
  if (reader.problems.length > 0) {
    throw new ProfileError("invalid_profile", `no boundaries for ${dir}:`, reader.problems);
  }
  return wards.map(({ value }) => value);
}

function compareUnits(
  boundaries: readonly Boundary[],
  epoch: readonly Ward[],
  validFrom: string,
  wards: readonly Ward[],
): ImportProblem[] {
  if (epoch.length === 0) {
    const days = [...new Set(wards.map(({ valid_from }) => valid_from))].sort().join(", ");
    const message = `units/wards.csv has no ward valid from ${validFrom}, only from: ${days}; add the wards of a new epoch first`;
    return [{ unit: "", kind: "unknown_unit", message }];
  }
  const drawn = new Set(boundaries.map(({ code }) => code));
  const known = new Map(epoch.map(({ code, name }) => [code, name]));
  return [
    ...[...drawn]
      .filter((code) => !known.has(code))
      .map((unit) => ({
        unit,
        kind: "unknown_unit" as const,
        message: `code ${unit} is no ward valid from ${validFrom} in units/wards.csv`,
      })),
    ...[...known]
      .filter(([code]) => !drawn.has(code))
      .map(([unit, name]) => ({
        unit,
        kind: "missing_unit" as const,
        message: `${name} (${unit}) is not in the file`,
      })),
  ];
}

/**
 * A reform may use a code again that wards.csv already has for another ward. The new one is then listed there by code
 * and first day ("26743@2027-01-01"), while the official file has the code alone.
 */
function nameByEpoch(boundaries: readonly Boundary[], epoch: readonly Ward[], validFrom: string): Boundary[] {
  const known = new Set(epoch.map(({ code }) => code));
  return boundaries.map((boundary) => {
    const dated = `${boundary.code}@${validFrom}`;
    return known.has(dated) && !known.has(boundary.code) ? { ...boundary, code: dated } : boundary;
  });
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
