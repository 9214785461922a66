import {
  buildWardIndex,
  CELL_RESOLUTION,
  cellResolution,
  deriveFormerUnits,
  type IndexedWard,
  type WardIndex,
  WardIndexError,
  withBoundaries,
} from "@toancanh/geo";
import { readStoredBoundaries } from "./boundaries/stored-boundaries.ts";
import { startOfDay } from "./checks/check-dates.ts";
import type { UnitLists } from "./checks/check-units.ts";
import type { ProfileReader } from "./profile-reader.ts";
import { readWardCells } from "./read-lists.ts";

const FILE = "units/ward-cells.csv";

/** The index of the profile's cell table, exact where boundaries were imported; null and problems when a row of it is wrong. */
export async function readWardIndex(
  reader: ProfileReader,
  { wards, formerUnits, crosswalk }: UnitLists,
  timeZone: string,
): Promise<WardIndex | null> {
  const before = reader.problems.length;
  const known = new Set(wards.map(({ value }) => value.code));
  const cells: [string, string][] = [];
  const rowByCell = new Map<string, number>();
  for (const { row, cells: named } of await readWardCells(reader)) {
    const cell = named.cell ?? "";
    const ward = named.ward_code ?? "";
    const resolution = cellResolution(cell);
    if (resolution < 0 || resolution > CELL_RESOLUTION) {
      const cure = `give an H3 cell of resolution 0 to ${CELL_RESOLUTION}`;
      reader.report(FILE, "cell", `"${cell}" is no such cell; ${cure}`, row);
    } else if (!known.has(ward)) {
      reader.report(FILE, "ward_code", `"${ward}" is no known ward; see units/wards.csv`, row);
    } else {
      cells.push([cell, ward]);
      rowByCell.set(cell, row);
    }
  }
  if (reader.problems.length > before) return null;
  try {
    const epochs = {
      former: formerByWard(formerUnits, crosswalk),
      startOfDay: (date: string) => startOfDay(date, timeZone),
    };
    const plainWards = wards.map(({ value }) => value);
    const index = buildWardIndex({ ...epochs, wards: plainWards, cells });
    return withBoundaries(index, await readStoredBoundaries(reader, plainWards), epochs);
  } catch (error) {
    if (error instanceof WardIndexError) {
      reader.report(FILE, "cell", `${error.message}; keep one of them`, rowByCell.get(error.cell));
    } else if (!(error instanceof RangeError)) {
      // A RangeError is a date that does not exist, reported with its row already.
      throw error;
    }
    return null;
  }
}

function formerByWard(
  formerUnits: UnitLists["formerUnits"],
  crosswalk: UnitLists["crosswalk"],
): Map<string, IndexedWard> {
  const derived = deriveFormerUnits(
    formerUnits.map(({ value }) => value),
    crosswalk.map(({ value }) => value),
  );
  return new Map(
    [...derived].map(([ward, { id, valid_from, valid_to }]) => [ward, { code: id, valid_from, valid_to }]),
  );
}
