/** A position of GeoJSON: [long, lat] in degrees WGS84. */
export type Point = [number, number];

/** The boundary of one administrative unit. */
export interface Boundary {
  code: string;
  name: string;
  /** Its parts: an outer ring and its holes. Each ring is closed: its last point is its first. */
  parts: Point[][][];
}

export type BoundaryProblemKind =
  | "not_geojson"
  | "no_code"
  | "duplicate_code"
  | "name_not_nfc"
  | "name_garbled"
  | "not_an_area"
  | "bad_position"
  | "open_ring"
  | "no_surface"
  | "self_intersection"
  | "overlap"
  | "hole"
  | "sliver";

/** One fault of a unit's boundary. */
export interface BoundaryProblem {
  /** Code of the unit, or "feature N" (from 0) where it has none. */
  unit: string;
  kind: BoundaryProblemKind;
  /** What is wrong, where (lat, long). */
  message: string;
}

export interface ReadBoundaries {
  boundaries: Boundary[];
  problems: BoundaryProblem[];
}

/**
 * Boundaries of a GeoJSON FeatureCollection: code and name from the properties `code` and `name`.
 * What cannot be used is left out and listed in `problems`; validateBoundaries finds more faults.
 */
export function readBoundaries(geojson: unknown): ReadBoundaries {
  const boundaries: Boundary[] = [];
  const problems: BoundaryProblem[] = [];
  const features = isRecord(geojson) && geojson.type === "FeatureCollection" ? geojson.features : undefined;
  if (!Array.isArray(features)) {
    problems.push({ unit: "", kind: "not_geojson", message: "no GeoJSON FeatureCollection" });
    return { boundaries, problems };
  }
  const codes = new Set<string>();
  for (const [i, feature] of features.entries()) {
    const properties = isRecord(feature) && isRecord(feature.properties) ? feature.properties : {};
    const code = typeof properties.code === "string" ? properties.code : "";
    const name = typeof properties.name === "string" ? properties.name : "";
    const unit = code === "" ? `feature ${i}` : code;
    const add = (kind: BoundaryProblemKind, message: string) => problems.push({ unit, kind, message });
    if (code === "") add("no_code", 'no text in the property "code"');
    else if (codes.has(code)) add("duplicate_code", `code ${code} is there twice`);
    codes.add(code);
    if (name.normalize("NFC") !== name) add("name_not_nfc", `name "${name}" is not in Unicode form NFC`);
    if (isBrokenText(name)) {
      const cure = "export it anew as UTF-8, with a .cpg file beside a Shapefile";
      add("name_garbled", `name "${name}" was read in another encoding than it was written in: ${cure}`);
    }
    const parts = readParts(isRecord(feature) ? feature.geometry : undefined, add);
    if (parts.length > 0) boundaries.push({ code: unit, name, parts });
  }
  return { boundaries, problems };
}

type Add = (kind: BoundaryProblemKind, message: string) => void;

function readParts(geometry: unknown, add: Add): Point[][][] {
  const { type, coordinates } = isRecord(geometry) ? geometry : { type: undefined, coordinates: undefined };
  const polygons = type === "Polygon" ? [coordinates] : type === "MultiPolygon" ? coordinates : undefined;
  if (!Array.isArray(polygons) || polygons.length === 0) {
    add("not_an_area", "its geometry is no Polygon or MultiPolygon");
    return [];
  }
  return polygons.flatMap((polygon: unknown) => {
    if (!Array.isArray(polygon) || polygon.length === 0) {
      add("not_an_area", "a part of it is no list of rings");
      return [];
    }
    const [outer, ...holes] = polygon.map((ring: unknown) => readRing(ring, add));
    // A hole without its outer ring would count as surface.
    return outer === null || outer === undefined ? [] : [[outer, ...holes.filter((hole) => hole !== null)]];
  });
}

function readRing(ring: unknown, add: Add): Point[] | null {
  if (!Array.isArray(ring)) {
    add("not_an_area", "a ring of it is no list of positions");
    return null;
  }
  const points: Point[] = [];
  for (const position of ring) {
    const [x, y]: unknown[] = Array.isArray(position) ? position : [];
    if (typeof x !== "number" || typeof y !== "number" || !(Math.abs(x) <= 180 && Math.abs(y) <= 90)) {
      add("bad_position", `${JSON.stringify(position)} is no [long, lat] in degrees`);
      return null;
    }
    const last = points.at(-1);
    // The same point twice in a row would be an edge without length.
    if (last === undefined || last[0] !== x || last[1] !== y) points.push([x, y]);
  }
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || points.length < 3) {
    add("no_surface", `a ring of ${points.length} points has no surface`);
    return null;
  }
  if (first[0] !== last[0] || first[1] !== last[1]) {
    add("open_ring", `a ring is not closed at ${formatPlace(last)}`);
    points.push(first);
  }
  if (ringArea(points) === 0) {
    add("no_surface", `a ring has no surface at ${formatPlace(first)}`);
    return null;
  }
  return points;
}

/**
 * Whether a text has what no name has: the replacement character, control characters, question marks for letters, or the
 * pairs that UTF-8 becomes when it is read as Latin-1.
 */
export function isBrokenText(text: string): boolean {
  return /[\uFFFD\p{Cc}\u00AD?]|[\u00C3\u00C2][\u0080-\u00BF]|\u00E1[\u00BA\u00BB]|\u00C6[\u00B0\u00A1]|\u00C4\u2018/u.test(
    text,
  );
}

/** Signed area of a closed ring in square degrees: positive when it runs counterclockwise. */
export function ringArea(ring: readonly Point[]): number {
  const [originX, originY] = ring[0] ?? [0, 0];
  let sum = 0;
  for (let i = 1; i < ring.length; i++) {
    const [x0, y0] = ring[i - 1] ?? [originX, originY];
    const [x1, y1] = ring[i] ?? [originX, originY];
    sum += (x0 - originX) * (y1 - originY) - (x1 - originX) * (y0 - originY);
  }
  return sum / 2;
}

/** Of latitude everywhere, of longitude at the equator. */
export const METRES_PER_DEGREE = 111_320;

/** Square metres of square degrees at a place; near enough to tell a sliver from a hole. */
export function toSquareMetres(squareDegrees: number, [, lat]: Point): number {
  return squareDegrees * METRES_PER_DEGREE ** 2 * Math.cos((lat * Math.PI) / 180);
}

/** "10.77250, 106.69800": latitude first, as people read it. */
export function formatPlace([long, lat]: Point): string {
  return `${lat.toFixed(5)}, ${long.toFixed(5)}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
