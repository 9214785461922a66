import { join } from "node:path";
import { type BoundaryProblemKind, validateBoundaries } from "@toancanh/geo";
import {
  ALLOWABLE_KINDS,
  type AllowableKind,
  BoundaryFileError,
  type BoundaryFileOptions,
  CoordinateSystemError,
  checkAgainstProfile,
  generateBasemap,
  generateOutlines,
  importBoundaries,
  ProfileError,
  readBoundaryFile,
} from "@toancanh/profile";
import { profilesDir } from "../city/paths.ts";
import { CommandError, type Terminal } from "../terminal/output.ts";

/** A problem of these kinds is told, but boundaries that have no other can be used. */
const HARMLESS = new Set<BoundaryProblemKind>(["sliver"]);

/** Draws the ward outlines of a profile anew from its cells, into its units/outlines.topo.json. */
export async function runGeoOutlines(profile: string, terminal: Terminal): Promise<void> {
  await generateOutlines(join(profilesDir, profile));
  terminal.err(`profiles/${profile}/units/outlines.topo.json is written\n`);
}

/** Makes the ground of a profile's maps anew from its basemap/ and its outlines, into its basemap.geojson. */
export async function runGeoBasemap(profile: string, terminal: Terminal): Promise<void> {
  await withBoundaryErrors(() => generateBasemap(join(profilesDir, profile)));
  terminal.err(`profiles/${profile}/basemap.geojson is written\n`);
}

/** Runs what reads a boundary file; its own errors become one line. */
async function withBoundaryErrors<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof CoordinateSystemError) throw new CommandError(error.message, 2, { cause: error });
    if (error instanceof BoundaryFileError || error instanceof ProfileError) {
      throw new CommandError(error.message, 1, { cause: error });
    }
    throw error;
  }
}

/** As commander gives them. */
export interface GeoCheckOptions extends BoundaryFileOptions {
  profile?: string;
  validFrom?: string;
  allow?: string;
}

/**
 * Prints what is wrong with the boundaries of a file, by unit, as JSON; with a profile also where they contradict what
 * it knows of its wards.
 * @returns exit code: 1 when anything but slivers, or what is allowed, is wrong
 */
export async function runGeoCheck(
  path: string,
  options: GeoCheckOptions,
  terminal: Terminal,
): Promise<0 | 1> {
  const { profile, validFrom, allow, ...rest } = options;
  if (profile === undefined) {
    if (validFrom !== undefined) throw new CommandError("--valid-from needs --profile", 2);
    const passing = new Set<BoundaryProblemKind>([...HARMLESS, ...parseKinds(allow).filter(isOfBoundary)]);
    const problems = validateBoundaries(await withBoundaryErrors(() => readBoundaryFile(path, rest)));
    terminal.out(`${JSON.stringify(problems, null, 2)}\n`);
    return problems.some((problem) => !passing.has(problem.kind)) ? 1 : 0;
  }
  if (validFrom !== undefined) checkDay(validFrom);
  const check = { ...rest, allow: parseKinds(allow), ...(validFrom === undefined ? {} : { validFrom }) };
  const { refused, tolerated } = await withBoundaryErrors(() =>
    checkAgainstProfile(join(profilesDir, profile), path, check),
  );
  terminal.out(`${JSON.stringify([...refused, ...tolerated], null, 2)}\n`);
  return refused.length > 0 ? 1 : 0;
}

function isOfBoundary(kind: AllowableKind): kind is "hole" | "overlap" {
  return kind === "hole" || kind === "overlap";
}

/** As commander gives them. */
export interface GeoImportOptions extends BoundaryFileOptions {
  profile: string;
  level: string;
  validFrom: string;
  allow?: string;
}

function parseKinds(text: string | undefined): AllowableKind[] {
  return (text ?? "")
    .split(",")
    .filter((part) => part !== "")
    .map((part) => {
      const kind = ALLOWABLE_KINDS.find((known) => known === part.trim());
      if (kind !== undefined) return kind;
      throw new CommandError(`--allow takes ${ALLOWABLE_KINDS.join(", ")} (comma between), not "${part}"`, 2);
    });
}

function checkDay(day: string): void {
  if (/^\d{4}-\d{2}-\d{2}$/.test(day)) return;
  throw new CommandError(`--valid-from takes a day like 2025-07-01, not "${day}"`, 2);
}

/**
 * Takes official boundaries into a profile, or tells by unit why not and changes nothing.
 * @returns exit code: 1 when they were refused
 */
export async function runGeoImport(
  path: string,
  options: GeoImportOptions,
  terminal: Terminal,
): Promise<0 | 1> {
  const { profile, level, allow, ...rest } = options;
  if (level !== "ward") throw new CommandError(`--level takes ward, not "${level}"`, 2);
  checkDay(options.validFrom);
  const kinds = parseKinds(allow);
  const result = await withBoundaryErrors(() =>
    importBoundaries(join(profilesDir, profile), path, { ...rest, allow: kinds }),
  );
  const { refused, tolerated, units, cells, files } = result;
  for (const { unit, kind, message } of refused) terminal.err(`${unit}: ${kind}: ${message}\n`);
  if (tolerated.length > 0) {
    const kindsFound = [...new Set(tolerated.map(({ kind }) => kind))].join(", ");
    terminal.err(`${tolerated.length} harmless: ${kindsFound} (toancanh geo check lists them)\n`);
  }
  if (refused.length > 0) {
    terminal.err(`toancanh: ${path} has ${refused.length} problems, named above; nothing was changed\n`);
    return 1;
  }
  terminal.out(`${JSON.stringify({ units, cells, files })}\n`);
  terminal.err(`Reports stored before keep their wards until: toancanh rebuild --profile ${profile}\n`);
  return 0;
}
