import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { buildOutlines } from "@toancanh/geo";
import { ProfileError } from "./profile-error.ts";
import { ProfileReader } from "./profile-reader.ts";
import { readWardCells, readWards } from "./read-lists.ts";
import { OUTLINES_FILE } from "./read-outlines.ts";

/** Text of units/outlines.topo.json made from the cells of the wards in force; same input, same text. */
export async function renderOutlines(dir: string): Promise<string> {
  const reader = new ProfileReader(dir);
  const wards = await readWards(reader);
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
