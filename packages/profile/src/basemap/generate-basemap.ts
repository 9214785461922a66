import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  type Basemap,
  type BasemapNameRow,
  BasemapNameRowSchema,
  type RiverReach,
  RiverReachSchema,
} from "@toancanh/contracts";
import { type Point, type Reach, traceRivers } from "@toancanh/geo";
import Type from "typebox";
import { compileCheck } from "../checks/check-schema.ts";
import { toNumber } from "../csv-table.ts";
import { ProfileError } from "../profile-error.ts";
import { BASEMAP_FILE, ProfileReader } from "../profile-reader.ts";
import { type Located, readTable, readWards } from "../read-lists.ts";
import { readOutlines } from "../read-outlines.ts";

const LAND_FILE = "basemap/land.geojson";
const RIVERS_FILE = "basemap/rivers.csv";
const NAMES_FILE = "basemap/names.csv";
const RIVER_COLUMNS = [
  "name",
  "width_m",
  "ward_a",
  "ward_b",
  "from_lat",
  "from_long",
  "to_lat",
  "to_long",
] as const;
const NAME_COLUMNS = ["kind", "name_vi", "name_en", "lat", "long"] as const;
/** Decimals of a degree: ≈ 1 m, below a pixel of the widest wall; for the coarse coast ≈ 11 m. */
const LINE_DECIMALS = 5;
const LAND_DECIMALS = 4;

const Ring = Type.Array(Type.Array(Type.Number(), { minItems: 2 }), { minItems: 4 });
const Polygon = Type.Array(Ring, { minItems: 1 });
const checkLand = compileCheck(
  Type.Object({
    type: Type.Literal("FeatureCollection"),
    features: Type.Array(
      Type.Object({
        geometry: Type.Union([
          Type.Object({ type: Type.Literal("Polygon"), coordinates: Polygon }),
          Type.Object({ type: Type.Literal("MultiPolygon"), coordinates: Type.Array(Polygon) }),
        ]),
      }),
    ),
  }),
);
const checkReach = compileCheck(RiverReachSchema);
const checkName = compileCheck(BasemapNameRowSchema);

type Feature = Basemap["features"][number];

/** Text of basemap.geojson: coast, rivers and names from what lies in the profile's basemap/; same input, same text. */
export async function renderBasemap(dir: string): Promise<string> {
  const reader = new ProfileReader(dir);
  const outlines = await readOutlines(reader, await readWards(reader));
  const areas = await readAreas(reader);
  const reaches = await readReaches(reader);
  const names = await readNames(reader);
  const rivers = outlines === null ? null : traceRivers(outlines, reaches.map(toReach));
  for (const index of rivers?.lost ?? []) {
    const message = "no border of these wards runs between these places; correct the wards or the places";
    reader.report(RIVERS_FILE, "", message, reaches[index]?.row);
  }
  if (reader.problems.length > 0) {
    throw new ProfileError("invalid_profile", `no base map for ${dir}:`, reader.problems);
  }
  const lines = (rivers?.lines ?? []).map(
    ({ name, width, line }): Feature => ({
      type: "Feature",
      properties: { kind: "river", name, width_m: width },
      geometry: { type: "LineString", coordinates: line.map((point) => round(point, LINE_DECIMALS)) },
    }),
  );
  const features = [...areas, ...lines, ...names.map(({ value }) => toName(value))];
  // A line a feature: a change of one river is a change of one line.
  const text = features.map((feature) => JSON.stringify(feature)).join(",\n");
  return `{"type":"FeatureCollection","features":[\n${text}\n]}\n`;
}

/** (Re)generates basemap.geojson of a profile; gives its path. Run after a change of the outlines or of basemap/. */
export async function generateBasemap(dir: string): Promise<string> {
  const file = join(dir, BASEMAP_FILE);
  await writeFile(file, await renderBasemap(dir));
  return file;
}

/** The land, and beneath it the sea as far as the land's file reaches; none where the profile names no land. */
async function readAreas(reader: ProfileReader): Promise<Feature[]> {
  const file = await reader.json(LAND_FILE, checkLand, true);
  const polygons = (file?.features ?? []).flatMap(({ geometry }) =>
    geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates,
  );
  const land = polygons.map((polygon) =>
    polygon.map((ring) => dropRepeated(ring.map(([long = 0, lat = 0]) => round([long, lat], LAND_DECIMALS)))),
  );
  const places = land.flat(2);
  if (places.length === 0) return [];
  const [west, south, east, north] = extentOf(places);
  const sea: Point[] = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  return [toArea("sea", [sea]), ...land.map((polygon) => toArea("land", polygon))];
}

async function readReaches(reader: ProfileReader): Promise<Located<RiverReach>[]> {
  const toRow = (cells: Record<string, string>) => ({
    ...cells,
    width_m: toNumber(cells.width_m),
    from_lat: toNumber(cells.from_lat),
    from_long: toNumber(cells.from_long),
    to_lat: toNumber(cells.to_lat),
    to_long: toNumber(cells.to_long),
  });
  return readTable(reader, RIVERS_FILE, RIVER_COLUMNS, checkReach, toRow, true);
}

async function readNames(reader: ProfileReader): Promise<Located<BasemapNameRow>[]> {
  const toRow = (cells: Record<string, string>) => ({
    ...cells,
    lat: toNumber(cells.lat),
    long: toNumber(cells.long),
  });
  return readTable(reader, NAMES_FILE, NAME_COLUMNS, checkName, toRow, true);
}

function toReach({ value }: Located<RiverReach>): Reach {
  return {
    name: value.name,
    width: value.width_m,
    wards: [value.ward_a, value.ward_b].filter((code) => code !== ""),
    from: [value.from_long, value.from_lat],
    to: [value.to_long, value.to_lat],
  };
}

function toArea(kind: "sea" | "land", coordinates: Point[][]): Feature {
  return { type: "Feature", properties: { kind }, geometry: { type: "Polygon", coordinates } };
}

function toName({ kind, name_vi, name_en, lat, long }: BasemapNameRow): Feature {
  return {
    type: "Feature",
    properties: { kind, name: { vi: name_vi, en: name_en } },
    geometry: { type: "Point", coordinates: [long, lat] },
  };
}

function round([long, lat]: Point, decimals: number): Point {
  return [Number(long.toFixed(decimals)), Number(lat.toFixed(decimals))];
}

/** Without points that rounding has put on the one before. */
function dropRepeated(ring: readonly Point[]): Point[] {
  return ring.filter(([long, lat], i) => i === 0 || long !== ring[i - 1]?.[0] || lat !== ring[i - 1]?.[1]);
}

/** west, south, east, north. */
function extentOf(places: readonly Point[]): [number, number, number, number] {
  const extent: [number, number, number, number] = [180, 90, -180, -90];
  for (const [long, lat] of places) {
    extent[0] = Math.min(extent[0], long);
    extent[1] = Math.min(extent[1], lat);
    extent[2] = Math.max(extent[2], long);
    extent[3] = Math.max(extent[3], lat);
  }
  return extent;
}
