import { mkdir, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadProfile } from "./load-profile.ts";
import { writeTinyProfile } from "./testing/tiny-profile.ts";

const hcmc = fileURLToPath(new URL("../../../profiles/hcmc", import.meta.url));
const OVERLAY = {
  id: "pumps",
  name: { vi: "Máy bơm", en: "Pumps" },
  example: false,
  file: "overlays/pumps.geojson",
  icon: "pump",
  style: { colour: "#112233", size: 12, opacity: 1 },
  popup: [],
  media: null,
  refresh_seconds: 30,
};
const collection = (count: number) =>
  JSON.stringify({ type: "FeatureCollection", features: Array.from({ length: count }, () => ({})) });

describe("overlays", () => {
  let dir: string;
  let remove: () => Promise<void>;
  beforeEach(async () => {
    ({ dir, remove } = await writeTinyProfile());
    await mkdir(join(dir, "overlays"));
    await writeFile(join(dir, "overlays.json"), JSON.stringify([OVERLAY]));
    await writeFile(join(dir, OVERLAY.file), collection(1));
  });
  afterEach(() => remove());

  it("are read anew when their file changed, and the last whole one while it is being written", async () => {
    const { overlays, hash } = await loadProfile(dir);
    const { file: _file, ...shown } = OVERLAY;
    expect(overlays.list).toEqual([shown]);
    expect(await overlays.read("pumps")).toBe(collection(1));
    const rewrite = async (text: string, at: number) => {
      await writeFile(join(dir, OVERLAY.file), text);
      await utimes(join(dir, OVERLAY.file), at, at);
    };
    await rewrite(collection(2), 1_700_000_000);
    expect(await overlays.read("pumps")).toBe(collection(2));
    expect((await loadProfile(dir)).hash, "no report depends on a layer").toBe(hash);
    await rewrite(collection(3).slice(0, 20), 1_700_000_001);
    expect(await overlays.read("pumps")).toBe(collection(2));
    await expect(overlays.read("../profile.json")).rejects.toThrow(RangeError);
  });

  it.each<[string, object, RegExp]>([
    [
      "a file outside of the profile",
      { file: "../secret.geojson" },
      /overlays\.json: \/0\/file: must look like/,
    ],
    ["a file that is missing", { file: "overlays/none.geojson" }, /overlays\/none\.geojson: missing/],
    ["an unknown icon", { icon: "ufo" }, /overlays\.json: \/0\/icon: must be one of "camera"/],
    ["no colour", { style: { ...OVERLAY.style, colour: "red" } }, /\/0\/style\/colour: must look like/],
  ])("are refused with %s", async (_what, change, message) => {
    await writeFile(join(dir, "overlays.json"), JSON.stringify([{ ...OVERLAY, ...change }]));
    await expect(loadProfile(dir)).rejects.toThrow(message);
  });

  it("are refused with an id twice, or a file that is no collection", async () => {
    await writeFile(join(dir, "overlays.json"), JSON.stringify([OVERLAY, OVERLAY]));
    await writeFile(join(dir, OVERLAY.file), '{"type":"Feature"}');
    await expect(loadProfile(dir)).rejects.toThrow(/"pumps" is there twice/);
    await expect(loadProfile(dir)).rejects.toThrow(/pumps\.geojson: no GeoJSON FeatureCollection/);
  });

  it("of the default city are marked as examples, and so is each thing in them", async () => {
    const { overlays } = await loadProfile(hcmc);
    expect(overlays.list).toHaveLength(2);
    for (const { id, example } of overlays.list) {
      expect(example).toBe(true);
      expect(await overlays.read(id)).toContain("ví dụ");
    }
  });
});
