import { type Boundary, readBoundaries, validateBoundaries } from "@toancanh/geo";
import { compareNames } from "./compare-names.ts";
import { comparePlaces } from "./compare-places.ts";
import { type ImportProblem, type KnownUnits, readKnownUnits } from "./known-units.ts";
import { type BoundaryFileOptions, openBoundaryFile } from "./read-boundary-file.ts";

/** Kinds of problems that may be meant: accepted when a person has looked at them. */
export const ALLOWABLE_KINDS = ["hole", "overlap", "misplaced", "area_differs", "name_differs"] as const;
export type AllowableKind = (typeof ALLOWABLE_KINDS)[number];

export interface CheckOptions extends BoundaryFileOptions {
  /** First day of the epoch the boundaries are of, YYYY-MM-DD; without it the epoch that began last. */
  validFrom?: string;
  /** Kinds of problems to accept, such as "hole" for an enclave of another province. Slivers are always accepted. */
  allow?: readonly AllowableKind[];
}

export interface CheckResult {
  /** Problems that forbid the import. */
  refused: ImportProblem[];
  /** Harmless problems, or such as are allowed. */
  tolerated: ImportProblem[];
  boundaries: Boundary[];
  known: KnownUnits;
}

/**
 * Checks boundaries in themselves and against what a profile knows of its wards: codes, names, places, areas. Writes
 * nothing. Throws BoundaryFileError, CoordinateSystemError, ProfileError.
 */
export async function checkAgainstProfile(
  dir: string,
  path: string,
  options: CheckOptions,
): Promise<CheckResult> {
  const { geojson, units, toDegrees } = await openBoundaryFile(path, options);
  const known = await readKnownUnits(dir, options.validFrom);
  const boundaries = nameByEpoch(readBoundaries(geojson).boundaries, known);
  const named = nameByEpoch(units, known);
  const names = compareNames(named, new Set(named.map(({ code }) => code)), known);
  const explained = new Set(names.filter(({ kind }) => kind === "name_garbled").map(({ unit }) => unit));
  const problems = [
    ...validateBoundaries(geojson)
      .filter(({ unit, kind }) => !(kind === "name_garbled" && explained.has(unit)))
      .map((problem) => withName(problem, known)),
    ...names,
    ...comparePlaces(named, boundaries, known, toDegrees),
  ];
  const passing = new Set<string>(["sliver", ...(options.allow ?? [])]);
  return {
    refused: problems.filter(({ kind }) => !passing.has(kind)),
    tolerated: problems.filter(({ kind }) => passing.has(kind)),
    boundaries,
    known,
  };
}

/**
 * A reform may use a code again that wards.csv already has for another ward. The new one is then listed there by code
 * and first day ("26743@2027-01-01"), while the official file has the code alone.
 */
function nameByEpoch<Unit extends { code: string }>(
  units: readonly Unit[],
  { epoch, validFrom }: KnownUnits,
): Unit[] {
  const known = new Set(epoch.map(({ code }) => code));
  return units.map((unit) => {
    const dated = `${unit.code}@${validFrom}`;
    return known.has(dated) && !known.has(unit.code) ? { ...unit, code: dated } : unit;
  });
}

/** What is wrong in a boundary itself, with the name of its unit. */
function withName(problem: ImportProblem, { epoch }: KnownUnits): ImportProblem {
  const ward = epoch.find(({ code }) => code === problem.unit);
  return ward === undefined
    ? problem
    : { ...problem, message: `${ward.name} (${ward.code}): ${problem.message}` };
}
