import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Ward } from "@toancanh/contracts";
import { type Boundary, buildOutlines, buildOutlinesFromPolygons } from "@toancanh/geo";
import { readStoredBoundaries } from "./boundaries/stored-boundaries.ts";
import { ProfileError } from "./profile-error.ts";
import { ProfileReader } from "./profile-reader.ts";
import { readWardCells, readWards } from "./read-lists.ts";
import { OUTLINES_FILE } from "./read-outlines.ts";

/**
 * Text of units/outlines.topo.json for the wards in force: from their boundaries where all of them have some, else
 * from their cells; same input, same text.
 */
export function renderPresentOutlines(
  wards: readonly Ward[],
  boundaries: readonly Boundary[],
  cells: readonly (readonly [string, string])[],
): string {
  const present = new Set(wards.filter(({ valid_to }) => valid_to === null).map(({ code }) => code));
  const polygons = new Map(
    boundaries.filter(({ code }) => present.has(code)).map(({ code, parts }) => [code, parts]),
  );
  const outlines =
    polygons.size === present.size
      ? buildOutlinesFromPolygons(polygons)
      : buildOutlines(cells.filter(([, code]) => present.has(code)));
  return `${JSON.stringify(outlines)}\n`;
}

/**
 * Text of units/outlines.topo.json: from the boundaries of the wards in force where they were imported, else from
 * their cells; same input, same text.
 */
export async function renderOutlines(dir: string): Promise<string> {
  const reader = new ProfileReader(dir);
  const wards = (await readWards(reader)).map(({ value }) => value);
  const stored = await readStoredBoundaries(reader, wards);
  const cells: [string, string][] = [];
  for (const { cells: named } of await readWardCells(reader)) {
    const { cell = "", ward_code = "" } = named;
    cells.push([cell, ward_code]);
  }
  if (reader.problems.length > 0) {
    throw new ProfileError("invalid_profile", `no outlines for ${dir}:`, reader.problems);
  }
  const boundaries = stored.flatMap((epoch) => epoch.boundaries);
  return renderPresentOutlines(wards, boundaries, cells);
}

/** (Re)generates units/outlines.topo.json of a profile; gives its path. Run after a change of the cells. */
export async function generateOutlines(dir: string): Promise<string> {
  const file = join(dir, OUTLINES_FILE);
  await writeFile(file, await renderOutlines(dir));
  return file;
}
