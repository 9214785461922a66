import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { buildPolygonIndex, locate, locatePolygon, readBoundaries } from "@toancanh/geo";
import { type City, loadCity } from "../city/open-city.ts";
import { CommandError, type Terminal } from "../terminal/output.ts";

export interface LocateOptions {
  profile: string;
  /** GeoJSON with exact boundaries in place of the profile's cells. */
  boundaries?: string;
}

type FindWard = (lat: number, long: number) => string;

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError(`cannot read the boundaries ${path} (${reason}): name a readable GeoJSON file`, 1);
  }
}

async function openBoundaries(path: string): Promise<FindWard> {
  const { boundaries, problems } = readBoundaries(await readJson(path));
  if (problems.length > 0) {
    const lines = problems.map((problem) => `  ${problem.unit}: ${problem.message}`);
    throw new CommandError(`the boundaries ${path} have problems:\n${lines.join("\n")}`, 1);
  }
  const index = buildPolygonIndex(boundaries);
  return (lat, long) => locatePolygon(index, lat, long);
}

function cellsOf(city: City): FindWard {
  return (lat, long) => locate(city.wardIndex, lat, long).ward_code;
}

function parsePoint(line: string): [number, number] | null {
  const parts = line.split(",");
  const [lat, long] = parts.map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  if (parts.length !== 2 || lat === undefined || long === undefined) return null;
  return Math.abs(lat) <= 90 && Math.abs(long) <= 180 ? [lat, long] : null;
}

/**
 * Reads `lat,lon` lines and writes `lat,lon,ward_code`, the code empty outside every ward. A line that is no
 * point is named on the error stream and answered with an empty code.
 * @returns exit code: 1 when any line was bad
 */
export async function runLocate(options: LocateOptions, terminal: Terminal): Promise<0 | 1> {
  const city = await loadCity(options.profile);
  const findWard =
    options.boundaries === undefined ? cellsOf(city) : await openBoundaries(options.boundaries);
  let bad = 0;
  let row = 0;
  const answers: string[] = [];
  for await (const line of createInterface({ input: terminal.input, crlfDelay: Number.POSITIVE_INFINITY })) {
    row += 1;
    const text = line.trim();
    if (text === "") continue;
    const point = parsePoint(text);
    if (point === null) {
      bad += 1;
      terminal.err(
        `line ${row}: "${text}" is no point: write latitude,longitude in degrees, like 10.7769,106.7009\n`,
      );
    }
    answers.push(`${text},${point === null ? "" : findWard(...point)}\n`);
  }
  terminal.out(answers.join(""));
  return bad > 0 ? 1 : 0;
}
