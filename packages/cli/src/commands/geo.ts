import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { validateBoundaries } from "@toancanh/geo";
import { generateOutlines } from "@toancanh/profile";
import { CommandError, type Terminal } from "../output.ts";
import { profilesDir } from "../paths.ts";

/** A problem of these kinds is told, but boundaries that have no other can be used. */
const HARMLESS = new Set(["sliver"]);

/** Draws the ward outlines of a profile anew from its cells, into its units/outlines.topo.json. */
export async function runGeoOutlines(profile: string, terminal: Terminal): Promise<void> {
  await generateOutlines(join(profilesDir, profile));
  terminal.err(`profiles/${profile}/units/outlines.topo.json is written\n`);
}

/**
 * Prints what is wrong with the boundaries of a GeoJSON file, by unit, as JSON.
 * @returns exit code: 1 when anything but slivers is wrong
 */
export async function runGeoCheck(path: string, terminal: Terminal): Promise<0 | 1> {
  let geojson: unknown;
  try {
    geojson = JSON.parse(await readFile(path, "utf8"));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError(`cannot read ${path} (${reason}): name a readable GeoJSON file`, 1);
  }
  const problems = validateBoundaries(geojson);
  terminal.out(`${JSON.stringify(problems, null, 2)}\n`);
  return problems.some((problem) => !HARMLESS.has(problem.kind)) ? 1 : 0;
}
