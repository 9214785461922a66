import { readFile } from "node:fs/promises";
import { parseDbf, parseShp } from "shpjs";
import { readCoordinateSystem, type ToDegrees } from "./coordinate-system.ts";

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

/**
 * A FeatureCollection in degrees WGS84 with the properties `code` and `name`, from GeoJSON (.json, .geojson) or a
 * Shapefile (.shp with its .dbf beside it). What is wrong inside is left as it is for `validateBoundaries`.
 * Throws BoundaryFileError, CoordinateSystemError.
 */
export async function readBoundaryFile(path: string, options: BoundaryFileOptions = {}): Promise<unknown> {
  const { collection, crs } = /\.shp$/i.test(path) ? await readShapefile(path) : await readGeojson(path);
  const toDegrees = readCoordinateSystem(options.crs ?? crs ?? "WGS84");
  const { codeProperty = "code", nameProperty = "name" } = options;
  if (!isRecord(collection) || !Array.isArray(collection.features)) return collection;
  return {
    type: collection.type,
    features: collection.features.map((feature: unknown) => {
      if (!isRecord(feature)) return feature;
      const properties = isRecord(feature.properties) ? feature.properties : {};
      return {
        type: "Feature",
        properties: { code: toText(properties[codeProperty]), name: toText(properties[nameProperty]) },
        geometry: convertGeometry(feature.geometry, toDegrees),
      };
    }),
  };
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
    readFile(beside("cpg")).catch(() => undefined),
    readFile(beside("prj"), "utf8").catch(() => undefined),
  ]);
  try {
    const attributes = parseDbf(dbf, cpg);
    const features = parseShp(shp).map((geometry, i) => ({ geometry, properties: attributes[i] ?? {} }));
    return { collection: { type: "FeatureCollection", features }, crs: prj };
  } catch (error) {
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
    return toDegrees([x, y]);
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
