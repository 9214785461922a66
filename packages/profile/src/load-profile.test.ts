import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { addWorkingDays, buildCalendar, isWorkingDay, policyAt } from "@toancanh/domain";
import { deriveFormerUnits, locate } from "@toancanh/geo";
import { describe, expect, it } from "vitest";
import { renderBasemap } from "./basemap/generate-basemap.ts";
import { renderOutlines } from "./generate-outlines.ts";
import { listProfiles } from "./list-profiles.ts";
import { loadProfile } from "./load-profile.ts";

const profiles = fileURLToPath(new URL("../../../profiles", import.meta.url));
const hcmcDir = join(profiles, "hcmc");
const hcmc = await loadProfile(hcmcDir);
const boston = await loadProfile(join(profiles, "boston"));

const idsOf = (list: readonly { id: string }[]) => list.map(({ id }) => id);

describe("profiles/hcmc", () => {
  it("has the channels, fields and units the city has", () => {
    const { profile } = hcmc;
    expect(profile.channels).toHaveLength(9);
    expect(idsOf(profile.field_groups)).toEqual(["infrastructure", "socioeconomic", "suggestion"]);
    expect(profile.categories.length).toBeGreaterThanOrEqual(25);
    expect(profile.wards).toHaveLength(168);
    expect(profile.agencies.length).toBeGreaterThanOrEqual(86);
    expect(profile.periods[0]).toMatchObject({ kind: "official", day: 25, time: "12:00" });
    expect(profile.periods[1]?.kind).toBe("calendar");
  });

  it("gives every ward its People's Committee in a block held to 1 %", () => {
    const { agencies, blocks, wards } = hcmc.profile;
    const committees = agencies.filter(({ block }) => block === "wards");
    expect(new Set(committees.map(({ ward_code }) => ward_code))).toEqual(
      new Set(wards.map(({ code }) => code)),
    );
    const targets = Object.fromEntries(blocks.map((block) => [block.id, block.late_rate_target]));
    expect(targets).toMatchObject({ departments: 0.01, wards: 0.01, telecom: null, power: null });
    for (const { id } of blocks) expect(agencies.filter(({ block }) => block === id)).not.toEqual([]);
  });

  it("has short names no two agencies share", () => {
    const names = hcmc.profile.agencies.map(({ short_name }) => short_name);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(["state", "utility"])("has a %s calendar over 2023 to 2027", (id) => {
    const definition = hcmc.profile.calendars.find((calendar) => calendar.id === id);
    if (definition === undefined) throw new Error(`no calendar ${id}`);
    expect(definition.from <= "2023-01-01" && definition.to >= "2027-12-31").toBe(true);
    const calendar = buildCalendar(definition);
    expect(isWorkingDay(calendar, "2026-02-17")).toBe(false);
    expect(isWorkingDay(calendar, "2024-05-04")).toBe(true);
    expect(isWorkingDay(calendar, "2027-12-31")).toBe(true);
  });

  it("keeps the worked example around Tết 2026", () => {
    const definition = hcmc.profile.calendars.find(({ id }) => id === "state");
    if (definition === undefined) throw new Error("no state calendar");
    const due = addWorkingDays(buildCalendar(definition), Date.parse("2026-02-13T09:00:00+07:00"), 5);
    expect(new Date(due).toISOString()).toBe("2026-02-27T10:00:00.000Z");
  });

  it("has one policy for every day since 2016", () => {
    const { rulebook } = hcmc;
    const policyOn = (date: string) => policyAt(rulebook, Date.parse(`${date}T12:00:00+07:00`))?.id;
    expect(policyOn("2016-01-01")).toBe("qd3813-2016");
    expect(policyOn("2020-05-03")).toBe("qd3813-2016");
    expect(policyOn("2020-05-04")).toBe("qd1478-2020");
    expect(policyOn("2023-10-25")).toBe("qd1478-2020");
    expect(policyOn("2023-10-26")).toBe("qd4874-2023");
    expect(policyOn("2026-11-22")).toBe("qd4874-2023");
  });

  it("finds wards by point, from the day they were made", () => {
    const market = [10.7725, 106.698] as const;
    expect(locate(hcmc.wardIndex, ...market).ward_code).toBe("26743");
    expect(locate(hcmc.wardIndex, ...market, Date.parse("2025-07-01T00:00:00+07:00")).ward_code).toBe(
      "26743",
    );
    const before = Date.parse("2025-06-30T23:59:59+07:00");
    expect(locate(hcmc.wardIndex, ...market, before).ward_code).toBe("district:760@2025-01-01");
    // The tiny profile says nothing of the units before 2025.
    expect(locate(hcmc.wardIndex, ...market, Date.parse("2024-12-31T23:59:59+07:00")).ward_code).toBe("");
    expect(locate(hcmc.wardIndex, 8.6863, 106.6085).ward_code).toBe("26732");
    expect(locate(hcmc.wardIndex, 21.03, 105.85).ward_code).toBe("");
  });

  it("knows the 482 units before July 2025 and gives each ward the smallest that held all of it", () => {
    const { former_units, crosswalk } = hcmc.profile;
    const count = (level: string) => former_units.filter((unit) => unit.level === level).length;
    expect([count("province"), count("district"), count("ward")]).toEqual([3, 38, 441]);
    const derived = deriveFormerUnits(former_units, crosswalk);
    const levels = [...derived.values()].map(({ level }) => level);
    expect(levels).toHaveLength(168);
    expect(levels.filter((level) => level === "ward")).toHaveLength(7);
    expect(levels.filter((level) => level === "province")).toHaveLength(17);
    expect(derived.get("26545")?.name).toBe("Xã Long Sơn");
    expect(derived.get("26743")?.name).toBe("Quận 1");
    expect(derived.get("26732")?.name).toBe("Huyện Côn Đảo");
    expect(derived.get("25760")?.name).toBe("Tỉnh Bình Dương");
  });

  it("has each ward's point inside that ward", () => {
    const astray = hcmc.profile.wards.filter(
      ({ code, lat, long }) => locate(hcmc.wardIndex, lat, long).ward_code !== code,
    );
    expect(astray).toEqual([]);
  });

  it("fits its map to the mainland", () => {
    const [west, south, east, north] = hcmc.profile.map.city_bounds;
    const outside = hcmc.profile.wards.filter(
      ({ lat, long }) => lat < south || lat > north || long < west || long > east,
    );
    expect(outside.map(({ name }) => name)).toEqual(["Đặc khu Côn Đảo"]);
  });
});

describe("profiles/boston", () => {
  it("has what the city's file of reports needs", () => {
    const { profile } = boston;
    expect(profile.time_zone).toBe("America/New_York");
    expect(profile.formats[0]).toMatchObject({ id: "boston311", time_pattern: "MM/dd/yyyy hh:mm:ss a" });
    expect(idsOf(profile.agencies)).toContain("No Q");
    expect(profile.agencies).toHaveLength(17);
    expect(profile.default_points).toEqual([{ lat: 42.3594, long: -71.0587 }]);
    for (const rule of profile.policies.flatMap(({ rules }) => rules)) {
      expect(rule.stages.map(({ unit }) => unit)).toEqual(["source"]);
    }
    expect(locate(boston.wardIndex, 42.3505, -71.0792).ward_code).toBe("back-bay");
  });
});

describe("outlines", () => {
  it.each(["hcmc", "boston"])("of %s are what its cells give, and small", async (city) => {
    const dir = join(profiles, city);
    const stored = await readFile(join(dir, "units/outlines.topo.json"), "utf8");
    expect(await renderOutlines(dir)).toBe(stored);
    expect(gzipSync(stored).length).toBeLessThan(400_000);
  });
});

describe("the ground of the maps", () => {
  it("is what the outlines and the files under basemap/ give, and small", async () => {
    const dir = join(profiles, "hcmc");
    const stored = await readFile(join(dir, "basemap.geojson"), "utf8");
    expect(await renderBasemap(dir)).toBe(stored);
    expect(Buffer.byteLength(stored)).toBeLessThan(200_000);
    expect(hcmc.basemap.features.length).toBeGreaterThan(50);
  });
  it("is empty where a city has none", () => {
    expect(boston.basemap).toEqual({ type: "FeatureCollection", features: [] });
  });
});

describe("listProfiles", () => {
  it("names the cities there are", async () => {
    expect(await listProfiles(profiles)).toEqual(["boston", "hcmc"]);
    expect(await listProfiles(join(profiles, "none"))).toEqual([]);
  });
});
