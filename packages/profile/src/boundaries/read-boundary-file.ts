import { readFile } from "node:fs/promises";
import type { Point } from "@toancanh/geo";
import { parseDbf, parseShp } from "shpjs";
import { encodingOfCpg, UnknownEncodingError } from "./attribute-encoding.ts";
import { readCoordinateSystem, type ToDegrees } from "./coordinate-system.ts";
import { convert } from "./find-placement.ts";
import type { UnitInFile } from "./known-units.ts";
import { measureParts } from "./unit-shapes.ts";

export interface BoundaryFileOptions {
  /** Coordinate system of the file; without it what the file itself says, else WGS84. */
  crs?: string;
  /** Attributes with code and name of a unit. */
  codeProperty?: string;
  nameProperty?: string;
}

/** A file that cannot be read as boundaries at all. */
export class BoundaryFileError extends Error {
  readonly code = "bad_boundary_file";
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "BoundaryFileError";
  }
}

/** A file of boundaries, read. */
export interface BoundaryFile {
  /**
   * A FeatureCollection in degrees WGS84 with the properties `code` and `name`. What is wrong inside is left as it is
   * for `validateBoundaries`.
   */
  geojson: unknown;
  /** Its units by code and name, also those that cannot be used. */
  units: UnitInFile[];
  /** How its coordinates were turned into degrees. */
  toDegrees: ToDegrees;
}

/**
 * Reads boundaries from GeoJSON (.json, .geojson) or a Shapefile (.shp with its .dbf beside it).
 * Throws BoundaryFileError, CoordinateSystemError.
 */
export async function openBoundaryFile(
  path: string,
  options: BoundaryFileOptions = {},
): Promise<BoundaryFile> {
  const { collection, crs } = /\.shp$/i.test(path) ? await readShapefile(path) : await readGeojson(path);
  const toDegrees = readCoordinateSystem(options.crs ?? crs ?? "WGS84");
  const { codeProperty = "code", nameProperty = "name" } = options;
  if (!isRecord(collection) || !Array.isArray(collection.features)) {
    return { geojson: collection, units: [], toDegrees };
  }
  const units: UnitInFile[] = [];
  const features = collection.features.map((feature: unknown) => {
    if (!isRecord(feature)) return feature;
    const properties = isRecord(feature.properties) ? feature.properties : {};
    const [code, name] = [toText(properties[codeProperty]), toText(properties[nameProperty])];
    units.push({ code, name, middle: middleOf(feature.geometry) });
    return {
      type: "Feature",
      properties: { code, name },
      geometry: convertGeometry(feature.geometry, toDegrees),
    };
  });
  return { geojson: { type: collection.type, features }, units, toDegrees };
}

/** The FeatureCollection of a boundary file alone; throws as {@link openBoundaryFile} does. */
export async function readBoundaryFile(path: string, options: BoundaryFileOptions = {}): Promise<unknown> {
  return (await openBoundaryFile(path, options)).geojson;
}

/** The middle of the surface of a Polygon or MultiPolygon in its own coordinates; null where it has none. */
function middleOf(geometry: unknown): Point | null {
  const { type, coordinates } = isRecord(geometry) ? geometry : { type: undefined, coordinates: undefined };
  const polygons = type === "Polygon" ? [coordinates] : type === "MultiPolygon" ? coordinates : [];
  if (!Array.isArray(polygons)) return null;
  const parts = polygons.map((polygon: unknown) =>
    listOf(polygon).map((ring) => listOf(ring).flatMap(pointOf)),
  );
  const { middle } = measureParts(parts);
  return Number.isFinite(middle[0] + middle[1]) ? middle : null;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function pointOf(position: unknown): Point[] {
  const [x, y] = listOf(position);
  return typeof x === "number" && typeof y === "number" ? [[x, y]] : [];
}

interface ReadCollection {
  collection: unknown;
  /** What the file says of its coordinates. */
  crs: string | undefined;
}

async function readGeojson(path: string): Promise<ReadCollection> {
  const bytes = await readBytes(path);
  try {
    const collection: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    const crs = isRecord(collection) && isRecord(collection.crs) ? collection.crs.properties : undefined;
    const name = isRecord(crs) ? crs.name : undefined;
    return { collection, crs: typeof name === "string" ? name : undefined };
  } catch (error) {
    throw new BoundaryFileError(`${path} is no GeoJSON (${messageOf(error)}): save it as UTF-8 JSON`, {
      cause: error,
    });
  }
}

async function readShapefile(path: string): Promise<ReadCollection> {
  const beside = (ending: string) =>
    path.replace(/shp$/i, (own) => (own === "SHP" ? ending.toUpperCase() : ending));
  const [shp, dbf, cpg, prj] = await Promise.all([
    readBytes(path),
    readBytes(beside("dbf")),
    readFile(beside("cpg"), "latin1").catch(() => undefined),
    readFile(beside("prj"), "utf8").catch(() => undefined),
  ]);
  try {
    const encoding = encodingOfCpg(cpg);
    const attributes = parseDbf(dbf, encoding.label);
    const features = parseShp(shp).map((geometry, i) => ({
      geometry,
      properties: encoding.compose(attributes[i] ?? {}),
    }));
    return { collection: { type: "FeatureCollection", features }, crs: prj };
  } catch (error) {
    if (error instanceof UnknownEncodingError)
      throw new BoundaryFileError(`${path}: ${error.message}`, { cause: error });
    throw new BoundaryFileError(`${path} is no Shapefile (${messageOf(error)})`, { cause: error });
  }
}

async function readBytes(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new BoundaryFileError(`cannot read ${path} (${messageOf(error)}): name a readable file`, {
      cause: error,
    });
  }
}

function convertGeometry(geometry: unknown, toDegrees: ToDegrees): unknown {
  if (!isRecord(geometry)) return geometry;
  return { type: geometry.type, coordinates: convertCoordinates(geometry.coordinates, toDegrees) };
}

/** Lists of lists down to positions; what is neither stays for the validation to name. */
function convertCoordinates(value: unknown, toDegrees: ToDegrees): unknown {
  if (!Array.isArray(value)) return value;
  const [x, y]: unknown[] = value;
  if (typeof x === "number" && typeof y === "number" && Number.isFinite(x) && Number.isFinite(y)) {
    return convert(toDegrees, [x, y]);
  }
  return value.map((inner: unknown) => convertCoordinates(inner, toDegrees));
}

/** Attribute tables have codes as numbers, too. */
function toText(value: unknown): string {
  return typeof value === "number" ? String(value) : typeof value === "string" ? value.trim() : "";
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
