/** Longitude, latitude in degrees. */
export type Place = readonly [number, number];

/** One feature of a layer over the map. */
export interface OverlayFeature {
  /** Place in the file: features need not have ids of their own. */
  index: number;
  properties: Readonly<Record<string, unknown>>;
  points: Place[];
  lines: Place[][];
  /** Outer ring first, then holes. */
  polygons: Place[][][];
  /** Where a map goes to show it. */
  anchor: Place;
}
export interface OverlayFeatures {
  features: OverlayFeature[];
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function toPlace(value: unknown): Place | null {
  if (!Array.isArray(value)) return null;
  const [longitude, latitude]: unknown[] = value;
  if (typeof longitude !== "number" || typeof latitude !== "number") return null;
  return Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90 ? [longitude, latitude] : null;
}

/** Every entry by `read`; null when one is not what it should be. */
function toList<T>(value: unknown, least: number, read: (entry: unknown) => T | null): T[] | null {
  if (!Array.isArray(value) || value.length < least) return null;
  const list: T[] = [];
  for (const entry of value) {
    const found = read(entry);
    if (found === null) return null;
    list.push(found);
  }
  return list;
}

const toLine = (value: unknown): Place[] | null => toList(value, 2, toPlace);
const toPolygon = (value: unknown): Place[][] | null => toList(value, 1, (ring) => toList(ring, 4, toPlace));

type Shape = Pick<OverlayFeature, "points" | "lines" | "polygons">;

/** Adds a geometry to a shape; one that cannot be read adds nothing. */
function addGeometry(shape: Shape, geometry: unknown): void {
  if (!isObject(geometry)) return;
  const { type, coordinates, geometries } = geometry;
  if (type === "GeometryCollection" && Array.isArray(geometries)) {
    for (const part of geometries) addGeometry(shape, part);
    return;
  }
  const one = <T>(found: T | null): T[] => (found === null ? [] : [found]);
  if (type === "Point") shape.points.push(...one(toPlace(coordinates)));
  else if (type === "MultiPoint") shape.points.push(...(toList(coordinates, 1, toPlace) ?? []));
  else if (type === "LineString") shape.lines.push(...one(toLine(coordinates)));
  else if (type === "MultiLineString") shape.lines.push(...(toList(coordinates, 1, toLine) ?? []));
  else if (type === "Polygon") shape.polygons.push(...one(toPolygon(coordinates)));
  else if (type === "MultiPolygon") shape.polygons.push(...(toList(coordinates, 1, toPolygon) ?? []));
}

/** A point of the feature itself; of a line its middle vertex. */
function anchorOf({ points, lines, polygons }: Shape): Place | null {
  const line = lines[0];
  return points[0] ?? line?.[Math.floor(line.length / 2)] ?? polygons[0]?.[0]?.[0] ?? null;
}

/**
 * Reads a GeoJSON FeatureCollection (WGS84). Features without a readable place are left out: a layer of
 * thousands of masts is not lost for one of them.
 * @returns null when it is no FeatureCollection
 */
export function readFeatures(value: unknown): OverlayFeatures | null {
  if (!isObject(value) || value.type !== "FeatureCollection" || !Array.isArray(value.features)) return null;
  const features: OverlayFeature[] = [];
  value.features.forEach((entry: unknown, index) => {
    if (!isObject(entry)) return;
    const shape: Shape = { points: [], lines: [], polygons: [] };
    addGeometry(shape, entry.geometry);
    const anchor = anchorOf(shape);
    if (anchor === null) return;
    features.push({
      index,
      properties: isObject(entry.properties) ? entry.properties : {},
      ...shape,
      anchor,
    });
  });
  return { features };
}
