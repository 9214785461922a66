import type { FormerUnit, Ward } from "@toancanh/contracts";
import type { BoundaryProblemKind, Point } from "@toancanh/geo";
import { ProfileError } from "../profile-error.ts";
import { ProfileReader } from "../profile-reader.ts";
import { readFormerUnits, readWardCells, readWards } from "../read-lists.ts";
import { measureCells, type UnitShape } from "./unit-shapes.ts";

/** One thing wrong with the file, by unit. */
export interface ImportProblem {
  unit: string;
  kind: BoundaryProblemKind | "unknown_unit" | "missing_unit" | "misplaced" | "area_differs" | "name_differs";
  message: string;
}

/** A unit as its file has it. */
export interface UnitInFile {
  code: string;
  name: string;
  /** Middle of its surface in the coordinates of the file; null where it has no surface. */
  middle: Point | null;
}

/** What a profile knows of units before a file of them is taken. */
export interface KnownUnits {
  /** First day of the epoch, YYYY-MM-DD. */
  validFrom: string;
  /** The wards of the epoch. */
  epoch: Ward[];
  /** Those of all epochs. */
  wards: Ward[];
  former: FormerUnit[];
  /** By code: the shape that the profile's cells give a ward. */
  cells: ReadonlyMap<string, UnitShape>;
}

/** Reads what a profile knows; `validFrom` undefined is the epoch that began last. Throws ProfileError. */
export async function readKnownUnits(dir: string, validFrom: string | undefined): Promise<KnownUnits> {
  const reader = new ProfileReader(dir);
  const wards = (await readWards(reader)).map(({ value }) => value);
  const former = (await readFormerUnits(reader)).map(({ value }) => value);
  if (reader.problems.length > 0) {
    throw new ProfileError("invalid_profile", `no boundaries for ${dir}:`, reader.problems);
  }
  const last = wards
    .map(({ valid_from }) => valid_from)
    .sort()
    .at(-1);
  const day = validFrom ?? last ?? "";
  const cells: [string, string][] = [];
  for (const { cells: named } of await readWardCells(new ProfileReader(dir))) {
    cells.push([named.cell ?? "", named.ward_code ?? ""]);
  }
  return {
    validFrom: day,
    epoch: wards.filter(({ valid_from }) => valid_from === day),
    wards,
    former,
    cells: measureCells(cells),
  };
}
