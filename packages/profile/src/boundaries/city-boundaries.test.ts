import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Point } from "@toancanh/geo";
import proj4 from "proj4";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { copyProfile, type DrawnUnit, drawWards, moveAll, toGeojson } from "../testing/profile-boundaries.ts";
import type { CheckOptions } from "./check-boundaries.ts";
import { encodeWindows1258 } from "./garbled-names.ts";
import { importBoundaries } from "./import-boundaries.ts";
import type { ImportProblem } from "./known-units.ts";

const METRES_EAST = 1 / 109_400;
const METRES_NORTH = 1 / 110_600;
const FROM_VN2000 =
  "+ellps=WGS84 +towgs84=-191.90441429,-39.30318279,-111.45032835,0.00928836,-0.01975479,0.00427372,0.252906278";

/** Position in VN-2000 of a position in degrees WGS84. */
function toVn2000(meridian: number): (position: Point) => Point {
  const system = `+proj=tmerc +lat_0=0 +lon_0=${meridian} +k=0.9999 +x_0=500000 +y_0=0 ${FROM_VN2000}`;
  const { forward } = proj4("WGS84", system);
  return (position) => {
    const [x = 0, y = 0] = forward(position);
    return [x, y];
  };
}

let dir: string;
let remove: () => Promise<void>;
let wards: DrawnUnit[];
beforeAll(async () => {
  ({ dir, remove } = await copyProfile("hcmc"));
  wards = await drawWards(dir);
}, 60_000);
afterAll(() => remove());

/** What the import of these units says; that it wrote nothing is looked at. */
async function refusedOf(units: readonly DrawnUnit[], options: CheckOptions = {}): Promise<ImportProblem[]> {
  const file = join(dir, "..", "official.geojson");
  await writeFile(file, JSON.stringify(toGeojson(units)));
  const before = await fingerprint();
  const result = await importBoundaries(dir, file, { validFrom: "2025-07-01", allow: ["hole"], ...options });
  expect(result.files).toEqual([]);
  expect(await fingerprint()).toEqual(before);
  return result.refused;
}

async function fingerprint(): Promise<[string, number][]> {
  const names = await readdir(join(dir, "units"));
  return Promise.all(
    names.map(
      async (name): Promise<[string, number]> => [name, (await readFile(join(dir, "units", name))).length],
    ),
  );
}

/** Changes one unit by its code. */
function change(code: string, by: (unit: DrawnUnit) => DrawnUnit): DrawnUnit[] {
  return wards.map((unit) => (unit.code === code ? by(unit) : unit));
}

function unitOf(code: string): DrawnUnit {
  const unit = wards.find((one) => one.code === code);
  if (unit === undefined) throw new Error(`no ward ${code}`);
  return unit;
}

function messagesOf(problems: readonly ImportProblem[], kind: ImportProblem["kind"]): string[] {
  return problems.filter((problem) => problem.kind === kind).map(({ message }) => message);
}

describe("boundaries moved as a whole", { timeout: 120_000 }, () => {
  it.each([
    ["100 m to the east", 100, 0],
    ["1 km to the east", 1000, 0],
    ["30 m to the south", 0, -30],
    ["70 m to the north-west", -50, 50],
  ])("%s: every unit is told", async (_what, east, north) => {
    const moved = moveAll(wards, ([x, y]) => [x + east * METRES_EAST, y + north * METRES_NORTH]);
    const messages = messagesOf(await refusedOf(moved), "misplaced");
    expect(messages).toHaveLength(wards.length);
    const ward = messages.find((message) => message.startsWith("Phường Bến Thành (26743) lies "));
    expect(ward).toMatch(/expected around 10\.77\d+, 106\.69\d+, found around 10\.7\d+, 106\.\d+/);
    expect(ward).toContain("All units are moved alike, by ");
    expect(ward).toContain("name its coordinate system with --crs");
  });

  it("degrees with latitude first: the axes are exchanged", async () => {
    const refused = await refusedOf(moveAll(wards, ([x, y]) => [y, x]));
    const messages = messagesOf(refused, "misplaced");
    expect(messages).toHaveLength(wards.length);
    expect(messages[0]).toContain("The axes are exchanged: latitude or northing stands first");
    expect(messagesOf(refused, "missing_unit")).toEqual([]);
  });

  it("metres with northing first: the axes are exchanged", async () => {
    const metres = moveAll(wards, toVn2000(105.75));
    const refused = await refusedOf(
      moveAll(metres, ([x, y]) => [y, x]),
      { crs: "VN-2000/105.75" },
    );
    expect(messagesOf(refused, "misplaced")[0]).toContain("The axes are exchanged");
  });

  it.each([
    ["another central meridian", 105.75, "VN-2000/106", "VN-2000/105.75"],
    ["the neighbouring province's meridian", 107.75, "VN-2000/105.75", "VN-2000/107.75"],
    ["the zone of 6°", 105.75, "EPSG:3405", "VN-2000/105.75"],
    ["degrees for metres", 105.75, "WGS84", "VN-2000/105.75"],
  ])("read in another system (%s): the fitting one is named", async (_what, meridian, crs, fitting) => {
    const refused = await refusedOf(moveAll(wards, toVn2000(meridian)), { crs });
    const messages = messagesOf(refused, "misplaced");
    expect(messages).toHaveLength(wards.length);
    expect(messages[0]).toContain(`import it again with --crs ${fitting}`);
  });

  it("degrees of VN-2000 taken for WGS84", async () => {
    const degrees = proj4("WGS84", `+proj=longlat ${FROM_VN2000}`);
    const moved = moveAll(wards, (position) => {
      const [x = 0, y = 0] = degrees.forward(position);
      return [x, y];
    });
    expect(messagesOf(await refusedOf(moved), "misplaced")[0]).toContain("--crs EPSG:4756");
  });
});

describe("units of a file against those of the profile", { timeout: 120_000 }, () => {
  it("codes exchanged between two units", async () => {
    const exchanged = wards.map((unit) =>
      unit.code === "26743"
        ? { ...unitOf("26740"), code: "26743" }
        : unit.code === "26740"
          ? { ...unitOf("26743"), code: "26740" }
          : unit,
    );
    const refused = await refusedOf(exchanged);
    expect(refused.map(({ unit, kind }) => `${unit} ${kind}`)).toEqual(
      expect.arrayContaining([
        "26740 misplaced",
        "26743 misplaced",
        "26740 name_differs",
        "26743 name_differs",
      ]),
    );
    expect(messagesOf(refused, "misplaced").join("\n")).toContain(
      `There lies ${unitOf("26740").name} (26740)`,
    );
  });

  it("names exchanged between two units", async () => {
    const [first, second] = [unitOf("26743"), unitOf("26740")];
    const exchanged = wards.map((unit) =>
      unit === first
        ? { ...unit, name: second.name }
        : unit === second
          ? { ...unit, name: first.name }
          : unit,
    );
    const refused = await refusedOf(exchanged);
    expect(refused.map(({ unit, kind }) => `${unit} ${kind}`).sort()).toEqual([
      "26740 name_differs",
      "26743 name_differs",
    ]);
    expect(messagesOf(refused, "name_differs").join("\n")).toContain("That is the name of 26740");
  });

  it("one unit drawn 1 km beside its place", async () => {
    const moved = change(
      "26743",
      (unit) => moveAll([unit], ([x, y]) => [x + 1000 * METRES_EAST, y])[0] ?? unit,
    );
    const refused = await refusedOf(moved);
    expect(refused).toContainEqual(
      expect.objectContaining({
        unit: "26743",
        kind: "misplaced",
        message: expect.stringContaining("km to the east"),
      }),
    );
    expect(messagesOf(refused, "overlap").length).toBeGreaterThan(0);
  });

  it("a unit missing, a unit twice", async () => {
    const missing = await refusedOf(wards.filter(({ code }) => code !== "26743"));
    expect(missing).toContainEqual(
      expect.objectContaining({
        unit: "26743",
        kind: "missing_unit",
        message: expect.stringContaining("Phường Bến Thành (26743)"),
      }),
    );
    const doubled = await refusedOf([...wards, unitOf("26743")]);
    expect(doubled).toContainEqual(
      expect.objectContaining({
        unit: "26743",
        kind: "duplicate_code",
        message: expect.stringContaining("Phường Bến Thành (26743)"),
      }),
    );
  });

  it("a unit that swallowed its neighbour's ground", async () => {
    const both = change("26743", (unit) => ({ ...unit, parts: [...unit.parts, ...unitOf("26740").parts] }));
    const refused = await refusedOf(both);
    expect(refused.map(({ unit, kind }) => `${unit} ${kind}`)).toEqual(
      expect.arrayContaining(["26743 area_differs", "26740 overlap"]),
    );
    expect(messagesOf(refused, "area_differs")[0]).toContain("as in units/wards.csv");
  });

  it("a unit of a former epoch under a code that the reform used again", async () => {
    const table = await readFile(join(dir, "units/former-units.csv"), "utf8");
    const former = table
      .split("\n")
      .map((line) => line.split(","))
      .find(
        ([, code, level, name]) =>
          level === "ward" && wards.some((unit) => unit.code === code && unit.name !== name),
      );
    if (former === undefined) throw new Error("the profile has no code that was used again");
    const [, code = "", , name = ""] = former;
    const messages = messagesOf(await refusedOf(change(code, (unit) => ({ ...unit, name }))), "name_differs");
    expect(messages).toHaveLength(1);
    expect(messages[0]).toContain(`units/former-units.csv has ${name} (${code})`);
    expect(messages[0]).toContain("the file is of that epoch");
  });

  it("none is told where names are only spelled otherwise", async () => {
    const spellings: ((unit: DrawnUnit) => string)[] = [
      ({ name }) => name.toUpperCase(),
      ({ name }) => name.replace(/^(Phường|Xã|Đặc khu) /, ""),
      ({ name }) => name.replace(/^Phường /, "P. "),
      ({ name }) => name.replaceAll("oà", "òa").replaceAll("uý", "úy").replaceAll("oá", "óa"),
      () => "",
    ];
    for (const spell of spellings) {
      const refused = await refusedOf([...wards.slice(1).map((unit) => ({ ...unit, name: spell(unit) }))]);
      expect(refused.map(({ kind }) => kind)).toEqual(["missing_unit"]);
    }
  });
});

describe("names in the wrong encoding", { timeout: 120_000 }, () => {
  const utf8 = (text: string) => new TextEncoder().encode(text);
  const read = (label: string) => (bytes: Uint8Array) => new TextDecoder(label).decode(bytes);
  /** Of TCVN3, the letters that these names need. */
  const tcvn3 = (text: string) =>
    Uint8Array.from(
      [...text],
      (letter) => ({ ư: 0xad, ờ: 0xea, ế: 0xd5, à: 0xb5 })[letter] ?? letter.charCodeAt(0),
    );

  it.each([
    [
      "UTF-8 read as Latin-1",
      (name: string) => read("windows-1252")(utf8(name)),
      "written as UTF-8 and read as Windows-1252",
    ],
    ["UTF-8 read byte by byte", (name: string) => Buffer.from(name).toString("latin1"), "written as UTF-8"],
    ["TCVN3 read as Latin-1", (name: string) => read("windows-1252")(tcvn3(name)), "written as TCVN3 (ABC)"],
    [
      "TCVN3 read as UTF-8",
      (name: string) => read("utf-8")(tcvn3(name)),
      "written as TCVN3 (ABC) and read as UTF-8",
    ],
    [
      "Windows-1258 read as Latin-1",
      (name: string) => read("windows-1252")(encodeWindows1258(name)),
      "write WINDOWS-1258 into the .cpg",
    ],
    [
      "Windows-1258 read as UTF-8",
      (name: string) => read("utf-8")(encodeWindows1258(name)),
      "write WINDOWS-1258 into the .cpg",
    ],
    ["letters replaced", (name: string) => name.replace("ư", "\uFFFD"), "export it anew as UTF-8"],
    ["letters lost", (name: string) => name.replaceAll(/[^\x20-\x7e]/g, "?"), "export it anew as UTF-8"],
  ])("%s", async (_what, garble, cure) => {
    const refused = await refusedOf(change("26743", (unit) => ({ ...unit, name: garble(unit.name) })));
    expect(refused).toEqual([
      { unit: "26743", kind: "name_garbled", message: expect.stringContaining(cure) },
    ]);
    expect(refused[0]?.message).toContain("Phường Bến Thành (26743) is called “");
  });
});
