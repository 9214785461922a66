import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { loadProfile } from "../load-profile.ts";
import { writeTinyProfile } from "../testing/tiny-profile.ts";
import { renderBasemap } from "./generate-basemap.ts";

let remove: (() => Promise<void>) | null = null;
afterEach(async () => {
  await remove?.();
  remove = null;
});

async function tinyWith(file: string, text: string): Promise<string> {
  const tiny = await writeTinyProfile();
  remove = tiny.remove;
  await mkdir(join(tiny.dir, "basemap"), { recursive: true });
  await writeFile(join(tiny.dir, file), text);
  return tiny.dir;
}

const collection = (feature: object) => JSON.stringify({ type: "FeatureCollection", features: [feature] });
const river = (width_m: number) => ({
  type: "Feature",
  properties: { kind: "river", name: "", width_m },
  geometry: {
    type: "LineString",
    coordinates: [
      [106.6, 10.8],
      [106.7, 10.8],
    ],
  },
});

describe("basemap.geojson", () => {
  it.each([
    ["no collection", "[]", /^ *basemap\.geojson: no GeoJSON FeatureCollection; make it anew/m],
    [
      "a kind that is none",
      collection({ ...river(90), properties: { kind: "lake" } }),
      /basemap\.geojson: \/features\/0\/properties\/kind: "lake" is no kind of feature; use one of sea, land/,
    ],
    ["a river of no width", collection(river(0)), /basemap\.geojson: \/features\/0\/properties\/width_m: /],
  ])("is refused with %s, by file and field", async (_, text, message) => {
    const dir = await tinyWith("basemap.geojson", text);
    await expect(loadProfile(dir)).rejects.toThrow(message);
  });

  it("changes no hash that reports hang on", async () => {
    const dir = await tinyWith("basemap.geojson", collection(river(90)));
    const { hash, basemap } = await loadProfile(dir);
    expect(basemap.features).toHaveLength(1);
    await writeFile(join(dir, "basemap.geojson"), collection(river(120)));
    expect((await loadProfile(dir)).hash).toBe(hash);
  });

  it("is not made of a river that no border follows: its row is named", async () => {
    const header = "name,width_m,ward_a,ward_b,from_lat,from_long,to_lat,to_long";
    const dir = await tinyWith("basemap/rivers.csv", `${header}\nSông,90,001,999,10.8,106.6,10.8,106.7\n`);
    await expect(renderBasemap(dir)).rejects.toThrow(/basemap\/rivers\.csv: row 2: no border of these wards/);
  });
});
