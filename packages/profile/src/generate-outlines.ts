import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Boundary, buildOutlines, buildOutlinesFromPolygons } from "@toancanh/geo";
import { readStoredBoundaries } from "./boundaries/stored-boundaries.ts";
import { ProfileError } from "./profile-error.ts";
import { ProfileReader } from "./profile-reader.ts";
import { readWardCells, readWards } from "./read-lists.ts";
import { OUTLINES_FILE } from "./read-outlines.ts";

/** Text of units/outlines.topo.json made from exact boundaries; same input, same text. */
export function renderOutlinesFrom(boundaries: readonly Boundary[]): string {
  const polygons = new Map(boundaries.map(({ code, parts }) => [code, parts]));
  return `${JSON.stringify(buildOutlinesFromPolygons(polygons))}\n`;
}

/**
 * Text of units/outlines.topo.json: from the boundaries of the wards in force where they were imported, else from
 * their cells; same input, same text.
 */
export async function renderOutlines(dir: string): Promise<string> {
  const reader = new ProfileReader(dir);
  const wards = await readWards(reader);
  const stored = await readStoredBoundaries(
    reader,
    wards.map(({ value }) => value),
  );
  const present = stored.find(({ valid_to }) => valid_to === null);
  if (present !== undefined && reader.problems.length === 0) return renderOutlinesFrom(present.boundaries);
  const current = new Set(
    wards.filter(({ value }) => value.valid_to === null).map(({ value }) => value.code),
  );
  const cells: [string, string][] = [];
  for (const { cells: named } of await readWardCells(reader)) {
    const { cell = "", ward_code = "" } = named;
    if (current.has(ward_code)) cells.push([cell, ward_code]);
  }
  if (reader.problems.length > 0) {
    throw new ProfileError("invalid_profile", `no outlines for ${dir}:`, reader.problems);
  }
  return `${JSON.stringify(buildOutlines(cells))}\n`;
}

/** (Re)generates units/outlines.topo.json of a profile; gives its path. Run after a change of the cells. */
export async function generateOutlines(dir: string): Promise<string> {
  const file = join(dir, OUTLINES_FILE);
  await writeFile(file, await renderOutlines(dir));
  return file;
}
