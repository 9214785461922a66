import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { type Overlay, type OverlayFile, OverlayFileSchema } from "@toancanh/contracts";
import { compileCheck } from "./checks/check-schema.ts";
import type { ProfileReader } from "./profile-reader.ts";

const FILE = "overlays.json";
const checkOverlay = compileCheck(OverlayFileSchema);

/** The city's layers for the map, and their files as they stand when asked for. */
export interface OverlaySource {
  readonly list: readonly Overlay[];
  /** GeoJSON text of a layer; read anew when its file has changed. Rejects for an unknown id or a broken file. */
  read(id: string): Promise<string>;
}

/** The layers of overlays.json, none where there is no such file; each file must be a GeoJSON FeatureCollection. */
export async function readOverlays(reader: ProfileReader): Promise<OverlayFile[]> {
  const elements = reader.elements(FILE, "", await reader.plainJson(FILE, true), checkOverlay);
  const seen = new Set<string>();
  const overlays: OverlayFile[] = [];
  for (const { at, value } of elements) {
    if (seen.has(value.id)) reader.report(FILE, `${at}/id`, `"${value.id}" is there twice; rename one`);
    seen.add(value.id);
    const geojson = await reader.plainJson(value.file);
    if (geojson !== undefined && !isCollection(geojson)) {
      reader.report(value.file, "", "no GeoJSON FeatureCollection");
    }
    overlays.push(value);
  }
  return overlays;
}

/** @param dir the profile's folder */
export function createOverlaySource(dir: string, overlays: readonly OverlayFile[]): OverlaySource {
  const files = new Map(overlays.map(({ id, file }) => [id, join(dir, file)]));
  const texts = new Map<string, { changedAt: number; text: string }>();
  return {
    list: overlays.map(({ file: _file, ...overlay }) => overlay),
    async read(id) {
      const file = files.get(id);
      if (file === undefined) throw new RangeError(`no overlay "${id}"`);
      const { mtimeMs } = await stat(file);
      const known = texts.get(id);
      if (known?.changedAt === mtimeMs) return known.text;
      const text = await readFile(file, "utf8");
      // The file may be half written at this moment: the last good one is shown until it is whole.
      const isWhole = isCollection(parseOrNull(text));
      if (!isWhole && known === undefined) throw new Error(`${file} is no GeoJSON FeatureCollection`);
      if (!isWhole && known !== undefined) return known.text;
      texts.set(id, { changedAt: mtimeMs, text });
      return text;
    },
  };
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isCollection(value: unknown): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    "type" in value &&
    value.type === "FeatureCollection" &&
    "features" in value &&
    Array.isArray(value.features)
  );
}
