/** The two readers of shpjs 6 that are used here; the package has no types of its own. */
declare module "shpjs" {
  /** GeoJSON geometries of the .shp bytes, in the file's own coordinates. */
  export function parseShp(shp: Uint8Array): unknown[];
  /** Attributes of the .dbf bytes, in an encoding that TextDecoder knows. */
  export function parseDbf(dbf: Uint8Array, encoding?: string): Record<string, unknown>[];
}
