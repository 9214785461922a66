import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { locate, type Point, pointToCell, wardOfCell } from "@toancanh/geo";
import { box, collection, feature } from "@toancanh/geo/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadProfile } from "../load-profile.ts";
import { shapefileBytes } from "../testing/shapefile-bytes.ts";
import { replaceInFile, writeTinyProfile } from "../testing/tiny-profile.ts";
import { encodeWindows1258 } from "./garbled-names.ts";
import { importBoundaries } from "./import-boundaries.ts";
import type { ImportProblem } from "./known-units.ts";
import { BoundaryFileError } from "./read-boundary-file.ts";

/** They meet at 106.70012, inside of one cell. */
const WEST = box(106.66, 10.76, 106.70012, 10.8);
const EAST = box(106.70012, 10.76, 106.75, 10.8);

const SOUND = collection(feature("001", [WEST]), feature("002", [EAST]));

describe("importBoundaries", () => {
  let dir: string;
  let remove: () => Promise<void>;
  beforeEach(async () => {
    ({ dir, remove } = await writeTinyProfile());
  });
  afterEach(() => remove());

  async function importJson(geojson: unknown, validFrom = "2020-01-01") {
    const file = join(dir, "..", "official.geojson");
    await writeFile(file, typeof geojson === "string" ? geojson : JSON.stringify(geojson));
    return importBoundaries(dir, file, { validFrom });
  }

  it("makes wards exact to the metre, and cells and outlines anew", async () => {
    const before = await loadProfile(dir);
    const result = await importJson(SOUND);
    expect(result).toMatchObject({ refused: [], tolerated: [], units: 2 });
    expect(result.files).toEqual([
      "units/ward-cells.csv",
      "units/outlines.topo.json",
      "units/boundaries/2020-01-01.geojson",
    ]);
    const after = await loadProfile(dir);
    expect(after.hash).not.toBe(before.hash);
    const codes = [106.70011, 106.70013].map((long) => locate(after.wardIndex, 10.78, long).ward_code);
    expect(codes).toEqual(["001", "002"]);
    expect(pointToCell(10.78, 106.70011)).toBe(pointToCell(10.78, 106.70013));
    expect(wardOfCell(after.wardIndex, pointToCell(10.79, 106.74))).toBe("002");
    expect(locate(after.wardIndex, 10.9, 106.7)).toMatchObject({ ward_code: "" });
    const stored = JSON.parse(await readFile(join(dir, "units/boundaries/2020-01-01.geojson"), "utf8"));
    expect(stored.features[0].geometry.coordinates).toEqual([[WEST]]);
    expect((await readdir(join(dir, "units"))).filter((name) => name.endsWith(".new"))).toEqual([]);
  });

  it("can be repeated with the same result", async () => {
    await importJson(SOUND);
    const { hash } = await loadProfile(dir);
    await importJson(SOUND);
    expect((await loadProfile(dir)).hash).toBe(hash);
  });

  const bowtie: Point[] = [
    [106.66, 10.76],
    [106.7, 10.8],
    [106.7, 10.77],
    [106.66, 10.8],
    [106.66, 10.76],
  ];
  const inner = box(106.71, 10.77, 106.72, 10.78).reverse();
  const missing = feature("002", [EAST]);
  const cases: [string, unknown, Partial<ImportProblem>][] = [
    [
      "a unit with a hole that no other fills",
      collection(feature("001", [WEST]), feature("002", [EAST, inner])),
      { unit: "002", kind: "hole" },
    ],
    [
      "units that overlap",
      collection(feature("001", [box(106.66, 10.76, 106.71, 10.8)]), missing),
      { unit: "001", kind: "overlap" },
    ],
    [
      "a ring that crosses itself",
      collection(feature("001", [bowtie]), missing),
      { unit: "001", kind: "self_intersection" },
    ],
    [
      "a code twice",
      collection(feature("001", [WEST]), feature("001", [EAST])),
      { unit: "001", kind: "duplicate_code" },
    ],
    [
      "a name not NFC",
      collection(feature("001", [WEST], "Phường Một".normalize("NFD")), missing),
      { unit: "001", kind: "name_not_nfc" },
    ],
    ["no code", collection(feature(undefined, [WEST]), missing), { unit: "feature 0", kind: "no_code" }],
    [
      "a line for an area",
      collection({ ...feature("001", []), geometry: { type: "LineString", coordinates: WEST } }, missing),
      { unit: "001", kind: "not_an_area" },
    ],
    [
      "metres for degrees",
      collection(
        feature("001", [
          [
            [685_000, 1_190_000],
            [685_100, 1_190_000],
            [685_000, 1_190_100],
            [685_000, 1_190_000],
          ],
        ]),
        missing,
      ),
      { unit: "001", kind: "bad_position" },
    ],
    [
      "an open ring",
      collection(feature("001", [WEST.slice(0, -1)]), missing),
      { unit: "001", kind: "open_ring" },
    ],
    [
      "no surface",
      collection(
        feature("001", [
          [
            [106, 10],
            [107, 11],
            [106, 10],
          ],
        ]),
        missing,
      ),
      { unit: "001", kind: "no_surface" },
    ],
    [
      "a unit the profile does not know",
      collection(...SOUND.features, feature("003", [box(106.75, 10.76, 106.8, 10.8)])),
      { unit: "003", kind: "unknown_unit" },
    ],
    ["a ward left out", collection(feature("001", [WEST])), { unit: "002", kind: "missing_unit" }],
    ["no collection", { type: "Feature" }, { unit: "", kind: "not_geojson" }],
  ];
  it.each(cases)("refuses %s, names the unit and changes nothing", async (_what, geojson, problem) => {
    const { hash } = await loadProfile(dir);
    const result = await importJson(geojson);
    expect(result.refused).toContainEqual({ message: expect.any(String), ...problem });
    expect(result.files).toEqual([]);
    expect((await loadProfile(dir)).hash).toBe(hash);
    expect(await readdir(join(dir, "units"))).toEqual(["outlines.topo.json", "ward-cells.csv", "wards.csv"]);
  });

  it("takes a reform that ends one ward, leaves one and uses a code again", async () => {
    await importJson(SOUND);
    await replaceInFile(
      dir,
      "units/wards.csv",
      "002,Phường Hai,P. Hai,phuong,10.78,106.73,25,,2020-01-01,",
      [
        "002,Phường Hai,P. Hai,phuong,10.78,106.73,25,,2020-01-01,2026-12-31",
        "002@2027-01-01,Phường Hai Mới,P. Hai Mới,phuong,10.78,106.71,12,,2027-01-01,",
        "003,Phường Ba,P. Ba,phuong,10.78,106.74,12,,2027-01-01,",
      ].join("\n"),
    );
    const reform = collection(
      feature("002", [box(106.70012, 10.76, 106.725, 10.8)]),
      feature("003", [box(106.725, 10.76, 106.75, 10.8)]),
    );
    expect(await importJson(reform, "2027-01-01")).toMatchObject({ refused: [], units: 2 });
    const { wardIndex, outlines } = await loadProfile(dir);
    const wardAt = (long: number, day?: string) =>
      locate(wardIndex, 10.78, long, day === undefined ? undefined : Date.parse(`${day}T12:00:00+07:00`))
        .ward_code;
    expect([106.68, 106.72, 106.74].map((long) => wardAt(long, "2026-12-31"))).toEqual(["001", "002", "002"]);
    expect([106.68, 106.72, 106.74].map((long) => wardAt(long))).toEqual(["001", "002@2027-01-01", "003"]);
    const { wards } = outlines.objects;
    const drawn = wards?.type === "GeometryCollection" ? wards.geometries.map(({ id }) => id) : [];
    expect(drawn.toSorted()).toEqual(["001", "002@2027-01-01", "003"]);
  });

  it("refuses an epoch the profile does not have, and what is no JSON", async () => {
    const { refused } = await importJson(SOUND, "2025-07-01");
    expect(refused.at(-1)?.message).toContain("no ward valid from 2025-07-01, only from: 2020-01-01");
    await expect(importJson("{")).rejects.toThrow(/official\.geojson is no GeoJSON/);
    await expect(importBoundaries(dir, join(dir, "none.shp"), { validFrom: "2020-01-01" })).rejects.toThrow(
      /cannot read .*none\.shp/,
    );
  });

  it("takes a hole that is meant", async () => {
    const file = join(dir, "..", "official.geojson");
    await writeFile(file, JSON.stringify(collection(feature("001", [WEST]), feature("002", [EAST, inner]))));
    const result = await importBoundaries(dir, file, { validFrom: "2020-01-01", allow: ["hole"] });
    expect(result).toMatchObject({ refused: [], tolerated: [{ unit: "002", kind: "hole" }] });
    const { wardIndex } = await loadProfile(dir);
    expect(locate(wardIndex, 10.775, 106.715).ward_code).toBe("");
  });

  it("takes a Shapefile in VN-2000 with its own attributes", async () => {
    // The same corners in VN-2000 / TM-3 105-45, whose meridian HCMC lies 0.9° east of.
    const metres = (ring: Point[]): Point[] =>
      ring.map(([x, y]) => [500_000 + (x - 105.75) * 109_000, y * 110_500]);
    const { shp, dbf } = shapefileBytes([
      { code: "001", name: "Phường Một", ring: metres(WEST).reverse() },
      { code: "002", name: "Phường Hai", ring: metres(EAST).reverse() },
    ]);
    const folder = join(dir, "..", "shape");
    await mkdir(folder);
    await writeFile(join(folder, "wards.shp"), shp);
    await writeFile(join(folder, "wards.dbf"), dbf);
    await writeFile(join(folder, "wards.cpg"), "UTF-8");
    const options = { validFrom: "2020-01-01", crs: "EPSG:9210", codeProperty: "MA", nameProperty: "TEN" };
    const result = await importBoundaries(dir, join(folder, "wards.shp"), options);
    expect(result).toMatchObject({ refused: [], units: 2 });
    const { wardIndex } = await loadProfile(dir);
    expect(locate(wardIndex, 10.78, 106.68).ward_code).toBe("001");
    expect(locate(wardIndex, 10.78, 106.72).ward_code).toBe("002");
    const stored = await readFile(join(dir, "units/boundaries/2020-01-01.geojson"), "utf8");
    expect(stored).toContain('"code":"001","name":"Phường Một"');
  });

  describe("attributes of a Shapefile", () => {
    /** Writes it with names in those bytes, and imports it. */
    async function importNamed(encode: (name: string) => Uint8Array, cpg: string | null) {
      const folder = join(dir, "..", "encoded");
      await mkdir(folder);
      const { shp, dbf } = shapefileBytes([
        { code: "001", name: encode("Phường Một"), ring: WEST.toReversed() },
        { code: "002", name: encode("Phường Hai"), ring: EAST.toReversed() },
      ]);
      await writeFile(join(folder, "wards.shp"), shp);
      await writeFile(join(folder, "wards.dbf"), dbf);
      if (cpg !== null) await writeFile(join(folder, "wards.cpg"), cpg);
      const options = { validFrom: "2020-01-01", codeProperty: "MA", nameProperty: "TEN" };
      return importBoundaries(dir, join(folder, "wards.shp"), options);
    }

    it.each(["WINDOWS-1258", "windows-1258\r\n", "1258", "ANSI 1258", "CP1258"])(
      "in Windows-1258, as its .cpg says by %j, are taken and kept in NFC",
      async (cpg) => {
        expect(await importNamed(encodeWindows1258, cpg)).toMatchObject({ refused: [], units: 2 });
        const stored = await readFile(join(dir, "units/boundaries/2020-01-01.geojson"), "utf8");
        expect(stored).toContain('"name":"Phường Một"');
        expect(stored.normalize("NFC")).toBe(stored);
      },
    );

    it.each(["UTF-8", "65001", "utf8", null])("in UTF-8, as its .cpg says by %j, are taken", async (cpg) => {
      const result = await importNamed((name) => Buffer.from(name), cpg);
      expect(result).toMatchObject({ refused: [], units: 2 });
    });

    it.each<[string, (name: string) => Uint8Array, string | null, string]>([
      ["Windows-1258 without .cpg", encodeWindows1258, null, "write WINDOWS-1258 into the .cpg"],
      ["Windows-1258 under another .cpg", encodeWindows1258, "1252", "write WINDOWS-1258 into the .cpg"],
      [
        "UTF-8 under a .cpg of Latin-1",
        (name) => Buffer.from(name),
        "ISO-8859-1",
        "write UTF-8 into the .cpg",
      ],
      ["UTF-8 under a .cpg of 1258", (name) => Buffer.from(name), "1258", "write UTF-8 into the .cpg"],
    ])("in %s are refused by unit, with the cure", async (_what, encode, cpg, cure) => {
      const { refused, files } = await importNamed(encode, cpg);
      expect(files).toEqual([]);
      expect(refused[0]).toMatchObject({ unit: "001", kind: "name_garbled" });
      expect(refused[0]?.message).toContain("Phường Một (001)");
      expect(refused[0]?.message).toContain(cure);
    });

    it("in an encoding that is not known are told as that", async () => {
      const failing = importNamed((name) => Buffer.from(name), "KLINGON");
      await expect(failing).rejects.toThrow(BoundaryFileError);
      await expect(failing).rejects.toThrow(/names the encoding "KLINGON", which is not known/);
    });
  });
});
