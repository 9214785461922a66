import type { Ward } from "@toancanh/contracts";
import {
  buildWardIndex,
  CELL_RESOLUTION,
  cellResolution,
  type WardIndex,
  WardIndexError,
} from "@toancanh/geo";
import { startOfDay } from "./check-dates.ts";
import type { ProfileReader } from "./profile-reader.ts";
import { type Located, readWardCells } from "./read-lists.ts";

const FILE = "units/ward-cells.csv";

/** The index of the profile's cell table; null and problems when a row of it is wrong. */
export async function readWardIndex(
  reader: ProfileReader,
  wards: readonly Located<Ward>[],
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
    return buildWardIndex({
      wards: wards.map(({ value }) => value),
      cells,
      startOfDay: (date) => startOfDay(date, timeZone),
    });
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
